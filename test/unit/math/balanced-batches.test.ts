import assert from "node:assert/strict";
import fc from "fast-check";
import { balancedBatches, taskShares } from "../../../src/math/balanced-batches";

const tasks = fc.integer({ min: 1, max: 6 });
const batchSize = fc.integer({ min: 1, max: 40 });
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

describe("taskShares", () => {
  it("fill the batch, and differ by one example at most in a batch and in all batches so far", () => {
    fc.assert(
      fc.property(tasks, batchSize, fc.integer({ min: 1, max: 30 }), (count, size, batches) => {
        const totals = new Array<number>(count).fill(0);
        for (let batch = 0; batch < batches; batch++) {
          const shares = taskShares(count, size, batch);
          assert.equal(sumOf(shares), size);
          assert.ok(spread(shares) <= 1);
          shares.forEach((share, task) => {
            totals[task] = (totals[task] ?? 0) + share;
          });
          assert.ok(spread(totals) <= 1);
        }
      }),
    );
  });

  it("go on in turn where a batch cannot be shared evenly", () => {
    const shares = [0, 1, 2].map((batch) => taskShares(3, 4, batch).join(" "));
    assert.deepEqual(shares, ["2 1 1", "1 2 1", "1 1 2"]);
  });
});

describe("balancedBatches", () => {
  const settings = { sizes: [3, 10], batchSize: 4, seed: 1 };
  const draws = (batches: number, of = settings) => Array.from({ length: batches }, (_, b) => balancedBatches(of)(b));

  it("show each example of a task once before any comes again, however many examples other tasks have", () => {
    const all = draws(15);
    const [small, large] = [0, 1].map((task) => all.flatMap((batch) => batch[task] ?? []));
    for (let pass = 0; pass < 10; pass++) {
      assert.deepEqual(small?.slice(3 * pass, 3 * pass + 3).toSorted(), [0, 1, 2]);
    }
    for (let pass = 0; pass < 3; pass++) {
      assert.equal(new Set(large?.slice(10 * pass, 10 * pass + 10)).size, 10);
    }
  });

  it("depend on the seed and the number of the batch, not on what was drawn before", () => {
    const batchOf = balancedBatches(settings);
    const inTurn = Array.from({ length: 12 }, (_, batch) => batchOf(batch));
    assert.deepEqual(inTurn, draws(12));
    assert.deepEqual(batchOf(2), inTurn[2]);
    assert.notDeepEqual(draws(12, { ...settings, seed: 2 }), inTurn);
  });

  it("come in another order in each pass", () => {
    const batchOf = balancedBatches({ sizes: [50], batchSize: 50, seed: 1 });
    assert.notDeepEqual(batchOf(0), batchOf(1));
  });

  it("repeat a task's examples where the batch has more places than it has examples", () => {
    const [drawn = []] = balancedBatches({ sizes: [2], batchSize: 5, seed: 1 })(0);
    assert.equal(drawn.length, 5);
    assert.ok(drawn.every((index) => index === 0 || index === 1));
  });

  it("refuse a task without examples and a batch without places", () => {
    assert.throws(() => balancedBatches({ sizes: [3, 0], batchSize: 4, seed: 1 }), RangeError);
    assert.throws(() => balancedBatches({ sizes: [3], batchSize: 0, seed: 1 }), RangeError);
  });
});
