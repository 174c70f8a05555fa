/** Counts of rows and columns as a joint distribution p(X, Z), kept sparse: a text has few of all words. */

export interface JointTable {
  readonly rows: number;
  readonly columns: number;
  /** The entries of row i lie from `starts[i]` up to `starts[i + 1]`. */
  readonly starts: Int32Array;
  /** The column of each entry, ascending within a row. */
  readonly at: Int32Array;
  /** p(x, z) of each entry, above 0; together 1. */
  readonly shares: Float64Array;
}

/** A number of times that can be counted: 0 or above, and finite. */
export const isCount = (value: number): boolean => value >= 0 && value < Infinity;

/** Takes counts row by row, as they are read. */
export class JointTableBuilder {
  private readonly starts: number[] = [0];
  private readonly at: number[] = [];
  private readonly counts: number[] = [];

  constructor(private readonly columns: number) {}

  /**
   * @param counts [columns] of the next row; fractions are taken as they are
   * @throws RangeError if there is not one count a column, or one is negative or not finite
   */
  add(counts: ArrayLike<number>): void {
    if (counts.length !== this.columns) {
      throw new RangeError(`a row has ${this.columns} counts, one a column, got ${counts.length}`);
    }
    for (let column = 0; column < counts.length; column++) {
      const count = counts[column] ?? 0;
      if (!isCount(count)) throw new RangeError(`a count is 0 or above, got ${count} in column ${column}`);
      if (count === 0) continue;
      this.at.push(column);
      this.counts.push(count);
    }
    this.starts.push(this.at.length);
  }

  /** @throws RangeError if no row has anything */
  finish(): JointTable {
    const total = this.counts.reduce((sum, count) => sum + count, 0);
    if (!(total > 0)) throw new RangeError("a joint distribution needs a count above 0, got none");
    return {
      rows: this.starts.length - 1,
      columns: this.columns,
      starts: Int32Array.from(this.starts),
      at: Int32Array.from(this.at),
      shares: Float64Array.from(this.counts, (count) => count / total),
    };
  }
}

/**
 * The rows of several tables in one: that of all their counts, as they were before each was divided by its total.
 *
 * @param tables of the same columns, with the total of the counts of each
 */
export function stackedTable(tables: readonly { joint: JointTable; total: number }[]): JointTable {
  const sum = tables.reduce((all, { total }) => all + total, 0);
  const starts = [0];
  for (const { joint } of tables) {
    const before = starts.at(-1) ?? 0;
    for (let row = 1; row <= joint.rows; row++) starts.push(before + (joint.starts[row] ?? 0));
  }
  return {
    rows: starts.length - 1,
    columns: tables[0]?.joint.columns ?? 0,
    starts: Int32Array.from(starts),
    at: Int32Array.from(tables.flatMap(({ joint }) => [...joint.at])),
    shares: Float64Array.from(
      tables.flatMap(({ joint, total }) => Array.from(joint.shares, (share) => (share * total) / sum)),
    ),
  };
}
