/** Conservative training: its targets, their loss and gradient, the divergence of outputs, L2-SP. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { logSoftmax, softmaxCrossEntropy } from "../../../src/math/classification";
import { conservativeTargets } from "../../../src/math/conservative-targets";
import { crossEntropyGradient } from "../../../src/math/cross-entropy-gradient";
import { klDivergence, outputDivergence } from "../../../src/math/kl-divergence";
import { l2sp } from "../../../src/math/l2sp";
import { readObjectives } from "../../fixtures/objectives";

/** The fixture's numbers have 9 decimals. */
const near = (actual: number | undefined, expected: number, tolerance = 2e-9) => {
  const close = actual !== undefined && Math.abs(actual - expected) <= tolerance;
  assert.ok(close || actual === expected, `${String(actual)} is not ${expected}`);
};
const nearAll = (actual: readonly number[], expected: readonly number[], tolerance?: number) => {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    near(value, expected[i] ?? NaN, tolerance);
  });
};

const logit = fc.double({ min: -20, max: 20, noNaN: true });
const rowPair = fc.integer({ min: 1, max: 6 }).chain((classes) => {
  const row = fc.array(logit, { minLength: classes, maxLength: classes });
  return fc.tuple(row, row);
});
const softmax = (row: readonly number[]) => logSoftmax(row).map(Math.exp);
const { conservativeTargets: fixture, klDivergence: divergences, l2sp: penalties } = readObjectives();

describe("conservativeTargets", () => {
  for (const { rho, targets, lossNats, logitsGradient } of fixture.cases) {
    it(`give the targets, loss and gradient that PyTorch gives at ρ = ${rho}`, () => {
      const ours = conservativeTargets(fixture.labels, fixture.sourceLogits, rho);
      nearAll(ours.flat(), targets.flat());
      near(softmaxCrossEntropy(fixture.logits, ours), lossNats);
      nearAll(crossEntropyGradient(fixture.logits, ours).flat(), logitsGradient.flat());
    });
  }

  it("are the labels at ρ = 0 and the source's outputs at ρ = 1, to the last bit", () => {
    const source = [
      [0.3, -1, 2],
      [0, 4, -7],
    ];
    assert.deepEqual(conservativeTargets([2, 0], source, 0), [
      [0, 0, 1],
      [1, 0, 0],
    ]);
    assert.deepEqual(conservativeTargets([2, 0], source, 1), source.map(softmax));
  });

  it("are distributions", () => {
    fc.assert(
      fc.property(rowPair, fc.double({ min: 0, max: 1, noNaN: true }), ([row], rho) => {
        const [target = []] = conservativeTargets([0], [row], rho);
        near(
          target.reduce((sum, value) => sum + value, 0),
          1,
          1e-12,
        );
        assert.ok(target.every((value) => value >= 0));
      }),
    );
  });

  it("refuse a ρ outside 0..1, a class that the source lacks, and labels without rows", () => {
    assert.throws(() => conservativeTargets([0], [[1, 2]], 1.5), RangeError);
    assert.throws(() => conservativeTargets([2], [[1, 2]], 0.5), /row 0 has a class outside 0..1/);
    assert.throws(() => conservativeTargets([0, 1], [[1, 2]], 0.5), RangeError);
  });
});

describe("crossEntropyGradient", () => {
  it("agrees with finite differences of the weighted loss", () => {
    const step = 1e-5;
    fc.assert(
      fc.property(rowPair, fc.double({ min: 0.1, max: 5, noNaN: true }), ([row, source], weight) => {
        const [rows, weights] = [
          [row, source],
          [weight, 1],
        ];
        const targets = [softmax(source), softmax(row)];
        const [gradient = []] = crossEntropyGradient(rows, targets, weights);
        row.forEach((_, j) => {
          const [up, down] = [step, -step].map((change) =>
            softmaxCrossEntropy([row.map((z, k) => (k === j ? z + change : z)), source], targets, weights),
          );
          near(gradient[j], ((up ?? NaN) - (down ?? NaN)) / (2 * step), 1e-7);
        });
      }),
    );
  });
});

describe("klDivergence", () => {
  it("is what PyTorch computes, and so is its gradient", () => {
    const { reference, other, rowsNats, meanNats, otherGradient } = divergences;
    nearAll(
      reference.map((row, i) => klDivergence(row, other[i] ?? [])),
      rowsNats,
    );
    near(outputDivergence(reference, other), meanNats);
    nearAll(crossEntropyGradient(other, reference.map(softmax)).flat(), otherGradient.flat());
  });

  it("is never below 0, and 0 for outputs that differ by a shift of all logits", () => {
    fc.assert(
      fc.property(rowPair, logit, ([left, right], shift) => {
        assert.ok(klDivergence(left, right) >= 0);
        near(
          klDivergence(
            left,
            left.map((value) => value + shift),
          ),
          0,
          1e-12,
        );
      }),
    );
  });

  it("is what cross-entropy has above the entropy of its target", () => {
    fc.assert(
      fc.property(rowPair, ([left, right]) => {
        const p = [softmax(left)];
        near(klDivergence(left, right), softmaxCrossEntropy([right], p) - softmaxCrossEntropy([left], p), 1e-9);
      }),
    );
  });

  it("ignores what the reference holds impossible, and is infinite where the other cannot follow", () => {
    near(klDivergence([0, -Infinity], [0, 0]), Math.log(2), 1e-12);
    near(klDivergence([0, -Infinity], [0, -Infinity]), 0);
    assert.equal(klDivergence([0, 0], [0, -Infinity]), Infinity);
  });

  it("refuses outputs of other classes, and has no mean over no examples", () => {
    assert.throws(() => klDivergence([0, 0], [0]), RangeError);
    assert.throws(() => outputDivergence([[0]], []), RangeError);
    assert.equal(outputDivergence([], []), undefined);
  });
});

describe("l2sp", () => {
  for (const { alpha, beta, penalty, copiedGradient, freshGradient } of penalties.cases) {
    it(`gives the penalty and gradients that PyTorch gives at α = ${alpha}, β = ${beta}`, () => {
      const ours = l2sp(penalties, { alpha, beta });
      near(ours.penalty, penalty);
      nearAll(ours.copiedGradient, copiedGradient);
      nearAll(ours.freshGradient, freshGradient);
    });
  }

  it("costs nothing where copied weights are at their start and there are no new ones", () => {
    assert.deepEqual(l2sp({ copied: [3, -1], start: [3, -1], fresh: [] }, { alpha: 2, beta: 1 }), {
      penalty: 0,
      copiedGradient: [0, 0],
      freshGradient: [],
    });
  });

  it("refuses negative strengths and weights without a start", () => {
    assert.throws(() => l2sp({ copied: [1], start: [1], fresh: [] }, { alpha: -1, beta: 0 }), RangeError);
    assert.throws(() => l2sp({ copied: [1, 2], start: [1], fresh: [] }, { alpha: 1, beta: 0 }), RangeError);
  });
});
