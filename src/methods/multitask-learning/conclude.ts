/** What a run of multitask learning shows: what each task gains and loses by sharing, and which ones teach nothing. */
import { t } from "@vscode/l10n";
import { tasksOf } from "../../experiment/data-places";
import type { Finding } from "../../experiment/finding";
import { TRANSFER_ARM, type EpochRow, type MetricRow, type TrialRow } from "../../protocol/metrics";
import type { JsonPath } from "../../protocol/problem";
import type { Interval, ReportPart } from "../../protocol/report";
import { figurePrefix } from "../../protocol/task-figures";
import type { Experiment, TaskSettings } from "../../experiment/types";
import type { Conclusions, Measured } from "../define";
import { bySeed, intervalOf, pairedGain } from "../figures-by-seed";
import { SINGLE_TASK } from "./controls";
import { teachesNothing, type OutcomeOfTask } from "./learns";

export function concludeMultitask({ experiment, rows }: Measured): Conclusions {
  const tasks = tasksIn(experiment);
  const gains = tasks.map((task) => gainOf(task, rows));
  const parts = [
    table(gains, "class", {
      id: "task-gains",
      title: t("Each task together and alone"),
      describe: t(
        "Test accuracy of the shared network and of a network for each task, with as many steps on the same batches; the gain is paired over the seeds.",
      ),
      unit: "share",
    }),
    table(gains, "number", {
      id: "number-gains",
      title: t("Each number together and alone"),
      describe: t(
        "Test R² of the shared network and of a network for each task, with as many steps on the same batches; the gain is paired over the seeds.",
      ),
      unit: "number",
    }),
    anglesTable(rows),
  ];
  return {
    parts: parts.filter((part) => part !== undefined),
    findings: [...gains.flatMap(negativeTransfer), ...tasks.flatMap((task) => silent(task, rows))],
  };
}

/** A task, with what stands before the names of its figures and where the file speaks of it. */
interface TaskIn {
  settings: TaskSettings;
  prefix: string;
  path: JsonPath;
}

/** The target first. */
function tasksIn(experiment: Experiment): TaskIn[] {
  const tasks = tasksOf(experiment);
  return [...tasks.slice(-1), ...tasks.slice(0, -1)].map(({ task, path }) => ({
    settings: task,
    prefix: figurePrefix(task.name, experiment.target.name),
    path,
  }));
}

const figureOf = ({ settings: { predicts }, prefix }: TaskIn): string =>
  `${prefix}${predicts === "number" ? "r2" : "accuracy"}`;

const trialsOf = (rows: readonly MetricRow[], arm: string): TrialRow[] =>
  rows.filter((row): row is TrialRow => row.type === "trial" && row.arm === arm);

interface Gain {
  task: TaskIn;
  together: Interval | null;
  alone: Interval | null;
  /** Paired over the seeds that have both. */
  gain: Interval | null;
}

function gainOf(task: TaskIn, rows: readonly MetricRow[]): Gain {
  const figure = figureOf(task);
  const valuesOf = (arm: string) => bySeed(trialsOf(rows, arm), arm, ({ test }) => test[figure]);
  const [together, alone] = [valuesOf(TRANSFER_ARM), valuesOf(SINGLE_TASK)];
  return {
    task,
    together: intervalOf([...together.values()]),
    alone: intervalOf([...alone.values()]),
    gain: pairedGain(together, alone),
  };
}

interface TableOf {
  id: string;
  title: string;
  describe: string;
  unit: "share" | "number";
}

/** undefined where no task of the kind has been tested yet. */
function table(
  gains: readonly Gain[],
  kind: TaskSettings["predicts"],
  { id, title, describe, unit }: TableOf,
): ReportPart | undefined {
  const shown = gains.filter(({ task, together }) => task.settings.predicts === kind && together !== null);
  if (shown.length === 0) return undefined;
  return {
    type: "table",
    id,
    title,
    describe,
    columns: [
      { title: t("Together"), unit },
      { title: t("Alone"), unit },
      { title: unit === "share" ? t("Gain, points") : t("Gain"), unit: "number" },
    ],
    rows: shown.map(({ task, together, alone, gain }) => ({
      title: task.settings.name,
      cells: [together, alone, gain && (unit === "share" ? inPoints(gain) : gain)],
    })),
  };
}

const inPoints = ({ mean, low, high, n }: Interval): Interval => ({
  mean: 100 * mean,
  ...(low === undefined || high === undefined ? {} : { low: 100 * low, high: 100 * high }),
  n,
});

