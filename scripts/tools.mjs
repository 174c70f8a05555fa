/**
 * The programs that tests and the demo's editor need, each pinned, installed once into the per-user cache and found
 * again in milliseconds: Chromium, other versions of Node, an editor, and TensorBoard. `tools.json` in the cache says where they are;
 * the tests read it.
 *
 *   node scripts/tools.mjs            installs everything
 *   node scripts/tools.mjs chromium   installs only what is named: chromium, node20, node24, editor, tensorboard
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { withLock } from "./lib/lock.mjs";
import { repositoryRoot, toolsFolder } from "./lib/paths.mjs";
import { ensurePython } from "./lib/python.mjs";
import { mustRun, npm } from "./lib/run.mjs";
import { ensureDebianPackages, findOnPath, isExecutable } from "./lib/system-packages.mjs";
import { ensureDesktopEditor } from "./lib/vscode.mjs";

const codeServerVersion = "4.139.1";
const nodeVersions = { 20: "20.20.2", 24: "24.21.0" };
const chromiumNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const chromiumPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const installers = {
  chromium: ensureChromium,
  node20: () => ensureNode(20),
  node24: () => ensureNode(24),
  editor: ensureEditor,
  tensorboard: ensureTensorBoard,
};

/**
 * @param {(keyof typeof installers)[]} names
 * @returns {Promise<Record<string, unknown>>} where each is, by name; also written to `tools.json`
 * @throws Error that says what to do, where a tool cannot be installed
 */
export async function ensureTools(names = Object.keys(installers)) {
  mkdirSync(toolsFolder, { recursive: true });
  const file = path.join(toolsFolder, "tools.json");
  const tools = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  for (const name of names) tools[name] = await installers[name]();
  const part = `${file}.${process.pid}`;
  writeFileSync(part, JSON.stringify(tools, null, 2));
  renameSync(part, file);
  return tools;
}

async function ensureChromium() {
  const find = () => findOnPath(...chromiumNames) ?? chromiumPlaces.find(isExecutable);
  const found = find();
  if (found !== undefined) return found;
  if (process.platform !== "linux") throw new Error("Chromium or Chrome is needed for tests in a browser; install one");
  await withLock("chromium", () => ensureDebianPackages(["chromium", "fonts-dejavu-core"], "tests in a browser"));
  return find();
}

/** @returns {Promise<string>} the executable of that major version; this process's own where it fits */
async function ensureNode(major) {
  if (Number(process.versions.node.split(".")[0]) === major) return process.execPath;
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const name = `${prefix}-${process.platform.replace("win32", "win")}-${process.arch}`;
  const folder = await ensureNpmTool({ name, version: nodeVersions[major] });
  return path.join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
}

/** VS Code itself where it can be downloaded and shown, else code-server: the same workbench in a browser. */
async function ensureEditor() {
  const desktop = await ensureDesktopEditor();
  if (desktop !== undefined) return { kind: "vscode", executable: desktop };
  if (process.platform === "win32")
    throw new Error("code-server does not exist for Windows, and VS Code cannot be used");
  const node = await ensureNode(24);
  const folder = await ensureNpmTool({
    name: "code-server",
    version: codeServerVersion,
    before: () =>
      process.platform === "linux"
        ? ensureDebianPackages(["build-essential", "libkrb5-dev", "pkg-config", "python3"], "building code-server")
        : Promise.resolve(),
    // Its native parts are compiled for the Node that runs it, whose headers lie beside that Node.
    env: {
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
      npm_config_nodedir: path.dirname(path.dirname(node)),
      npm_config_ignore_scripts: "false",
    },
  });
  return { kind: "code-server", node, entry: path.join(folder, "out", "node", "entry.js") };
}

/** @returns {Promise<string>} a Python that has TensorBoard */
function ensureTensorBoard() {
  return ensurePython({
    name: "tensorboard",
    requirements: path.join(repositoryRoot, "test", "support", "tensorboard", "requirements.txt"),
    who: "The test of TensorBoard's event files",
    announcement: (home) => `Installing TensorBoard into ${home}`,
    tried: ["tensorboard.backend.event_processing.event_accumulator"],
  });
}

/**
 * Installs one npm package into a folder of its own name and version; it counts as installed once its stamp is there.
 * @returns {Promise<string>} the package's folder
 */
async function ensureNpmTool({ name, version, before, env }) {
  const home = path.join(toolsFolder, `${name}-${version}`);
  const folder = path.join(home, "node_modules", name);
  const stamp = path.join(home, "installed");
  if (existsSync(stamp)) return folder;
  await withLock(`${name}-${version}`, async () => {
    if (existsSync(stamp)) return;
    await before?.();
    console.log(`Installing ${name} ${version} from npm into ${home}`);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, "package.json"), JSON.stringify({ private: true }));
    const install = ["install", "--no-audit", "--no-fund", "--loglevel=error", `${name}@${version}`];
    await mustRun(npm, install, { cwd: home, env: { ...withoutOuterNpm(), ...env }, timeoutMs: 15 * 60_000 });
    writeFileSync(stamp, "");
  });
  return folder;
}

/** Under `npm test`, npm says which Node runs it; an install of its own, by another Node, must not read that. */
function withoutOuterNpm() {
  const told = Object.keys(process.env).filter((name) => /^npm_(?!config_)|^npm_config_user_agent$/i.test(name));
  return Object.fromEntries(told.map((name) => [name, undefined]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const names = process.argv.slice(2);
  console.log(JSON.stringify(await ensureTools(names.length === 0 ? undefined : names), null, 2));
}
