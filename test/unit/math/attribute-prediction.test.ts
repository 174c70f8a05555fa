/** Zero-shot learning by attributes: direct and indirect prediction, and how classifiers of attributes are judged. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { areaUnderCurve } from "../../../src/math/area-under-curve";
import { binaryCrossEntropy } from "../../../src/math/binary-cross-entropy";
import { columnMeans } from "../../../src/math/column-means";
import { directLayer, directScores, logPrior, variedAttributes } from "../../../src/math/direct-attribute-prediction";
import {
  attributesOfClasses,
  indirectScores,
  LEAST_PROBABILITY,
} from "../../../src/math/indirect-attribute-prediction";

const near = (actual: number | undefined, expected: number, tolerance = 1e-12) => {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${String(actual)} is not ${expected}`);
};
const logitOf = (probability: number) => Math.log(probability / (1 - probability));

/** Logits, signatures of some classes and priors of as many attributes. */
const prediction = fc.integer({ min: 1, max: 6 }).chain((attributes) => {
  const rowOf = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: attributes, maxLength: attributes });
  return fc.record({
    logits: rowOf(fc.double({ min: -30, max: 30, noNaN: true })),
    priors: rowOf(fc.double({ min: 0.05, max: 0.95, noNaN: true })),
    signatures: fc.array(rowOf(fc.constantFrom(0, 1)), { minLength: 2, maxLength: 5 }),
  });
});

describe("variedAttributes", () => {
  it("are those that some classes have and others lack", () => {
    const signatures = [
      [1, 0, 1],
      [1, 0, 0],
    ];
    assert.deepEqual(variedAttributes(signatures), [2]);
    assert.deepEqual(columnMeans(signatures), [1, 0, 0.5]);
  });
});

describe("directScores", () => {
  it("are the logarithm of the product of p(a|x)/p(a), by hand", () => {
    const [score = NaN] = directScores([logitOf(0.8), logitOf(0.3)], [[1, 0]], [0.5, 0.25]);
    near(score, Math.log((0.8 / 0.5) * (0.7 / 0.75)));
  });

  it("differ from the linear layer by the same amount for every class", () => {
    fc.assert(
      fc.property(prediction, ({ logits, signatures, priors }) => {
        const { kernel, bias } = directLayer(signatures, priors);
        const linear = bias.map((b, z) => logits.reduce((sum, l, m) => sum + l * (kernel[m]?.[z] ?? 0), b));
        const differences = directScores(logits, signatures, priors).map((score, z) => score - (linear[z] ?? NaN));
        for (const difference of differences) near(difference, differences[0] ?? NaN, 1e-9);
      }),
    );
  });

  it("stay finite for sure classifiers", () => {
    assert.deepEqual(directScores([1000], [[1], [0]], [0.5]), [-Math.log(0.5), -1000 - Math.log(0.5)]);
  });
});

describe("logPrior", () => {
  it("refuses priors that are no probabilities, and one prior too few", () => {
    assert.throws(() => logPrior([1], [1]), RangeError);
    assert.throws(() => logPrior([1], [0]), RangeError);
    assert.throws(() => logPrior([1, 0], [0.5]), RangeError);
  });
});

describe("indirect attribute prediction", () => {
  const seen = [
    [1, 0],
    [1, 1],
    [0, 1],
  ];

  it("sums the probabilities of the classes that have an attribute", () => {
    const [first, second] = attributesOfClasses([0.5, 0.3, 0.2], seen);
    near(first, 0.8);
    near(second, 0.5);
    assert.throws(() => attributesOfClasses([1], seen), RangeError);
  });

  it("recognises a seen class that the classifier is sure of", () => {
    seen.forEach((_, label) => {
      const sure = seen.map((_, y) => (y === label ? 1 : 0));
      const scores = indirectScores(attributesOfClasses(sure, seen), seen, [0.5, 0.5]);
      assert.equal(scores.indexOf(Math.max(...scores)), label);
    });
  });

  it("rules no class out for a single attribute", () => {
    const [score] = indirectScores([1], [[0]], [0.5]);
    near(score, Math.log(LEAST_PROBABILITY) - Math.log(0.5));
  });

  it("gives what direct prediction gives for attributes of the same probabilities", () => {
    const probabilities = [0.7, 0.2];
    const direct = directScores(probabilities.map(logitOf), seen, [0.4, 0.6]);
    indirectScores(probabilities, seen, [0.4, 0.6]).forEach((score, z) => {
      near(score, direct[z] ?? NaN);
    });
  });
});

describe("areaUnderCurve", () => {
  it("is 1 for a perfect order, 0 for the reverse and ½ for equal scores", () => {
    assert.equal(areaUnderCurve([1, 2, 3, 4], [false, false, true, true]), 1);
    assert.equal(areaUnderCurve([4, 3, 2, 1], [false, false, true, true]), 0);
    assert.equal(areaUnderCurve([5, 5, 5], [true, false, true]), 0.5);
  });

  it("is the share of pairs in the right order, ties counted half", () => {
    const example = fc.record({ score: fc.integer({ min: 0, max: 5 }), has: fc.boolean() });
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 20 }), (examples) => {
        const [yes, no] = [examples.filter(({ has }) => has), examples.filter(({ has }) => !has)];
        const pairs = yes.flatMap((a) => no.map((b) => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)));
        const area = areaUnderCurve(
          examples.map(({ score }) => score),
          examples.map(({ has }) => has),
        );
        if (pairs.length === 0) assert.equal(area, undefined);
        else near(area, pairs.reduce<number>((sum, pair) => sum + pair, 0) / pairs.length);
      }),
    );
  });

  it("refuses lists that are no pairs", () => {
    assert.throws(() => areaUnderCurve([1], []), RangeError);
  });
});

describe("binaryCrossEntropy", () => {
  it("is log 2 for logits of 0, and −log p by hand", () => {
    near(binaryCrossEntropy([[0, 0]], [[0, 1]]), Math.log(2));
    near(binaryCrossEntropy([[logitOf(0.8), logitOf(0.3)]], [[1, 0]]), -(Math.log(0.8) + Math.log(0.7)) / 2);
  });

  it("does not overflow", () => {
    assert.equal(binaryCrossEntropy([[1000, -1000]], [[1, 1]]), 500);
  });

  it("refuses lists that are no pairs", () => {
    assert.throws(() => binaryCrossEntropy([[1]], [[]]), RangeError);
  });
});
