/** The curves of one run for the overlay: its loss and what it is judged by, by epoch, as means over its seeds. */
import { headlineOf } from "../headline";
import { methodById } from "../../methods/index";
import type { CurveChoice, RunCurve, RunCurves } from "../../protocol/leaderboard";
import type { EpochRow, MetricRow } from "../../protocol/metrics";
import { formatProblem, type Problem } from "../../protocol/problem";
import type { Headline } from "../../protocol/report";
import { runFiles } from "../layout";
import { readMetrics } from "../metrics-log";
import { readExperiment } from "../read-run";
import { thinOut } from "./thin-out";

/** More points than a chart has pixels show nothing more. */
export const MOST_POINTS = 400;
const losses = ["lossNats", "loss"];

/** Runs whose logs are read at a time, and whose curves come together. */
const batchSize = 10;

/**
 * The curves of many runs, some at a time, so that the first ones are drawn before the last ones are read.
 *
 * @param runDirectories in the order in which they are to come
 */
export async function* readCurves(
  runDirectories: readonly string[],
  choice: CurveChoice,
): AsyncGenerator<RunCurves[], void> {
  for (let start = 0; start < runDirectories.length; start += batchSize) {
    const batch = runDirectories.slice(start, start + batchSize);
    yield await Promise.all(batch.map((directory) => readCurvesOf(directory, choice)));
  }
}

/**
 * Reads the whole log. A torn last line is left out without a word, since the next look may find it whole; rows that are
 * damaged are left out and said.
 *
 * @param runDirectory where it cannot be read, the answer says why
 */
export async function readCurvesOf(runDirectory: string, choice: CurveChoice): Promise<RunCurves> {
  const experiment = await readExperiment(runDirectory);
  if (!experiment.ok) return { id: runDirectory, curves: [], problem: formatProblem(experiment.problem) };
  const { rows, problems } = await readMetrics(runFiles(runDirectory).metrics);
  const spec = methodById(experiment.value.method);
  const figure: Headline["figure"] = spec === undefined ? "accuracy" : headlineOf(spec, experiment.value).figure;
  return {
    id: runDirectory,
    curves: curvesOf(rows, [...losses, figure], choice),
    ...(problems[0] && { problem: damageText(problems[0], problems.length) }),
  };
}

const damageText = (first: Problem, count: number): string =>
  `${formatProblem(first)}${count === 1 ? "" : ` (and ${count - 1} more rows)`}`;

/**
 * @param figures those that no row has are left out
 * @param choice validation falls back on training where the arm has no validation examples
 */
export function curvesOf(
  rows: readonly MetricRow[],
  figures: readonly string[],
  { arm, split }: CurveChoice,
): RunCurve[] {
  const epochs = rows.filter((row) => row.type === "epoch").filter((row) => row.arm === arm);
  return figures.flatMap((figure) => {
    const wanted = curveOf(epochs, figure, split);
    const curve = wanted.points.length > 0 ? wanted : curveOf(epochs, figure, "train");
    return curve.points.length > 0 ? [curve] : [];
  });
}

/** A row that is there twice counts once: a run that was resumed may repeat its last ones. */
function curveOf(rows: readonly EpochRow[], figure: string, split: RunCurve["split"]): RunCurve {
  const byEpoch = new Map<number, Map<number, number>>();
  for (const row of rows) {
    const value = row[split]?.[figure];
    if (value === undefined) continue;
    const bySeed = byEpoch.get(row.epoch) ?? new Map<number, number>();
    byEpoch.set(row.epoch, bySeed.set(row.seed, value));
  }
  const points = [...byEpoch]
    .sort(([a], [b]) => a - b)
    .map(([epoch, bySeed]): [number, number] => [epoch, mean([...bySeed.values()])]);
  const seeds = Math.max(0, ...[...byEpoch.values()].map(({ size }) => size));
  return { figure, split, seeds, points: [...thinOut(points, MOST_POINTS)] };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
