/**
 * VS Code itself, for tests: used where it can be downloaded and there is a screen to show it on. The answer is
 * remembered for an hour, so that a machine without a way to the download is not asked again by every command.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot, toolsFolder } from "./paths.mjs";
import { run } from "./run.mjs";

/** The version that the pinned code-server serves. */
const version = "1.139.1";
const firstBytesMs = 5_000;
const rememberMs = 60 * 60_000;

/** @returns {Promise<string | undefined>} the executable, or undefined where VS Code cannot be used; says why */
export async function ensureDesktopEditor() {
  const file = path.join(toolsFolder, "vscode.json");
  const known = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  if (known?.executable !== undefined && existsSync(known.executable)) return known.executable;
  if (known?.reason !== undefined && Date.now() - known.at < rememberMs) return undefined;
  const answer = hasScreen() ? await download() : { reason: "there is no display" };
  if (answer.reason !== undefined) console.log(`VS Code is not used (${answer.reason}); code-server is used instead`);
  mkdirSync(toolsFolder, { recursive: true });
  writeFileSync(file, JSON.stringify({ ...answer, at: Date.now() }));
  return answer.executable;
}

function hasScreen() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** In a process of its own: the download retries at length, and only ending its process stops that. */
async function download() {
  const script = path.join(import.meta.dirname, "download-vscode.mjs");
  const args = [script, version, path.join(toolsFolder, "vscode"), String(firstBytesMs)];
  const result = await run(process.execPath, args, { cwd: repositoryRoot, quiet: true, timeoutMs: 15 * 60_000 });
  const executable = /^executable (.+)$/m.exec(result.output)?.[1];
  return executable === undefined
    ? { reason: result.output.trim().split("\n").at(-1) || result.reason }
    : { executable };
}
