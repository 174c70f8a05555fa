/**
 * A started program and everything it starts in turn, ended together: on request, and at the latest when this process
 * ends, also through SIGTERM. The program has to be spawned with `detached`, which makes it the leader of its group.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

const graceMs = 5_000;

export interface ProcessGroup {
  /** Asks the group to end, and forces it after five seconds. */
  end(): Promise<void>;
}

export function ownGroup(child: ChildProcess): ProcessGroup {
  const kill = () => {
    signal(child, "SIGKILL");
  };
  process.once("exit", kill);
  exitOnTermination();
  return {
    async end() {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, "exit");
        const force = setTimeout(kill, graceMs);
        signal(child, "SIGTERM");
        await exited;
        clearTimeout(force);
      }
      kill();
      process.off("exit", kill);
    },
  };
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Without a listener, SIGTERM ends a process before its `exit` listeners can run. */
function exitOnTermination(): void {
  if (process.listenerCount("SIGTERM", terminate) === 0) process.once("SIGTERM", terminate);
}

function terminate(): void {
  process.exit(143);
}
