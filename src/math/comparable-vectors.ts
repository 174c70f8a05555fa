/** Examples as vectors whose distance says how alike they are, whatever their brightness, contrast, size or units. */
import type { Vectors } from "./near-duplicates";

/** Pictures are compared at this many pixels a side. */
const SIDE = 16;
/** Pictures with a smaller spread than this share of white are of one colour, and like any other such picture. */
const LEAST_SPREAD = 0.01;

/**
 * Pictures, grey, averaged down to 16 × 16 pixels, less their mean and of length 1: then the correlation of two of them is
 * 1 − distance² / 2.
 *
 * @param values row-major [n, height, width, channels]
 * @returns pictures smaller than 16 pixels keep their side; a picture of one colour becomes zeros
 */
export function pictureVectors(
  values: Float32Array,
  [height, width, channels]: readonly [number, number, number],
): Vectors {
  const each = height * width * channels;
  const [rows, columns] = [Math.min(SIDE, height), Math.min(SIDE, width)];
  const count = each === 0 ? 0 : values.length / each;
  const result = new Float32Array(count * rows * columns);
  for (let picture = 0; picture < count; picture++) {
    const grey = averaged(values.subarray(picture * each, (picture + 1) * each), {
      ...{ height, width, channels, rows, columns },
    });
    result.set(unitLength(grey), picture * rows * columns);
  }
  return { values: result, width: rows * columns };
}

interface Averaging {
  height: number;
  width: number;
  channels: number;
  rows: number;
  columns: number;
}

/** The mean of the pixels that fall into each cell, over all channels. */
function averaged(picture: Float32Array, { height, width, channels, rows, columns }: Averaging): Float32Array {
  const sums = new Float64Array(rows * columns);
  const counts = new Float64Array(rows * columns);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * rows) / height);
    for (let x = 0; x < width; x++) {
      const cell = row * columns + Math.floor((x * columns) / width);
      for (let channel = 0; channel < channels; channel++) {
        sums[cell] = (sums[cell] ?? 0) + (picture[(y * width + x) * channels + channel] ?? 0);
      }
      counts[cell] = (counts[cell] ?? 0) + channels;
    }
  }
  return Float32Array.from(sums, (sum, cell) => sum / (counts[cell] ?? 1));
}

function unitLength(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  if (spread < LEAST_SPREAD) return values.fill(0);
  return values.map((value) => (value - mean) / (spread * Math.sqrt(values.length)));
}

/**
 * Rows of two tables in units of the standard deviation of each column, divided by the root of the number of columns: then a
 * distance is the root mean square of what two rows differ by. One more value, the same for all, keeps vectors apart from 0.
 *
 * @param tables row-major [n, columns]
 */
export function columnVectors(tables: readonly [Float32Array, Float32Array], columns: number): [Vectors, Vectors] {
  const { means, deviations } = columnSpread(tables, columns);
  const scale = Math.sqrt(columns);
  const vectorsOf = (table: Float32Array): Vectors => {
    const rows = table.length / columns;
    const values = new Float32Array(rows * (columns + 1)).fill(1);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const deviation = deviations[column] ?? 0;
        const value = (table[row * columns + column] ?? 0) - (means[column] ?? 0);
        values[row * (columns + 1) + column] = deviation === 0 ? 0 : value / (deviation * scale);
      }
    }
    return { values, width: columns + 1 };
  };
  return [vectorsOf(tables[0]), vectorsOf(tables[1])];
}

function columnSpread(tables: readonly Float32Array[], columns: number): { means: number[]; deviations: number[] } {
  const sums = new Float64Array(columns);
  const squares = new Float64Array(columns);
  const rows = tables.reduce((sum, table) => sum + table.length, 0) / columns;
  for (const table of tables) {
    for (const [at, value] of table.entries()) {
      sums[at % columns] = (sums[at % columns] ?? 0) + value;
      squares[at % columns] = (squares[at % columns] ?? 0) + value * value;
    }
  }
  const means = Array.from(sums, (sum) => sum / rows);
  const deviations = Array.from(squares, (square, column) =>
    Math.sqrt(Math.max(0, square / rows - (means[column] ?? 0) ** 2)),
  );
  return { means, deviations };
}

/**
 * Texts as bags of words: roots of the counts, of length 1, so that the cosine of two of them is 1 − distance² / 2.
 *
 * @param values row-major [n, words]
 */
export function bagVectors(values: Float32Array, words: number): Vectors {
  const result = values.map((value) => Math.sqrt(Math.max(0, value)));
  for (let from = 0; from < result.length; from += words) {
    const bag = result.subarray(from, from + words);
    const length = Math.sqrt(bag.reduce((sum, value) => sum + value * value, 0));
    if (length > 0) bag.forEach((value, at) => (bag[at] = value / length));
  }
  return { values: result, width: words };
}

/**
 * Whether rows of a table say so much that two of them are alike for a reason. Sixteen answers of yes and no do not: of a
 * hundred animals, many have the same.
 *
 * The chance that two values of a column are the same is its collision probability; as columns depend on each other, half of
 * what they say is counted.
 *
 * @param table row-major [n, columns]
 * @param pairs how many pairs of rows are compared
 * @returns whether fewer than one pair would be alike by chance
 */
export function rowsAreTelling(table: Float32Array, columns: number, pairs: number): boolean {
  const rows = table.length / columns;
  let bits = 0;
  for (let column = 0; column < columns; column++) {
    const counts = new Map<number, number>();
    for (let row = 0; row < rows; row++) {
      const value = table[row * columns + column] ?? 0;
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const collision = [...counts.values()].reduce((sum, count) => sum + (count / rows) ** 2, 0);
    bits -= Math.log2(collision);
  }
  return bits / 2 >= Math.log2(Math.max(1, pairs));
}
