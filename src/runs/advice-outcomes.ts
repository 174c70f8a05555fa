/** What came of the runs that advice speaks of: runs on the same target, by the source model or by the method. */
import path from "node:path";
import { placeOf } from "../experiment/interpretation";
import type { Experiment } from "../experiment/types";
import type { AdviceKind, Outcome } from "../protocol/advice";
import { figureText } from "./figure-text";
import { runDirectories } from "./list-runs";
import { readRun, type RunRecord } from "./read-run";

/**
 * Looks at every finished run beside the experiment file; the newest one of each source or method counts.
 *
 * @param experiment that the advice was given for
 */
export async function outcomesOf(experiment: Experiment, kind: AdviceKind): Promise<Outcome[]> {
  const records: RunRecord[] = [];
  for (const directory of await runDirectories(path.dirname(experiment.file))) {
    const run = await readRun(directory);
    if (!("problem" in run) && isComparable(run, experiment, kind)) records.push(run);
  }
  records.sort((one, two) => one.status.startedAt.localeCompare(two.status.startedAt));
  const newest = new Map<string, Outcome>();
  for (const run of records) {
    const id = idOf(run.experiment, kind);
    const outcome = id === undefined ? undefined : outcomeOf(id, run);
    if (outcome !== undefined) newest.set(outcome.id, outcome);
  }
  return [...newest.values()];
}

/** Sources are compared by one method, methods by one figure. */
function isComparable({ state, experiment, report }: RunRecord, advised: Experiment, kind: AdviceKind): boolean {
  if (state !== "finished" || !isSameTarget(experiment, advised)) return false;
  return kind === "sources" ? experiment.method === advised.method : report?.headline.figure === "accuracy";
}

const isSameTarget = ({ target: { dataset: one } }: Experiment, { target: { dataset: two } }: Experiment): boolean =>
  JSON.stringify([placeOf(one), one.only, one.classes]) === JSON.stringify([placeOf(two), two.only, two.classes]);

function idOf({ method, source }: Experiment, kind: AdviceKind): string | undefined {
  if (kind === "methods") return method;
  return source.kind === "model" ? placeOf(source) : undefined;
}

function outcomeOf(id: string, { report, headline, status }: RunRecord): Outcome | undefined {
  if (report === undefined || headline?.figure === undefined) return undefined;
  const { mean } = headline.figure;
  const value = report.headline.better === "higher" ? mean : -mean;
  const seconds = (Date.parse(status.updatedAt) - Date.parse(status.startedAt)) / 1000;
  return { id, value, text: figureText(mean, headline.unit), seconds };
}
