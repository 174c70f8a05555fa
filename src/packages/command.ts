/** Runs a short-lived command and collects what it says; a failure is a value, not an exception. */
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** A file to feed to standard input; without it standard input is empty. */
  inputFile?: string;
  /** Ends the command; then the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** For commands that are batch files on Windows, such as npm. */
  batchOnWindows?: boolean;
}

export interface CommandResult {
  ok: boolean;
  /** There is no such command. */
  missing: boolean;
  stdout: string;
  /** What it wrote to standard error; where it could not start or was killed, the reason. */
  stderr: string;
}

/** @throws only the signal's reason, when it is aborted */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { cwd, env, inputFile, signal, batchOnWindows } = options;
  signal?.throwIfAborted();
  const shell = batchOnWindows === true && process.platform === "win32";
  const child = spawn(command, shell ? args.map((arg) => `"${arg}"`) : args, {
    ...(cwd !== undefined && { cwd }),
    ...(env !== undefined && { env }),
    ...(signal !== undefined && { signal }),
    shell,
    windowsHide: true,
    stdio: "pipe",
  });
  const ended = new Promise<{ ok: boolean; missing: boolean; reason: string }>((resolve) => {
    child.once("error", (error) => {
      resolve({ ok: false, missing: "code" in error && error.code === "ENOENT", reason: error.message });
    });
    child.once("close", (code, killedBy) => {
      resolve({ ok: code === 0, missing: false, reason: killedBy === null ? "" : `killed by ${killedBy}` });
    });
  });
  // A command that ends before it has read everything is judged by its exit code, not by the broken pipe.
  const fed =
    inputFile === undefined ? Promise.resolve(child.stdin.end()) : pipeline(createReadStream(inputFile), child.stdin);
  const [stdout, stderr, end] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
    fed.catch(() => undefined),
  ]);
  signal?.throwIfAborted();
  const { ok, missing, reason } = end;
  return { ok, missing, stdout, stderr: [stderr.trim(), reason].filter(Boolean).join("\n") };
}

/** The last line that says something, of a command's output. */
export function lastLine(output: string): string {
  return output.trim().split("\n").at(-1)?.trim() ?? "";
}
