/** Small line charts for terminals, of braille patterns: two points across and four down in each character. */

/** Bits of the braille pattern by row (from the top) and column. */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;
const firstPattern = 0x2800;

export interface ChartSize {
  /** Characters. */
  width: number;
  /** Lines. */
  height: number;
  /** Values of the lower and upper edge. */
  low: number;
  high: number;
}

/**
 * @param values evenly spaced from the left edge to the right; what lies outside the edges is drawn on them
 * @returns one string a line, from the top
 */
export function lineChart(values: readonly number[], { width, height, low, high }: ChartSize): string[] {
  const [columns, rows] = [width * 2, height * 4];
  const cells = Array.from({ length: height }, () => Array<number>(width).fill(0));
  const rowOf = (value: number): number => {
    const share = high > low ? (value - low) / (high - low) : 0.5;
    return Math.round((1 - Math.min(1, Math.max(0, share))) * (rows - 1));
  };
  let previous: number | undefined;
  for (let column = 0; column < columns; column++) {
    const value = sample(values, column / (columns - 1));
    if (value === undefined) continue;
    const row = rowOf(value);
    // A steep line has no gaps.
    const from = previous === undefined || Math.abs(previous - row) < 2 ? row : previous + Math.sign(row - previous);
    for (let y = Math.min(from, row); y <= Math.max(from, row); y++) mark(cells, column, y);
    previous = row;
  }
  return cells.map((line) => line.map((pattern) => String.fromCodePoint(firstPattern + pattern)).join(""));
}

function mark(cells: number[][], column: number, row: number): void {
  const line = cells[row >> 2];
  const bit = dots[row & 3]?.[column & 1];
  if (line !== undefined && bit !== undefined) line[column >> 1] = (line[column >> 1] ?? 0) | bit;
}

/** The value at a place between the first (0) and the last (1), interpolated. */
function sample(values: readonly number[], place: number): number | undefined {
  const exact = place * (values.length - 1);
  const left = values[Math.floor(exact)];
  const right = values[Math.ceil(exact)];
  return left === undefined || right === undefined ? undefined : left + (right - left) * (exact - Math.floor(exact));
}
