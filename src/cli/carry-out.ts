/** Carries out a run with an engine of its own, from its request to its end. */
import { startEngine } from "../client/engine-client";
import { markFailed } from "../client/mark-failed";
import { ProblemError, type Problem } from "../protocol/problem";
import type { Runtime } from "../runtime/runtime";
import { onInterrupt } from "./interrupt";
import { enginePath } from "./places";
import type { RunDisplay } from "./run-display";

export interface RunRequest {
  type: "run" | "resume";
  directory: string;
  runtime: Runtime;
  threads?: number;
  display: RunDisplay;
}

export type Outcome = { kind: "finished" | "stopped" | "killed" } | { kind: "failed"; problem: Problem };

/**
 * The first Ctrl-C stops the run with a checkpoint, the second one ends it where it is; both can be resumed.
 *
 * @throws ProblemError where the engine cannot be started or refuses the run
 */
export async function carryOut({ type, directory, runtime, threads, display }: RunRequest): Promise<Outcome> {
  const engine = await startEngine({ enginePath, runtime, ...(threads !== undefined && { threads }) }).catch(
    async (error: unknown) => {
      if (error instanceof ProblemError && type === "run") await markFailed(directory, error.problem, undefined);
      throw error;
    },
  );
  const { promise: over, resolve } = promiseOf<Outcome>();
  engine.onEnded((kind) => {
    resolve({ kind });
  });
  engine.onFailed((problem) => {
    resolve({ kind: "failed", problem });
  });
  display.follow(engine);
  const interrupts = onInterrupt({
    first: () => {
      display.say("Stopping after the step in hand; press Ctrl-C again to end at once.");
      // A refusal means that the run is ending anyway, and its end is told.
      engine.request({ type: "stop" }).catch(() => undefined);
    },
    second: () => {
      engine.dispose();
      resolve({ kind: "killed" });
    },
  });
  try {
    await engine.request({ type, runDirectory: directory });
    return await over;
  } finally {
    interrupts.dispose();
    display.close();
    await engine.close();
  }
}

function promiseOf<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
