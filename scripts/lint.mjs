/** `npm run lint`: the tools that read the sources, side by side. What one of them says is shown when it has ended. */
import path from "node:path";
import { repositoryRoot } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";

/** ESLint takes longer than all others together, so they share the other core. */
const lanes = [
  [["eslint", "."]],
  [
    ["tsc", "-p", "."],
    ["tsc", "-p", "webview-ui"],
    ["prettier", "--check", "."],
    ["depcruise", "src", "webview-ui", "--config", ".dependency-cruiser.cjs"],
    ["knip"],
  ],
];

const results = await Promise.all(lanes.map(lint));
process.exitCode = results.flat().every(Boolean) ? 0 : 1;

/** All of them, so that one mistake does not hide another. */
async function lint(tools) {
  const passed = [];
  for (const [tool, ...args] of tools) {
    const command = path.join("node_modules", ".bin", process.platform === "win32" ? `${tool}.cmd` : tool);
    const { ok, reason, output } = await run(command, args, { cwd: repositoryRoot, quiet: true });
    console.log(`${[tool, ...args].join(" ")}: ${ok ? "passed" : reason}\n${output}`.trimEnd());
    passed.push(ok);
  }
  return passed;
}
