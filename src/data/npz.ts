/** NPZ files: an array of pictures or of rows of numbers, and one of labels. */
import type { Problem } from "../protocol/problem";
import { fault, note, quoteList } from "./fault";
import { LabelEncoder } from "./label-encoder";
import type { NpyArray } from "./npy";
import { isText, numbersOf, textsOf } from "./npy";
import { readNpz } from "./npz-file";
import { pictureArrayDataset } from "./picture-array";
import type { Place } from "./place";
import type { DatasetReader } from "./reader";
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
    const { classes, count } = await openNpz(place, {});
    return { path: place.path, kind: "npz", classes, count };
  },
};

/** An array of the file, with what messages need to name it. */
interface Named {
  path: string;
  name: string;
  array: NpyArray;
}

async function openNpz(place: Place, options: Partial<OpenOptions>): Promise<Dataset> {
  const { names, arrays } = await readNpz(
    place,
    (name) => PAIRS.some((pair) => pair.some((it) => it === name)),
    options,
  );
  const pair = PAIRS.find(([x, y]) => arrays.has(x) && arrays.has(y));
  const [xName = "", yName = ""] = pair ?? [];
  const [x, y] = [arrays.get(xName), arrays.get(yName)];
  if (x === undefined || y === undefined) {
    throw fault(
      "no-arrays",
      place.path,
      `needs examples and labels as arrays "x" and "y" (or "images" and "labels", "x_train" and "y_train", ` +
        `"arr_0" and "arr_1"), got ${quoteList(names)}`,
    );
  }
  const examples = { path: place.path, name: xName, array: x };
  const labels = labelsOf({ path: place.path, name: yName, array: y });
  const count = x.shape[0] ?? 0;
  if (count !== labels.length) {
    throw fault(
      "count-mismatch",
      place.path,
      `has ${count} examples in "${xName}", but ${labels.length} labels in "${yName}"; save as many of one as of the other`,
    );
  }
  const encoder = new LabelEncoder();
  for (const label of labels) encoder.add(label);
  const encoded = { kind: "npz", path: place.path, ...encoder.encode(place.path) } as const;
  const others = names.filter((name) => name !== xName && name !== yName);
  const notes =
    others.length === 0
      ? []
      : [note("left-out", place.path, `uses "${xName}" and "${yName}" and leaves out ${quoteList(others)}`)];
  return x.shape.length === 2
    ? tableArrayDataset({ ...encoded, ...tableOf(examples), notes, nameOf: (row) => `example ${row + 1}` })
    : pictureArrayDataset({ ...encoded, ...picturesOf(examples, notes), notes });
}

function tableOf(examples: Named) {
  const width = examples.array.shape[1] ?? 0;
  const values = Float32Array.from(numbersOf(numeric(examples)));
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) {
    throw arrayFault(
      examples,
      "not-a-number",
      `must hold finite numbers, got ${String(values[broken])} in row ${Math.floor(broken / width)}, ` +
        `column ${broken % width} (from 0); fill in or remove missing values`,
    );
  }
  return { columns: Array.from({ length: width }, (_, index) => `f${index}`), values };
}

/** Pictures have values in 0..1 or 0..255; which of the two is told from their largest value, and noted. */
function picturesOf(examples: Named, notes: Problem[]) {
  const [, height, width, channels = 1, ...more] = examples.array.shape;
  if (height === undefined || width === undefined || more.length > 0) {
    throw arrayFault(
      examples,
      "wrong-rank",
      `must have 2 dimensions (rows), 3 or 4 (pictures), got shape (${examples.array.shape.join(", ")})`,
    );
  }
  const shape = [height, width, channels] as const;
  const numbers = numbersOf(numeric(examples));
  if (numbers instanceof Uint8Array) return { shape, values: numbers, white: 255 as const };
  const { low, high } = rangeOf(numbers);
  if (!(low >= 0 && high <= 255)) {
    throw arrayFault(
      examples,
      "pixel-range",
      `must hold pixel values in 0..1 or 0..255, got ${low} to ${high}; scale them back before saving`,
    );
  }
  const white = high <= 1 ? 1 : 255;
  notes.push(
    note(
      "pixel-range",
      examples.path,
      `takes 0..${white} for the range of the pixel values in "${examples.name}", which reach ${high}`,
    ),
  );
  return { shape, values: numbers instanceof Float32Array ? numbers : Float32Array.from(numbers), white } as const;
}

/** Both NaN where a value is NaN. */
function rangeOf(values: Float32Array | Float64Array): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (Number.isNaN(value)) return { low: NaN, high: NaN };
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** Class names, or integers in any numeric type. */
function labelsOf(labels: Named): string[] {
  const { shape } = labels.array;
  const columns = shape.slice(1).reduce((product, side) => product * side, 1);
  if (shape.length === 0 || columns !== 1) {
    throw arrayFault(
      labels,
      "label-shape",
      `must hold one label an example, got shape (${shape.join(", ")}); save one-hot labels as y.argmax(axis=1)`,
    );
  }
  if (isText(labels.array)) return textsOf(labels.array);
  const numbers = numbersOf(labels.array);
  const broken = numbers.find((value) => !Number.isInteger(value));
  if (broken !== undefined) {
    throw arrayFault(labels, "label-not-a-class", `must hold names or integers, got ${broken}`);
  }
  return Array.from(numbers, String);
}

function numeric(named: Named): NpyArray {
  if (isText(named.array)) throw arrayFault(named, "not-a-number", "must hold numbers, got texts");
  return named.array;
}

const arrayFault = (named: Named, code: string, message: string) =>
  fault(code, named.path, message, `array ${JSON.stringify(named.name)}`);
