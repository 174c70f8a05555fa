/** Has an engine of its own carry out a study, which is work on an experiment that is no run, and waits for the result. */
import type { z } from "zod";
import type { Experiment } from "../experiment/types";
import type { Stage } from "../protocol/metrics";
import { ProblemError, type Problem } from "../protocol/problem";
import { startEngine, type EngineClient } from "./engine-client";
import type { EngineOptions } from "./engine-process";

export interface StudyOrder<Result> {
  /** A name of `engine/studies/index.ts`. */
  study: string;
  experiment: Experiment;
  /** What the study takes beside the experiment, as JSON. */
  options?: unknown;
  /** The form of what it finds. */
  result: z.ZodType<Result>;
  onStage?: (stage: Stage) => void;
  onWarning?: (problem: Problem) => void;
  /** Stops it. */
  signal?: AbortSignal;
}

/**
 * @returns undefined where it was stopped
 * @throws ProblemError why it could not be done; `engine/crashed` where the engine died
 */
export async function conductStudy<Result>(
  engine: EngineOptions,
  order: StudyOrder<Result>,
): Promise<Result | undefined> {
  if (order.signal?.aborted === true) return undefined;
  const client = await startEngine(engine);
  const { signal } = order;
  const stop = () => {
    // Where the engine is gone meanwhile, its end says why.
    client.request({ type: "stop" }).catch(() => undefined);
  };
  try {
    const found = resultOf(client, order);
    const { study, experiment, options = {} } = order;
    await client.request({ type: "study", study, experiment, options });
    signal?.addEventListener("abort", stop);
    if (signal?.aborted === true) stop();
    return await found;
  } finally {
    signal?.removeEventListener("abort", stop);
    client.dispose();
  }
}

function resultOf<Result>(client: EngineClient, order: StudyOrder<Result>): Promise<Result | undefined> {
  const { onStage, onWarning } = order;
  if (onStage !== undefined) client.onStage(onStage);
  if (onWarning !== undefined) client.onWarning(onWarning);
  const found = new Promise<Result | undefined>((resolve, reject) => {
    client.onStudied((raw) => {
      const result = order.result.safeParse(raw);
      if (result.success) resolve(result.data);
      else reject(new ProblemError(unreadable(order, result.error.message)));
    });
    client.onEnded(() => {
      resolve(undefined);
    });
    client.onFailed((problem) => {
      reject(new ProblemError(problem));
    });
  });
  // A request that is refused is thrown by itself; then nobody waits for this.
  found.catch(() => undefined);
  return found;
}

const unreadable = ({ study, experiment: { file } }: StudyOrder<unknown>, reason: string): Problem => ({
  severity: "error",
  code: "engine/unreadable-result",
  file,
  message: `the engine's result of the study "${study}" has another form than this part of Transfer Lab reads (${reason}); install both again from one release`,
});
