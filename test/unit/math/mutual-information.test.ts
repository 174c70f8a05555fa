import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { JointTableBuilder } from "../../../src/math/joint-table";
import { informationIn, mutualInformation } from "../../../src/math/mutual-information";

const near = (actual: number, expected: number) => {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
};

describe("mutualInformation", () => {
  it("is 0 where rows say nothing of columns, and log 2 where each of two rows has a column of its own", () => {
    near(mutualInformation([0.12, 0.28, 0.18, 0.42], 2), 0);
    near(mutualInformation([0.5, 0, 0, 0.5], 2), Math.log(2));
  });

  it("is that of the sparse table with the same counts", () => {
    const counts = fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(counts, (rows) => {
        const total = rows.flat().reduce((sum, count) => sum + count, 0);
        fc.pre(total > 0);
        const builder = new JointTableBuilder(3);
        for (const row of rows) builder.add(row);
        const dense = rows.flat().map((count) => count / total);
        near(informationIn(builder.finish()), mutualInformation(dense, 3));
      }),
    );
  });

  it("needs whole rows", () => {
    assert.throws(() => mutualInformation([1, 0, 0], 2), /whole rows, got 3 values for 2 columns/);
  });
});
