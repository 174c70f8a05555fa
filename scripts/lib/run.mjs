/**
 * Runs a command as a process group of its own, so that whatever it started ends with it: when it finishes, when its
 * time is up, when this script is interrupted, and when this script fails.
 */
import { spawn } from "node:child_process";

const graceMs = 5_000;
const groups = new Set();
let interrupted = false;

/**
 * @param {string} command an executable
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, timeoutMs?: number, quiet?: boolean }} [options]
 *   `env` is added to this process's environment, undefined removes a variable; `quiet` collects the output instead of
 *   showing it
 * @returns {Promise<{ ok: boolean, reason: string, output: string }>} `reason` says why it is not ok
 * @throws Error only after this script was interrupted: nothing is started any more
 */
export function run(command, args, { cwd, env = {}, timeoutMs, quiet = false } = {}) {
  if (interrupted) return Promise.reject(new Error("Interrupted"));
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: process.platform !== "win32",
      shell: command.endsWith(".cmd"),
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    let output = "";
    let timedOut = false;
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    if (child.pid !== undefined) groups.add(child.pid);
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            endGroup(child.pid);
          }, timeoutMs);
    const settle = (ok, reason) => {
      clearTimeout(timer);
      if (child.pid !== undefined) killGroup(child.pid, "SIGKILL");
      groups.delete(child.pid);
      resolve({ ok, reason, output });
    };
    child.once("error", (error) => settle(false, error.message));
    child.once("exit", (code, signal) => {
      if (timedOut) settle(false, `stopped after ${timeoutMs / 1000} s, its time limit`);
      else settle(code === 0, signal === null ? `exit code ${code}` : `killed by ${signal}`);
    });
  });
}

/** Runs a command that has to succeed; its output is shown only if it fails. @throws Error with the output */
export async function mustRun(command, args, options = {}) {
  const result = await run(command, args, { quiet: true, ...options });
  if (!result.ok) throw new Error(`${command} ${args.join(" ")}: ${result.reason}\n${result.output.slice(-4_000)}`);
  return result.output;
}

/** Windows has npm as a batch file, which only a shell can run. */
export const npm = process.platform === "win32" ? "npm.cmd" : "npm";

function killGroup(pid, signal) {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Asks first, so that tests can put away what they started in groups of their own. */
function endGroup(pid) {
  killGroup(pid, "SIGTERM");
  setTimeout(() => groups.has(pid) && killGroup(pid, "SIGKILL"), graceMs).unref();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => {
    interrupted = true;
    for (const pid of groups) endGroup(pid);
  });
}

process.once("exit", () => {
  for (const pid of groups) killGroup(pid, "SIGKILL");
});
