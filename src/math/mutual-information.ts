/** How much two things say of each other, after Shannon: A Mathematical Theory of Communication, 1948. */
import type { JointTable } from "./joint-table";

/**
 * I(X; Z) = Σ p(x, z) log (p(x, z) / (p(x) p(z))), with 0 log 0 = 0.
 *
 * @param table p(x, z), row-major; its values add up to 1
 * @param columns values of a row
 * @returns nats, 0 or above but for rounding
 * @throws RangeError if the rows are not whole
 */
export function mutualInformation(table: ArrayLike<number>, columns: number): number {
  if (!(columns > 0) || table.length % columns !== 0) {
    throw new RangeError(`a table has whole rows, got ${table.length} values for ${columns} columns`);
  }
  const rowShares = new Float64Array(table.length / columns);
  const columnShares = new Float64Array(columns);
  for (let i = 0; i < table.length; i++) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    rowShares[row] = (rowShares[row] ?? 0) + (table[i] ?? 0);
    columnShares[column] = (columnShares[column] ?? 0) + (table[i] ?? 0);
  }
  let nats = 0;
  for (let i = 0; i < table.length; i++) {
    nats += term(table[i] ?? 0, rowShares[Math.floor(i / columns)] ?? 0, columnShares[i % columns] ?? 0);
  }
  return nats;
}

/** The same of a sparse table. */
export function informationIn({ rows, columns, starts, at, shares }: JointTable): number {
  const rowShares = new Float64Array(rows);
  const columnShares = new Float64Array(columns);
  eachEntry((row, column, share) => {
    rowShares[row] = (rowShares[row] ?? 0) + share;
    columnShares[column] = (columnShares[column] ?? 0) + share;
  });
  let nats = 0;
  eachEntry((row, column, share) => {
    nats += term(share, rowShares[row] ?? 0, columnShares[column] ?? 0);
  });
  return nats;

  function eachEntry(take: (row: number, column: number, share: number) => void): void {
    for (let row = 0; row < rows; row++) {
      for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
        take(row, at[entry] ?? 0, shares[entry] ?? 0);
      }
    }
  }
}

const term = (share: number, row: number, column: number): number =>
  share === 0 ? 0 : share * Math.log(share / (row * column));
