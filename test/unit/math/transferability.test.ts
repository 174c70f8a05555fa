import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { bootstrapped, spearman, weightedTau } from "../../../bench/findings/rank-correlation";
import { hScore } from "../../../src/math/h-score";
import { leep } from "../../../src/math/leep";
import { logMe } from "../../../src/math/log-me";
import { nearestNeighbourAccuracy } from "../../../src/math/nearest-neighbour";
import { negativeConditionalEntropy } from "../../../src/math/negative-conditional-entropy";
import { randomFor } from "../../../src/math/random";
import { readTransferability } from "../../fixtures/transferability";

const { outputs, features, ranks } = readTransferability();
const near = (value: number, wanted: number, tolerance = 1e-6): void => {
  assert.ok(Math.abs(value - wanted) <= tolerance, `${value} is not ${wanted}`);
};

describe("leep", () => {
  it("gives what its definition gives in NumPy, an empty source class and sure outputs among them", () => {
    for (const { probabilities, labels, leep: wanted } of outputs) near(leep(probabilities, labels), wanted);
  });

  it("is the negative conditional entropy where the source is sure of one class each", () => {
    const sure = outputs.at(-1);
    assert.ok(sure !== undefined);
    near(leep(sure.probabilities, sure.labels), negativeConditionalEntropy(sure.labels, sure.sourceClasses));
  });

  it("is 0 where there is one class only", () => {
    near(leep([[0.5, 0.5], [1, 0]], [3, 3]), 0, 1e-12); // prettier-ignore
  });

  it("refuses lists that do not fit", () => {
    assert.throws(() => leep([], []), RangeError);
    assert.throws(() => leep([[1]], [0, 1]), RangeError);
  });
});

describe("negativeConditionalEntropy", () => {
  it("gives H(Z) − H(Y, Z) of SciPy", () => {
    for (const { labels, sourceClasses, nce } of outputs) near(negativeConditionalEntropy(labels, sourceClasses), nce);
  });

  it("is 0 where the source class decides the label, and −log 2 where it says nothing of two", () => {
    near(negativeConditionalEntropy([0, 0, 1, 1], [4, 4, 2, 2]), 0, 1e-12);
    near(negativeConditionalEntropy([0, 1, 0, 1], [4, 4, 4, 4]), -Math.log(2), 1e-12);
  });

  it("refuses lists that do not fit", () => {
    assert.throws(() => negativeConditionalEntropy([0], []), RangeError);
  });
});

describe("hScore", () => {
  it("gives what explicit covariances give in NumPy, with and without shrinking", () => {
    for (const { rows, labels, hScore: plain, shrunkHScore } of features) {
      near(hScore(rows, labels, false), plain);
      near(hScore(rows, labels, true), shrunkHScore);
    }
  });

  it("shrinks by itself where rows are fewer than features, because it is the same for all labels there", () => {
    const few = features.find(({ rows }) => rows.length < (rows[0]?.length ?? 0));
    assert.ok(few !== undefined);
    near(hScore(few.rows, few.labels), few.shrunkHScore);
    near(hScore(few.rows, few.labels, false), hScore(few.rows, few.labels.toReversed(), false));
  });

  it("is 0 where features are constant, and where there is one class", () => {
    assert.equal(hScore([[1, 2], [1, 2], [1, 2]], [0, 1, 0]), 0); // prettier-ignore
    near(hScore([[1, 2], [0, 5], [3, 2]], [0, 0, 0]), 0, 1e-12); // prettier-ignore
  });

  it("refuses lists that do not fit", () => {
    assert.throws(() => hScore([[1]], [0, 1]), RangeError);
  });
});

describe("logMe", () => {
  it("gives the largest evidence that SciPy's normal density has, for more, fewer and as many rows as features", () => {
    for (const { rows, labels, logMe: wanted } of features) near(logMe(rows, labels), wanted);
  });

  it("ranks features that hold the class above noise", () => {
    const labels = Array.from({ length: 60 }, (_, i) => i % 3);
    const random = randomFor("log-me");
    const noise = labels.map(() => Array.from({ length: 5 }, () => random.uniform(-1, 1)));
    const telling = noise.map((row, i) => row.map((value, j) => value + (labels[i] === j ? 2 : 0)));
    assert.ok(logMe(telling, labels) > logMe(noise, labels) + 0.1);
  });

  it("stays a number where features are 0, constant or explain everything, and where there is one class", () => {
    const cases: [number[][], number[]][] = [
      [[[0, 0], [0, 0], [0, 0]], [0, 1, 0]],
      [[[2, 2], [2, 2], [2, 2]], [0, 1, 0]],
      [[[1, 0], [0, 1], [1, 0]], [0, 1, 0]],
      [[[1, 0], [0, 1], [1, 0]], [7, 7, 7]],
    ]; // prettier-ignore
    for (const [rows, labels] of cases) assert.ok(Number.isFinite(logMe(rows, labels)), JSON.stringify(rows));
  });

  it("refuses lists that do not fit", () => {
    assert.throws(() => logMe([], []), RangeError);
  });
});

describe("nearestNeighbourAccuracy", () => {
  it("gives what NumPy's distances give", () => {
    for (const { rows, labels, nearestNeighbour } of features) {
      near(nearestNeighbourAccuracy(rows, labels), nearestNeighbour, 1e-9);
    }
  });

  it("counts the share of the nearest ones that agrees where they are equally near", () => {
    near(nearestNeighbourAccuracy([[0], [0], [0]], [1, 1, 2]), (0.5 + 0.5 + 0) / 3, 1e-12);
  });

  it("refuses a single example", () => {
    assert.throws(() => nearestNeighbourAccuracy([[1]], [0]), RangeError);
  });
});

describe("rank correlations of findings", () => {
  it("are those of SciPy, ties among them", () => {
    for (const { left, right, weightedTau: tau, spearman: rho } of ranks) {
      near(weightedTau(left, right), tau);
      near(spearman(left, right), rho);
    }
  });

  it("are 1 for the same order and −1 for the opposite one", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 12 }), (values) => {
        const opposite = values.map((value) => -value);
        for (const measure of [weightedTau, spearman]) {
          near(measure(values, values.map((value) => 2 * value + 1)), 1, 1e-9); // prettier-ignore
          near(measure(values, opposite), -1, 1e-9);
        }
      }),
    );
  });

  it("have an interval that holds their value", () => {
    const pairs = Array.from({ length: 14 }, (_, i) => [i, (i * 5) % 14] as const);
    const {
      mean,
      low = NaN,
      high = NaN,
    } = bootstrapped(
      pairs,
      (drawn) =>
      spearman(drawn.map(([one]) => one), drawn.map(([, two]) => two)), // prettier-ignore
    );
    assert.ok(low < mean && mean < high);
  });
});
