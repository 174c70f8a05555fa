/**
 * From the rows of a run to the curves that are drawn: for each figure and arm the mean over the chosen seeds with the
 * smallest and largest value, the losses of the steps of the trial in hand, and the epochs worth a mark. Pure.
 */
import type { MetricRow } from "../src/protocol/metrics";
import type { RunView } from "../src/protocol/view";
import type { Choices } from "./host";
import { currentTrial, finishedTrials, shownArms } from "./trials";

export type Split = "train" | "validation";

/** Over the seeds that have reached this epoch. */
export interface CurvePoint {
  readonly epoch: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
}

export interface Series {
  readonly arm: string;
  readonly split: Split;
  /** By epoch. */
  readonly points: readonly CurvePoint[];
}

/** An epoch that stands out: the median over the seeds, at the height of the curve it belongs to. */
export interface Marker {
  readonly arm: string;
  readonly kind: "best" | "overfitting";
  readonly epoch: number;
  readonly value: number;
}

/** Losses of single steps; `x` in epochs, so that the end of epoch 1 lies at 1. */
export interface StepLine {
  readonly arm: string;
  readonly seed: number;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Curve {
  /** `lossNats`, `accuracy`, … */
  readonly figure: string;
  readonly series: readonly Series[];
  readonly markers: readonly Marker[];
  readonly steps: StepLine | undefined;
}

/** Two names of the loss: cross-entropy of classes, squared error of numbers. */
const losses = ["lossNats", "loss"] as const;
const splits: readonly Split[] = ["train", "validation"];

/** The loss that the rows have; before the first row the one that fits what the run is judged by. */
function lossOf({ rows, headline }: RunView): string {
  const measured = rows.find((row) => row.type !== "trial");
  const known = losses.find((loss) => measured?.train[loss] !== undefined);
  return known ?? (headline.unit === "share" ? losses[0] : losses[1]);
}

/** Values by figure, then `arm/split`, then epoch, then seed; a row that is sent twice counts once. */
type Index = Map<string, Map<string, Map<number, Map<number, number>>>>;

/**
 * Loss and headline figure of a run, without the arms, seeds and splits that the person has hidden. What else its rows
 * have is drawn where a chart of the method asks for it.
 */
export function curvesOf(view: RunView, choices: Choices): Curve[] {
  const rows = view.rows.filter((row) => !choices.hiddenSeeds.includes(row.seed));
  const arms = shownArms(view, choices);
  const index = indexRows(rows);
  const steps = stepLines(view, choices);
  return [lossOf(view), view.headline.figure].map((figure) => {
    const all = arms.flatMap((arm) => splits.map((split) => seriesOf(index, figure, arm, split)));
    const filled = all.filter((series) => series.points.length > 0);
    return {
      figure,
      series: filled.filter((series) => !choices.hiddenSplits.includes(series.split)),
      markers: markersOf(view, choices, filled),
      steps: steps.get(figure),
    };
  });
}

function indexRows(rows: readonly MetricRow[]): Index {
  const index: Index = new Map();
  for (const row of rows) {
    if (row.type !== "epoch") continue;
    for (const split of splits) {
      for (const [figure, value] of Object.entries(row[split] ?? {})) {
        const lines = child(index, figure, () => new Map<string, Map<number, Map<number, number>>>());
        const epochs = child(lines, `${row.arm}/${split}`, () => new Map<number, Map<number, number>>());
        child(epochs, row.epoch, () => new Map<number, number>()).set(row.seed, value);
      }
    }
  }
  return index;
}

/** What the map has under the key, made where there is nothing yet. */
export function child<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

const seriesOf = (index: Index, figure: string, arm: string, split: Split): Series => ({
  arm,
  split,
  points: meansOf(index.get(figure)?.get(`${arm}/${split}`) ?? new Map<number, Map<number, number>>()),
});

/** Values by epoch, then seed. */
export type ByEpoch = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Mean, lowest and highest seed of each epoch, by epoch. */
export function meansOf(epochs: ByEpoch): CurvePoint[] {
  const points = [...epochs].map(([epoch, bySeed]) => {
    const values = [...bySeed.values()];
    return {
      epoch,
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      low: Math.min(...values),
      high: Math.max(...values),
      seeds: values.length,
    };
  });
  return points.sort((a, b) => a.epoch - b.epoch);
}

/** Best epoch and beginning of overfitting of each arm; the latter where at least half of its trials overfit. */
function markersOf(view: RunView, choices: Choices, series: readonly Series[]): Marker[] {
  const trials = finishedTrials(view).filter((trial) => !choices.hiddenSeeds.includes(trial.seed));
  const shown = series.filter((line) => !choices.hiddenSplits.includes(line.split));
  return view.arms.flatMap(({ arm }) => {
    const line = shown.findLast((candidate) => candidate.arm === arm);
    const own = trials.filter((trial) => trial.arm === arm);
    if (line === undefined) return [];
    const best = own.flatMap((trial) => trial.bestEpoch ?? []);
    const overfit = own.flatMap((trial) => trial.overfittingFrom ?? []);
    return [
      ...markerAt(line, "best", best),
      ...markerAt(line, "overfitting", overfit.length * 2 >= own.length ? overfit : []),
    ];
  });
}

function markerAt(line: Series, kind: Marker["kind"], epochs: readonly number[]): Marker[] {
  const epoch = epochs.toSorted((a, b) => a - b)[Math.floor((epochs.length - 1) / 2)];
  const point = line.points.find((candidate) => candidate.epoch === epoch);
  return point === undefined ? [] : [{ arm: line.arm, kind, epoch: point.epoch, value: point.mean }];
}

/** The steps of the trial in hand, one line a figure. */
function stepLines(view: RunView, choices: Choices): ReadonlyMap<string, StepLine> {
  const lines = new Map<string, { arm: string; seed: number; points: { x: number; y: number }[] }>();
  const trial = currentTrial(view);
  if (trial === undefined || choices.hiddenSplits.includes("train")) return lines;
  const { arm, seed } = trial;
  if (!shownArms(view, choices).includes(arm) || choices.hiddenSeeds.includes(seed)) return lines;
  const stepsPerEpoch = countStepsPerEpoch(view.rows);
  for (const row of view.rows) {
    if (row.type !== "step" || row.arm !== arm || row.seed !== seed) continue;
    for (const [figure, y] of Object.entries(row.train)) {
      child(lines, figure, () => ({ arm, seed, points: [] })).points.push({ x: row.step / stepsPerEpoch, y });
    }
  }
  return lines;
}

/** From the first epoch that ended; before that, as many as there are, plus one for the rest of the epoch. */
function countStepsPerEpoch(rows: readonly MetricRow[]): number {
  const ended = rows.find((row) => row.type === "epoch");
  if (ended?.type === "epoch") return Math.max(1, ended.step / ended.epoch);
  return rows.reduce((most, row) => (row.type === "step" ? Math.max(most, row.step) : most), 0) + 1;
}
