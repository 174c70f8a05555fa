/** NPZ files: an array of pictures or of rows of numbers, and one of labels. */
import { fault, note, quoteList } from "./fault";
import { LabelEncoder, type EncodedLabels } from "./label-encoder";
import type { NpyArray } from "./npy";
import { bytesOf, isText, numbersOf, textsOf } from "./npy";
import { readNpz } from "./npz-file";
import { arrayFault, picturesOf, tableOf, type NamedArray } from "./npz-values";
import { pictureArrayDataset } from "./picture-array";
import type { Place } from "./place";
import type { DatasetReader } from "./reader";
import { closingOnFailure } from "./row-store";
import { tableArrayDataset } from "./table-array";
import type { Dataset, OpenOptions } from "./types";

/** Names that examples and labels go by, the most telling first. */
const PAIRS = [
  ["x", "y"],
  ["X", "Y"],
  ["X", "y"],
  ["images", "labels"],
  ["data", "labels"],
  ["x_train", "y_train"],
  ["X_train", "y_train"],
  ["train_images", "train_labels"],
  ["arr_0", "arr_1"],
] as const;

/** Files up to this size are read for a summary. */
const SMALL_BYTES = 1 << 22;

export const npzReader: DatasetReader = {
  kind: "npz",
  accepts: (place) => place.entries === undefined && /\.npz$/i.test(place.absolute),
  open: openNpz,
  async summarize(place) {
    if (place.bytes > SMALL_BYTES) return { path: place.path, kind: "npz", classes: [] };
    const dataset = await openNpz(place, {});
    await dataset.close();
    return { path: place.path, kind: "npz", classes: dataset.classes, count: dataset.count };
  },
};

async function openNpz(place: Place, options: Partial<OpenOptions>): Promise<Dataset> {
  const { names, arrays } = await readNpz(
    place,
    (name) => PAIRS.some((pair) => pair.some((it) => it === name)),
    options,
  );
  const close = async () => {
    for (const { spool } of arrays.values()) await spool.close();
  };
  return closingOnFailure({ close }, async () => {
    const { examples, labels } = pairOf(place, names, arrays);
    for (const [name, { spool }] of arrays) if (name !== examples.name && name !== labels.name) await spool.close();
    const encoded = await labelsOf(labels, examples);
    const others = names.filter((name) => name !== examples.name && name !== labels.name);
    const uses = `uses "${examples.name}" and "${labels.name}" and leaves out ${quoteList(others)}`;
    const notes = others.length === 0 ? [] : [note("left-out", place.path, uses)];
    const data = { kind: "npz", path: place.path, ...encoded, notes } as const;
    const reading = { signal: options.signal };
    if (examples.array.shape.length === 2) {
      const table = { ...data, ...(await tableOf(examples)), nameOf: (row: number) => `example ${row + 1}` };
      return closingOnFailure(table.rows, () => tableArrayDataset(table, reading));
    }
    const pictures = { ...data, ...(await picturesOf(examples, notes)) };
    return closingOnFailure(pictures.rows, () => pictureArrayDataset(pictures, reading));
  });
}

/** @throws ProblemError where the file has no two arrays of known names */
function pairOf(place: Place, names: readonly string[], arrays: ReadonlyMap<string, NpyArray>) {
  for (const [xName, yName] of PAIRS) {
    const [x, y] = [arrays.get(xName), arrays.get(yName)];
    if (x === undefined || y === undefined) continue;
    const named = (name: string, array: NpyArray): NamedArray => ({ path: place.path, name, array });
    return { examples: named(xName, x), labels: named(yName, y) };
  }
  throw fault(
    "no-arrays",
    place.path,
    `needs examples and labels as arrays "x" and "y" (or "images" and "labels", "x_train" and "y_train", ` +
      `"arr_0" and "arr_1"), got ${quoteList(names)}`,
  );
}

/** @throws ProblemError where they are no classes, or not as many as the examples */
async function labelsOf(labels: NamedArray, examples: NamedArray): Promise<EncodedLabels> {
  const { dtype, shape, spool } = labels.array;
  const [count = 0, ...more] = shape;
  if (shape.length === 0 || more.some((side) => side !== 1)) {
    throw arrayFault(
      labels,
      "label-shape",
      `must hold one label an example, got shape (${shape.join(", ")}); save one-hot labels as y.argmax(axis=1)`,
    );
  }
  const encoder = new LabelEncoder();
  const rows = await spool.finish({ type: Uint8Array, width: bytesOf(dtype), count });
  try {
    for await (const bytes of rows.pieces()) for (const label of classNames(labels, bytes)) encoder.add(label);
  } finally {
    await rows.close();
  }
  const found = examples.array.shape[0] ?? 0;
  if (found !== count) {
    throw fault(
      "count-mismatch",
      labels.path,
      `has ${found} examples in "${examples.name}", but ${count} labels in "${labels.name}"; ` +
        "save as many of one as of the other",
    );
  }
  return encoder.encode(labels.path);
}

/** Class names, or integers in any numeric type. */
function classNames(labels: NamedArray, bytes: Uint8Array): string[] {
  const { dtype } = labels.array;
  if (isText(dtype)) return textsOf(dtype, bytes);
  const numbers = numbersOf(dtype, bytes);
  const broken = numbers.find((value) => !Number.isInteger(value));
  if (broken !== undefined) {
    throw arrayFault(labels, "label-not-a-class", `must hold names or integers, got ${broken}`);
  }
  return Array.from(numbers, String);
}
