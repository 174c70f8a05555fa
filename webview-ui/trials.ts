/** Where a run is in its list of trials, and the results it already has. Pure. */
import type { TrialSummary } from "../src/protocol/report";
import type { RunView } from "../src/protocol/view";

export interface CurrentTrial {
  /** From 1, in the order of training. */
  readonly index: number;
  readonly total: number;
  readonly arm: string;
  readonly seed: number;
}

const active: ReadonlySet<RunView["state"]> = new Set(["starting", "running", "paused", "stopped", "interrupted"]);

/** A run that has not come to its end: its current trial may still go on. */
export const isUnfinished = (view: RunView): boolean => active.has(view.state);

/** The trial the last row belongs to, unless that row closes it or the run is over. */
export function currentTrial(view: RunView): CurrentTrial | undefined {
  const last = view.rows.at(-1);
  if (last === undefined || last.type === "trial" || !isUnfinished(view)) return undefined;
  return {
    index: finishedTrials(view).length + 1,
    total: view.arms.length * view.seeds.length,
    arm: last.arm,
    seed: last.seed,
  };
}

/** Results of the trials that are done: from the report where there is one, else from the rows. */
export function finishedTrials(view: RunView): readonly TrialSummary[] {
  if (view.report !== undefined) return view.report.trials;
  const done = new Map<string, TrialSummary>();
  for (const row of view.rows) if (row.type === "trial") done.set(`${row.arm}/${row.seed}`, row);
  return [...done.values()];
}

/** The title of an arm; its id where the view does not list it. */
export const armTitle = (view: RunView, arm: string): string =>
  view.arms.find((known) => known.arm === arm)?.title ?? arm;
