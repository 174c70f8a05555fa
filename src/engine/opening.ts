/** How data are opened for a run or a study: can be stopped, and says how far it is, at most once a percent. */
import type { OpenOptions } from "../data/types";
import type { Stage } from "../protocol/metrics";

export type Opening = Pick<OpenOptions, "signal" | "onProgress">;

/** @param path as the experiment file names it */
export function openingOf(path: string, signal: AbortSignal, onStage: (stage: Stage) => void): Opening {
  const shown = { percent: -1 };
  return {
    signal,
    onProgress: (done, total) => {
      const percent = total === undefined ? done : Math.floor((done / total) * 100);
      if (percent === shown.percent) return;
      shown.percent = percent;
      onStage({ text: `Reading ${path}`, done, ...(total === undefined ? {} : { total }) });
    },
  };
}

/** What reading data ends with when it is told to stop. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";