/** Angles of the method's own arm in its first and its last epoch that has them. */
function anglesTable(rows: readonly MetricRow[]): ReportPart | undefined {
  const epochs = rows.filter((row): row is EpochRow => row.type === "epoch" && row.arm === TRANSFER_ARM);
  const seeds = [...new Set(epochs.map(({ seed }) => seed))];
  const pairs = [...new Set(epochs.flatMap(({ train }) => Object.keys(train).filter(isAngle)))];
  const cellOf = (pair: string, pick: (angles: readonly number[]) => number | undefined) => {
    const values = seeds.flatMap((seed) => {
      const own = epochs.filter((row) => row.seed === seed).flatMap(({ train }) => train[pair] ?? []);
      return pick(own) ?? [];
    });
    return intervalOf(values);
  };
  if (pairs.length === 0) return undefined;
  return {
    type: "table",
    id: "gradient-angles",
    title: t("Angles between the tasks' gradients"),
    describe: t(
      "In the shared layers, on the same training examples: below 90° a step for one task helps the other, above it hurts.",
    ),
    columns: [
      { title: t("At the start"), unit: "degrees" },
      { title: t("At the end"), unit: "degrees" },
    ],
    rows: pairs.map((pair) => ({
      title: titleOfPair(pair),
      cells: [cellOf(pair, (angles) => angles[0]), cellOf(pair, (angles) => angles.at(-1))],
    })),
  };
}

const ANGLE = "angle/";
const isAngle = (figure: string): boolean => figure.startsWith(ANGLE);

/** Of `angle/digits/letters`: `digits and letters`. */
function titleOfPair(pair: string): string {
  const [first = "", ...rest] = pair.slice(ANGLE.length).split("/");
  return t("{0} and {1}", first, rest.join("/"));
}

/** A task that loses by sharing; the target's loss is the verdict. */
function negativeTransfer({ task, gain }: Gain): Finding[] {
  if (task.prefix === "" || gain?.high === undefined || gain.low === undefined || gain.high >= 0) return [];
  const { name, predicts } = task.settings;
  const text = (value: number) => (predicts === "number" ? (-value).toPrecision(2) : (-100 * value).toFixed(1));
  const values = [text(gain.mean), text(gain.high), text(gain.low), gain.n, name];
  const message =
    predicts === "number"
      ? t(
          'loses {0} of R² by sharing the network (95 % interval {1} to {2}, {3} seeds): {4} is better learnt alone, or with another "weighting" of the losses',
          ...values,
        )
      : t(
          'loses {0} points by sharing the network (95 % interval {1} to {2}, {3} seeds): {4} is better learnt alone, or with another "weighting" of the losses',
          ...values,
        );
  return [{ severity: "warning", code: "multitask/negative-transfer", path: task.path, message }];
}

/** A task that learnt nothing in any seed: its labels may be random, or the other tasks drown it. */
function silent(task: TaskIn, rows: readonly MetricRow[]): Finding[] {
  const { name } = task.settings;
  const outcomes = outcomesOf(task, rows, TRANSFER_ARM);
  if (outcomes.length === 0 || !outcomes.every(teachesNothing)) return [];
  const alone = outcomesOf(task, rows, SINGLE_TASK);
  const seeds = outcomes.length === 1 ? t("in its only seed") : t("in all {0} seeds", outcomes.length);
  const learnsAlone = alone.length > 0 && !alone.every(teachesNothing);
  const message = learnsAlone ? drowned(name, seeds) : nothingLearnt(name, seeds, alone.length > 0);
  const code = learnsAlone ? "multitask/drowned-task" : "multitask/nothing-learnt";
  return [{ severity: "warning", code, path: task.path, message }];
}

const drowned = (name: string, seeds: string): string =>
  t(
    'is never told better than by a constant answer, {0}, though it is learnt alone: the other tasks drown {1}; weigh the losses with "weighting": "uncertainty" or "gradnorm"',
    ...[seeds, name],
  );

const nothingLearnt = (name: string, seeds: string, norAlone: boolean): string =>
  norAlone
    ? t(
        "is never told better than by a constant answer, {0}, nor alone: the labels of {1} look random to the network; check them, or leave the task out",
        ...[seeds, name],
      )
    : t(
        "is never told better than by a constant answer, {0}: the labels of {1} look random to the network; check them, or leave the task out",
        ...[seeds, name],
      );

function outcomesOf({ settings, prefix }: TaskIn, rows: readonly MetricRow[], arm: string): OutcomeOfTask[] {
  const named = (figures: Readonly<Record<string, number>> | undefined, figure: string) =>
    figures?.[`${prefix}${figure}`];
  const loss = settings.predicts === "number" ? "loss" : "lossNats";
  return trialsOf(rows, arm).map(({ seed, test, measured }) => {
    const epochs = rows.filter((row): row is EpochRow => row.type === "epoch" && row.arm === arm && row.seed === seed);
    return {
      predicts: settings.predicts,
      validationLosses: epochs.flatMap(({ validation }) => named(validation, loss) ?? []),
      test: { lossNats: named(test, "lossNats"), accuracy: named(test, "accuracy"), r2: named(test, "r2") },
      constant: {
        loss: named(measured, settings.predicts === "number" ? "constantLoss" : "constantLossNats"),
        accuracy: named(measured, "constantAccuracy"),
      },
    };
  });
}
