/** Remembers what follows from a row for as long as there is the row; rows are never changed, only replaced. */
import type { RunRow } from "../../src/protocol/leaderboard";

export function perRow<T extends object | string>(make: (row: RunRow) => T): (row: RunRow) => T {
  const made = new WeakMap<RunRow, T>();
  return (row) => {
    const known = made.get(row) ?? make(row);
    made.set(row, known);
    return known;
  };
}
