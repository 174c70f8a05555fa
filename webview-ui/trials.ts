/** Where a run is in its list of trials, and the results it already has. Pure. */
import { t } from "@vscode/l10n";
import type { TrialSummary } from "../src/protocol/report";
import type { RunView } from "../src/protocol/view";
import { count, plural } from "./format";
import type { Choices } from "./host";

export interface CurrentTrial {
  /** From 1, in the order of training. */
  readonly index: number;
  /** Not known of a sweep before its engine says it. */
  readonly total: number | undefined;
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
    total: trialTotal(view),
    arm: last.arm,
    seed: last.seed,
  };
}

/** How many trials there are in all. Of a sweep the arms are those so far, so only its engine knows. */
export function trialTotal({ arms, seeds, sweep, report, stage }: RunView): number | undefined {
  if (!sweep) return arms.length * seeds.length;
  if (report !== undefined) return report.trials.length;
  return stage?.unit === "trials" ? stage.total : undefined;
}

/** `3 of 15 trials`; `3 trials` where nobody knows yet how many there will be. */
export function trialProgress(view: RunView): string {
  const done = finishedTrials(view).length;
  const total = trialTotal(view);
  return total === undefined
    ? plural(done, t("1 trial"), t("{0} trials", count(done)))
    : plural(total, t("{0} of 1 trial", done), t("{0} of {1} trials", done, count(total)));
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

/** More arms than this in one chart are no curves any more: those of a sweep are drawn one at a time. */
export const MOST_ARMS = 6;

export const hasManyArms = (view: RunView): boolean => view.arms.length > MOST_ARMS;

/** The arms whose curves are drawn: of many the one that was picked, else the one that has the last row. */
export function shownArms(view: RunView, { hiddenArms, picked }: Pick<Choices, "hiddenArms" | "picked">): string[] {
  const all = view.arms.map(({ arm }) => arm);
  if (!hasManyArms(view)) return all.filter((arm) => !hiddenArms.includes(arm));
  const wanted = picked.curves;
  return [wanted !== undefined && all.includes(wanted) ? wanted : (view.rows.at(-1)?.arm ?? all[0] ?? "")];
}
