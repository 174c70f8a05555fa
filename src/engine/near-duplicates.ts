/**
 * Finds test examples that training examples almost equal: the test then measures memory.
 *
 * The limits were measured on real data. Pictures, by correlation: the most alike of 4,000 and 2,000 digits of MNIST have 0.992,
 * of Fashion-MNIST 0.995, of 1,797 digits of 8 × 8 pixels 0.989, of 119 photographs 0.846; copies of 108 photographs that were
 * compressed to JPEG quality 40 have 0.998 or more, 95 in 100 of those shrunk to 90 pixels besides 0.9996. Rows: the nearest
 * of 990 vowels are 0.03 apart; letters and animals have too few values to tell rows apart, and are not compared.
 */
import { bagVectors, columnVectors, pictureVectors, rowsAreTelling } from "../math/comparable-vectors";
import { evenIndices } from "../math/even-indices";
import { nearDuplicates, type Vectors } from "../math/near-duplicates";
import { randomFor } from "../math/random";
import type { NearDuplicates } from "../protocol/near-duplicates";
import type { Problem } from "../protocol/problem";
import type { Examples } from "../training/examples";

/** Correlation of two pictures of 16 × 16 pixels. */
const PICTURES_ALIKE = 0.997;
/** Cosine of the roots of two texts' counts of words. */
const TEXTS_ALIKE = 0.95;
/** Root mean square of what two rows differ by, in standard deviations of the columns. */
const ROWS_ALIKE = 0.01;

const MOST_TEST = 10_000;
const MOST_TRAINING = 2000;
/** Values held at a time, of all examples that are compared. */
const MOST_VALUES = 1 << 25;
const AT_A_TIME = 128;
const MOST_LISTED = 200;
const EXAMPLES_NAMED = 3;

export interface Compared {
  test: Examples;
  training: Examples;
  /** Whether both are of one data set, where an example is never its own duplicate. */
  isSameData: boolean;
  kind: string;
}

/** @returns nothing where rows of a table say too little to be told apart */
export async function findNearDuplicates({
  test,
  training,
  isSameData,
  kind,
}: Compared): Promise<NearDuplicates | undefined> {
  const [tests, trained] = [someIndices(test, MOST_TEST), someIndices(training, MOST_TRAINING)];
  const compared = { test: tests.length, training: trained.length };
  const vectors = await vectorsOf([test, tests], [training, trained], kind);
  if (vectors === undefined) return undefined;
  const { furthest, likenessOf } = measureOf(test, kind);
  const found = nearDuplicates(vectors, { furthest, random: randomFor("near-duplicates") }).map(
    ({ one, other, distance }) => ({
      test: test.nameOf(tests[one] ?? 0),
      training: training.nameOf(trained[other] ?? 0),
      likeness: Number(Math.min(1, likenessOf(distance)).toPrecision(6)),
    }),
  );
  const pairs = found.filter((pair) => !isSameData || pair.test !== pair.training);
  return { version: 1, compared, total: pairs.length, pairs: pairs.slice(0, MOST_LISTED) };
}

type Chosen = readonly [Examples, readonly number[]];

async function vectorsOf(one: Chosen, other: Chosen, kind: string): Promise<[Vectors, Vectors] | undefined> {
  const [height, width, channels] = one[0].inputShape;
  if (height !== undefined && width !== undefined && channels !== undefined) {
    const toVectors = (values: Float32Array) => pictureVectors(values, [height, width, channels]).values;
    const side = pictureVectors(new Float32Array(), [height, width, channels]).width;
    return [
      { values: await readAll(one, toVectors), width: side },
      { values: await readAll(other, toVectors), width: side },
    ];
  }
  const columns = height ?? 0;
  const [first, second] = [await readAll(one), await readAll(other)];
  if (kind === "text-folder") return [bagVectors(first, columns), bagVectors(second, columns)];
  const isTelling = rowsAreTelling(first, columns, one[1].length * other[1].length);
  return isTelling ? columnVectors([first, second], columns) : undefined;
}

function measureOf(
  { inputShape }: Examples,
  kind: string,
): { furthest: number; likenessOf: (distance: number) => number } {
  const byCosine = (least: number) => ({
    furthest: Math.sqrt(2 - 2 * least),
    likenessOf: (distance: number) => 1 - distance ** 2 / 2,
  });
  if (inputShape.length === 3) return byCosine(PICTURES_ALIKE);
  if (kind === "text-folder") return byCosine(TEXTS_ALIKE);
  return { furthest: ROWS_ALIKE, likenessOf: (distance) => 1 - distance };
}

/** At even distances where they are too many. */
function someIndices({ count, inputShape }: Examples, most: number): number[] {
  const each = inputShape.length === 3 ? 256 : (inputShape[0] ?? 1);
  return evenIndices(count, Math.min(most, Math.max(1, Math.floor(MOST_VALUES / (2 * each)))));
}

async function readAll([examples, indices]: Chosen, change = (values: Float32Array) => values): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for (let from = 0; from < indices.length; from += AT_A_TIME) {
    parts.push(change(await examples.read(Int32Array.from(indices.slice(from, from + AT_A_TIME)))));
  }
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** @param file of the experiment */
export function nearDuplicatesProblem({ total, compared, pairs }: NearDuplicates, file: string): Problem[] {
  if (total === 0) return [];
  const named = pairs.slice(0, EXAMPLES_NAMED).map(({ test, training }) => `${test} and ${training}`);
  const examples = total === 1 ? "1 of the" : `${total} of the`;
  return [
    {
      severity: "warning",
      code: "data/near-duplicates",
      file,
      place: "target.dataset",
      path: ["target", "dataset"],
      message:
        `${examples} ${compared.test} test examples nearly equal a training example (${named.join("; ")}), so the test figures ` +
        "may be too good; look at the pairs with Show Errors and exclude the training examples, or hold out whole groups for the test",
    },
  ];
}
