/** A run as one row of the leaderboard: everything a person sorts and filters by, as plain values. Pure. */
import path from "node:path";
import type { Amount, DatasetRef, Experiment, Source } from "../../experiment/types";
import { armTitle, methodTitle } from "../../methods/arm-title";
import type { RunNote, RunRow } from "../../protocol/leaderboard";
import { TRANSFER_ARM } from "../../protocol/metrics";
import { formatProblem } from "../../protocol/problem";
import type { LayerView } from "../../protocol/view";
import { experimentName, experimentOfRun } from "../layout";
import type { RunSummary } from "../list-runs";
import type { RunRecord } from "../read-run";
import { isOngoing } from "../status";

/**
 * @param layers of the diagram; undefined before the run has planned them
 * @param now milliseconds since 1970: the end of the duration of a run that goes on
 */
export function rowOf(run: RunRecord, layers: readonly LayerView[] | undefined, now = Date.now()): RunRow {
  const { experiment, status, report, state } = run;
  const { training, target, source } = experiment;
  const arm = report?.arms.find(({ arm }) => arm === TRANSFER_ARM);
  const [gain] = report?.gains ?? [];
  return {
    id: run.directory,
    runId: run.runId,
    experiment: experimentName(experiment.file),
    method: methodTitle(experiment.method),
    state,
    ...(status.stage && isOngoing(state) && { stage: status.stage }),
    ...(report && { headline: report.headline, verdict: report.verdict.kind }),
    ...(arm && { figure: arm.figure }),
    ...(gain && { gain: { title: gain.title, value: gain.gain } }),
    seeds: training.seeds,
    labelled: amountText(target.labelled),
    epochs: training.epochs,
    rate: training.optimizer.learningRate,
    ...(layers && { layers: countLayers(layers) }),
    source: sourceText(source),
    data: datasetText(target.dataset),
    startedAt: status.startedAt,
    durationMs: Math.max(0, (isOngoing(state) ? now : Date.parse(status.updatedAt)) - Date.parse(status.startedAt)),
    arms: armsOf(experiment),
    ...(status.problem && { problem: formatProblem(status.problem) }),
  };
}

const nothingKnown = { method: "", seeds: [], labelled: "", source: "", data: "", arms: [] };

/** A run whose folder is about to be made. */
export function startingRow(directory: string): RunRow {
  const runId = path.basename(directory);
  const startedAt = new Date().toISOString();
  return { ...nothingKnown, id: directory, runId, experiment: experimentOfRun(runId), state: "starting", startedAt };
}

/** A run folder that cannot be read: what its name says, and why. */
export const damagedRow = ({ directory, runId, experiment, startedAt, problem }: RunSummary): RunRow => ({
  ...nothingKnown,
  id: directory,
  runId,
  experiment,
  state: "damaged",
  startedAt,
  ...(problem && { problem: formatProblem({ ...problem, file: path.basename(problem.file) }) }),
});

/** The row with what a person wrote to the run, and without what an earlier note said. */
export function annotated(row: RunRow, note: RunNote | undefined): RunRow {
  const bare = { ...row };
  delete bare.name;
  delete bare.note;
  delete bare.tags;
  delete bare.pinned;
  return { ...bare, ...note };
}

/** `5 per class, 3 classes`, `10 %`, `all` */
function amountText(amount: Amount): string {
  if (typeof amount === "string") return amount;
  const classes = Array.isArray(amount.classes) ? amount.classes.length : amount.classes;
  const coverage = classes === undefined ? "" : `, ${classes} ${classes === 1 ? "class" : "classes"}`;
  const share =
    "perClass" in amount ? `${amount.perClass} per class` : `${Number((100 * amount.fraction).toFixed(2))} %`;
  return `${share}${coverage}`;
}

function sourceText(source: Source): string {
  switch (source.kind) {
    case "model":
    case "run":
      return source.path;
    case "dataset":
      return datasetText(source.dataset);
    case "examples":
      return datasetText(source.task.dataset);
    case "tasks":
      return source.tasks.map(({ dataset }) => datasetText(dataset)).join(" + ");
  }
}

/** The path, and which part of the data: `vowel.csv (speakers 1, 2)` reads as a path with its choice. */
function datasetText({ path: place, only, classes }: DatasetRef): string {
  const parts = [only?.join(", "), classes && `classes ${classes.join(", ")}`].filter((part) => part !== undefined);
  return parts.length === 0 ? place : `${place} (${parts.join("; ")})`;
}

/** Layers without weights count for nothing; one that is new is trained, too, and counts as new. */
function countLayers(layers: readonly LayerView[]): NonNullable<RunRow["layers"]> {
  const count = (matches: (layer: LayerView) => boolean) => layers.filter(matches).length;
  return {
    frozen: count(({ training }) => training === "frozen"),
    trained: count(({ training, origin }) => training === "trained" && origin !== "new"),
    fresh: count(({ training, origin }) => training === "trained" && origin === "new"),
  };
}

/** A sweep has an arm for each of its cuts, and none of its own. */
function armsOf({ method, controls, sweep }: Experiment): RunRow["arms"] {
  if (sweep !== null) return [];
  return [TRANSFER_ARM, ...controls].map((arm) => ({ arm, title: armTitle(method, arm) }));
}
