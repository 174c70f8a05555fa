import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { JointTableBuilder, stackedTable, type JointTable } from "../../../src/math/joint-table";

const tableOf = (rows: readonly (readonly number[])[]): JointTable => {
  const builder = new JointTableBuilder(rows[0]?.length ?? 0);
  for (const row of rows) builder.add(row);
  return builder.finish();
};

describe("a joint table", () => {
  it("keeps the share of each count above 0", () => {
    const { rows, columns, starts, at, shares } = tableOf([
      [2, 0, 1],
      [0, 0, 0],
      [0, 5, 0],
    ]);
    assert.deepEqual([rows, columns], [3, 3]);
    assert.deepEqual([...starts], [0, 2, 2, 3]);
    assert.deepEqual([...at], [0, 2, 1]);
    assert.deepEqual([...shares], [0.25, 0.125, 0.625]);
  });

  it("says which column of a row is no count", () => {
    const builder = new JointTableBuilder(2);
    assert.throws(() => {
      builder.add([1, -2]);
    }, /a count is 0 or above, got -2 in column 1/);
    assert.throws(() => {
      builder.add([NaN, 0]);
    }, /got NaN in column 0/);
    assert.throws(() => {
      builder.add([1]);
    }, /a row has 2 counts, one a column, got 1/);
  });

  it("needs a count above 0", () => {
    assert.throws(() => tableOf([[0, 0]]), /needs a count above 0/);
  });

  it("stacked on another has the shares of all their counts together", () => {
    const [upper, lower] = [
      [
        [1, 2],
        [0, 3],
      ],
      [[4, 0]],
    ];
    const stacked = stackedTable([
      { joint: tableOf(upper), total: 6 },
      { joint: tableOf(lower), total: 4 },
    ]);
    const whole = tableOf([...upper, ...lower]);
    assert.deepEqual({ ...stacked, shares: [] }, { ...whole, shares: [] });
    for (const [entry, share] of whole.shares.entries()) {
      assert.ok(Math.abs((stacked.shares[entry] ?? NaN) - share) < 1e-15);
    }
  });
});
