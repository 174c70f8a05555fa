/**
 * How far source and target lie apart: the proxy A-distance of samples of both, in the features of the source network where
 * it was trained already, in the values as they are otherwise. Nothing is trained but a linear classifier of the two domains;
 * labels and test examples are not looked at.
 */
import { linearDomainError, proxyADistance } from "../../math/proxy-a-distance";
import { randomFor, shuffled } from "../../math/random";
import type { Dataset } from "../../data/types";
import type { Experiment } from "../../experiment/types";
import { shiftOptionsSchema, type ShiftResult } from "../../protocol/advice";
import { Examples } from "../../training/examples";
import type { SourceModel } from "../../training/network";
import { sourceFeatures } from "../../training/source-features";
import { inputShapeFor, TrainedSource } from "../source-model";
import { openReferenced } from "../task-data";
import { openingFor, openTarget } from "./labelled-sample";
import type { Study, StudyContext } from "./study";

/** A classifier that learns from fewer of each says nothing. */
const FEWEST = 10;
/** Side of pictures that are compared as they are. */
const SIDE = 16;
const UNCHANGED = { mean: [0], std: [1] };

export const measureShift: Study = async (context): Promise<ShiftResult | undefined> => {
  const { examples } = shiftOptionsSchema.parse(context.options);
  const source = await openSource(context);
  if (source === undefined) return { shift: null };
  try {
    const target = await openTarget(context);
    try {
      const rows = target.trainingRows(context.experiment.training.seeds[0] ?? 1);
      const count = Math.min(examples, rows.length, source.count);
      const all = Int32Array.from({ length: source.count }, (_, row) => row);
      if (count < FEWEST || !isComparable(source, target.dataset)) return { shift: null };
      const sides = [
        { dataset: source, rows: sample(all, count, "source") },
        { dataset: target.dataset, rows: sample(rows, count, "target") },
      ];
      const values = await valuesOf(context, sides, await networkOf(context, source));
      return values && { shift: { distance: distanceOf(values, count), examples: count } };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
};

/** @returns undefined where the experiment names no examples of the source */
async function openSource(context: StudyContext): Promise<Dataset | undefined> {
  const { experiment } = context;
  const { source } = experiment;
  if (source.kind !== "dataset" && source.kind !== "examples") return undefined;
  const ref = source.kind === "dataset" ? source.dataset : source.task.dataset;
  const task = source.kind === "examples" ? { task: source.task } : {};
  return await openReferenced(ref, experiment, { at: ["source"], ...task, ...openingFor(context, ref.path) });
}

/** Pictures are brought to one size; tables have to have the same columns. */
const isComparable = ({ shape: one }: Dataset, { shape: two }: Dataset): boolean =>
  one.length === two.length && (one.length === 3 || one[0] === two[0]);

const sample = (rows: Int32Array, count: number, which: string): Int32Array =>
  Int32Array.from(shuffled(Array.from(rows), randomFor("shift", which)).slice(0, count));

/** @returns undefined where it is not trained yet */
async function networkOf(
  { experiment, backend, services }: StudyContext,
  dataset: Dataset,
): Promise<SourceModel | undefined> {
  const { source } = experiment;
  if (source.kind !== "dataset") return undefined;
  return await new TrainedSource({ experiment, source, dataset, backend, services }).cached();
}

type Side = Pick<ConstructorParameters<typeof Examples>[0], "dataset" | "rows">;

/** @returns one row an example, the source's first; undefined where the person stopped it */
async function valuesOf(
  context: StudyContext,
  sides: readonly Side[],
  network: SourceModel | undefined,
): Promise<ArrayLike<number>[] | undefined> {
  const found: ArrayLike<number>[] = [];
  for (const side of sides) {
    const form = formOf(context.experiment, side.dataset, network);
    const examples = new Examples({ ...side, ...form, records: context.services.records });
    const rows = network === undefined ? await plainRows(examples) : await featureRows(context, network, examples);
    if (rows === undefined) return undefined;
    found.push(...rows);
  }
  return found;
}

function formOf({ source }: Experiment, { shape }: Dataset, network: SourceModel | undefined) {
  if (network === undefined) {
    const size = "size" in source ? (source.size ?? SIDE) : SIDE;
    return {
      inputShape: shape.length === 3 ? [size, size, 1] : inputShapeFor(shape, undefined),
      preprocessing: UNCHANGED,
    };
  }
  const given = inputShapeFor(shape, undefined);
  const inputShape = network.summary.inputShape.map((side, axis) => side ?? given[axis] ?? 0);
  return { inputShape, preprocessing: network.preprocessing };
}

async function plainRows(examples: Examples): Promise<Float32Array[]> {
  const values = await examples.read(Int32Array.from({ length: examples.count }, (_, index) => index));
  const each = values.length / examples.count;
  return Array.from({ length: examples.count }, (_, row) => values.slice(row * each, (row + 1) * each));
}

async function featureRows(
  context: StudyContext,
  network: SourceModel,
  examples: Examples,
): Promise<Float32Array[] | undefined> {
  const work = sourceFeatures(network, examples, context.services);
  for (;;) {
    const step = await work.next();
    if (step.done === true) return step.value.rows;
    context.stage({ text: "Comparing source and target", done: step.value, total: examples.count, unit: "examples" });
    if (await context.stops()) return undefined;
  }
}

/** @param count rows of the source, and of the target behind them */
function distanceOf(rows: readonly ArrayLike<number>[], count: number): number {
  const products = rows.flatMap((one) =>
    rows.map((two) => {
      let sum = 0;
      for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (two[at] ?? 0);
      return sum;
    }),
  );
  return proxyADistance(
    linearDomainError(
      products,
      rows.map((_, row) => row >= count),
    ),
  );
}
