/** The examples of an .npz file as rows of values: floats for a table, bytes or floats for pictures. */
import { t } from "@vscode/l10n";
import type { Problem } from "../protocol/problem";
import { fault, note } from "./fault";
import type { NpyArray } from "./npy";
import { bytesOf, isBytes, isText, numbersOf } from "./npy";
import { RowSpool } from "./row-spool";
import { closingOnFailure, type RowStore } from "./row-store";

/** An array of the file, with what messages need to name it. */
export interface NamedArray {
  path: string;
  name: string;
  array: NpyArray;
}

export const arrayFault = (named: NamedArray, code: string, message: string) =>
  fault(code, named.path, message, t("array {0}", JSON.stringify(named.name)));

type Floats = Float32Array<ArrayBuffer>;
type Numbers = Floats | Float64Array;

/** @throws ProblemError where a value is no finite 32-bit float */
export async function tableOf(examples: NamedArray) {
  const [, width = 0] = numeric(examples).shape;
  let seen = 0;
  const rows = await floatsOf(examples, (numbers) => {
    const broken = numbers.findIndex((number) => !Number.isFinite(Math.fround(number)));
    if (broken >= 0) {
      const at = seen + broken;
      throw arrayFault(
        examples,
        "not-a-number",
        t(
          "must hold finite numbers, got {0} in row {1}, column {2} (from 0); fill in or remove missing values",
          String(Math.fround(numbers[broken] ?? NaN)),
          Math.floor(at / width),
          at % width,
        ),
      );
    }
    seen += numbers.length;
  });
  return { columns: Array.from({ length: width }, (_, index) => `f${index}`), rows };
}

/**
 * Pictures have values in 0..1 or 0..255; which of the two is told from their largest value, and noted.
 *
 * @throws ProblemError for another shape or range
 */
export async function picturesOf(examples: NamedArray, notes: Problem[]) {
  const { dtype, spool, shape: sides } = numeric(examples);
  const [count = 0, height, width, channels = 1, ...more] = sides;
  if (height === undefined || width === undefined || more.length > 0) {
    throw arrayFault(
      examples,
      "wrong-rank",
      t("must have 2 dimensions (rows), 3 or 4 (pictures), got shape ({0})", sides.join(", ")),
    );
  }
  const shape = [height, width, channels] as const;
  if (isBytes(dtype)) {
    const rows: RowStore = await spool.finish({ type: Uint8Array, width: height * width * channels, count });
    return { shape, rows, white: 255 } as const;
  }
  let [low, high] = [Infinity, -Infinity];
  const rows: RowStore = await floatsOf(examples, (numbers) => {
    for (const number of numbers) {
      // Once one is NaN, both stay so.
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
  });
  return closingOnFailure(rows, () => {
    if (!(low >= 0 && high <= 255)) {
      return Promise.reject(
        arrayFault(
          examples,
          "pixel-range",
          t("must hold pixel values in 0..1 or 0..255, got {0} to {1}; scale them back before saving", low, high),
        ),
      );
    }
    const white = high <= 1 ? 1 : 255;
    const range = t(
      'takes 0..{0} for the range of the pixel values in "{1}", which reach {2}',
      ...[white, examples.name, high],
    );
    notes.push(note("pixel-range", examples.path, range));
    return Promise.resolve({ shape, rows, white } as const);
  });
}

/** @param look is shown all numbers in order, in pieces of whole rows, as they are before they become floats */
async function floatsOf({ array }: NamedArray, look: (numbers: Numbers) => void): Promise<RowStore<Floats>> {
  const { dtype, spool, shape } = array;
  const [count = 0, ...sides] = shape;
  const width = sides.reduce((product, side) => product * side, 1);
  if (dtype === "<f4") {
    const rows = await spool.finish({ type: Float32Array, width, count });
    return closingOnFailure(rows, async () => {
      for await (const floats of rows.pieces()) look(floats);
      return rows;
    });
  }
  const raw = await spool.finish({ type: Uint8Array, width: width * bytesOf(dtype), count });
  const floats = new RowSpool({ expected: count * width * 4 });
  try {
    return await closingOnFailure(floats, async () => {
      for await (const bytes of raw.pieces()) {
        const numbers = numbersOf(dtype, bytes);
        look(numbers);
        floats.append(new Uint8Array(Float32Array.from(numbers).buffer));
        await floats.drain();
      }
      return floats.finish({ type: Float32Array, width, count });
    });
  } finally {
    await raw.close();
  }
}

function numeric(named: NamedArray): NpyArray {
  if (isText(named.array.dtype)) throw arrayFault(named, "not-a-number", t("must hold numbers, got texts"));
  return named.array;
}
