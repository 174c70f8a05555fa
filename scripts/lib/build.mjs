/** Builds the bundles in dist if a source is newer than they are. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "./paths.mjs";
import { npm, run } from "./run.mjs";

const sources = ["src", "webview-ui", "package.json", "package-lock.json", "webpack.config.mjs", "tsconfig.json"];
const bundles = ["extension.js", "engine.js", "cli.js", "webview.js", "webview.css"];

/** @throws Error if the build fails; its output says why */
export async function ensureBuilt() {
  if (isBuilt()) return;
  console.log("Building the bundles (npm run build)");
  const result = await run(npm, ["run", "--silent", "build"], { cwd: repositoryRoot, timeoutMs: 10 * 60_000 });
  if (!result.ok) throw new Error(`The build failed (${result.reason})`);
}

function isBuilt() {
  const built = bundles.map((name) => changed(path.join("dist", name)));
  return Math.max(...sources.flatMap(filesIn).map(changed)) < Math.min(...built);
}

/** A folder counts as well: it changes when a file in it is deleted. */
function filesIn(name) {
  const absolute = path.join(repositoryRoot, name);
  if (!statSync(absolute).isDirectory()) return [name];
  return [name, ...readdirSync(absolute, { recursive: true }).map((file) => path.join(name, file))];
}

/** @returns {number} milliseconds; 0 for a file that is missing */
function changed(name) {
  return statSync(path.join(repositoryRoot, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
