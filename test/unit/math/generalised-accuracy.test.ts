import assert from "node:assert/strict";
import fc from "fast-check";
import {
  bestCalibration,
  generalisedAccuracy,
  harmonicMean,
  meanPerClass,
  type Scored,
} from "../../../src/math/generalised-accuracy";

const near = (actual: number, expected: number, tolerance = 1e-9) => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
};

/** Two seen candidates and two unseen ones; every seen class scores 2 higher than it should. */
const biased: Scored = {
  seen: 2,
  labels: [0, 1, 2, 3],
  scores: [
    [4, 2, 0, 0],
    [2, 4, 0, 0],
    [2, 2, 1, 0],
    [2, 2, 0, 1],
  ],
};

const scored = fc
  .record({ seen: fc.integer({ min: 1, max: 3 }), unseen: fc.integer({ min: 1, max: 3 }) })
  .chain(({ seen, unseen }) => {
    const candidates = seen + unseen;
    const score = fc.integer({ min: 0, max: 6 });
    const example = fc.record({
      label: fc.integer({ min: 0, max: candidates - 1 }),
      scores: fc.array(score, { minLength: candidates, maxLength: candidates }),
    });
    return fc.array(example, { minLength: 1, maxLength: 25 }).map((examples): Scored => ({
      seen,
      labels: examples.map(({ label }) => label),
      scores: examples.map((one) => one.scores),
    }));
  });

describe("harmonicMean", () => {
  it("is 2su/(s+u), and 0 where either is 0", () => {
    near(harmonicMean(0.6, 0.3), 0.4);
    assert.equal(harmonicMean(0, 0), 0);
    assert.equal(harmonicMean(1, 0), 0);
  });
});

describe("meanPerClass", () => {
  it("counts a large class as much as a small one", () => {
    near(
      meanPerClass([0, 0, 0, 5], (example) => example < 3),
      0.5,
    );
    assert.ok(Number.isNaN(meanPerClass([], () => true)));
  });
});

describe("generalisedAccuracy", () => {
  it("shows what a preference for seen classes costs, and what calibration brings back", () => {
    assert.deepEqual(generalisedAccuracy(biased, 0), { seen: 1, unseen: 0, harmonic: 0 });
    assert.deepEqual(generalisedAccuracy(biased, 2), { seen: 1, unseen: 1, harmonic: 1 });
    assert.deepEqual(generalisedAccuracy(biased, 9), { seen: 0, unseen: 1, harmonic: 0 });
  });

  it("is the mean of the classes' accuracies when the largest of s − γ·seen is chosen", () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: -28, max: 28 }), (given, quarters) => {
        const gamma = quarters / 4;
        const right = given.scores.map((row, example) => {
          const shifted = Array.from(row, (score, c) => score - (c < given.seen ? gamma : 0));
          return shifted.indexOf(Math.max(...shifted)) === given.labels[example];
        });
        const labels = Array.from(given.labels);
        const meanOf = (isWanted: (label: number) => boolean) => {
          const classes = [...new Set(labels.filter(isWanted))];
          const accuracies = classes.map((label) => {
            const own = right.filter((_, example) => labels[example] === label);
            return own.filter(Boolean).length / own.length;
          });
          return accuracies.reduce((sum, value) => sum + value, 0) / Math.max(1, accuracies.length);
        };
        const { seen, unseen } = generalisedAccuracy(given, gamma);
        near(
          seen,
          meanOf((label) => label < given.seen),
        );
        near(
          unseen,
          meanOf((label) => label >= given.seen),
        );
      }),
    );
  });
});

describe("bestCalibration", () => {
  it("finds a γ that no other one beats", () => {
    fc.assert(
      fc.property(scored, (given) => {
        const best = generalisedAccuracy(given, bestCalibration(given)).harmonic;
        for (let gamma = -7.5; gamma <= 7.5; gamma += 0.5) {
          assert.ok(best >= generalisedAccuracy(given, gamma).harmonic - 1e-9, String(gamma));
        }
      }),
    );
  });

  it("is midway where it recovers all", () => {
    assert.equal(bestCalibration(biased), 2.5);
  });

  it("is 0 where nothing is gained", () => {
    assert.equal(
      bestCalibration({
        seen: 1,
        labels: [0, 1],
        scores: [
          [2, 0],
          [0, 2],
        ],
      }),
      0,
    );
  });
});
