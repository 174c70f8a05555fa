/** Progressive networks: how much a layer depends on each column, by Fisher information and by noise. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { columnSensitivity, featureSensitivity, fisherDiagonal } from "../../../src/math/fisher-sensitivity";
import { noiseDrops, noisePrecision } from "../../../src/math/noise-sensitivity";
import { shares } from "../../../src/math/shares";

const near = (actual: number | undefined, expected: number, tolerance = 1e-12) => {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${String(actual)} is not ${expected}`);
};

describe("shares", () => {
  it("sum to 1", () => {
    const values = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(values, (list) => {
        near(
          shares(list)?.reduce((sum, share) => sum + share, 0),
          1,
        );
      }),
    );
  });

  it("are undefined where there is nothing to share, and refused for what is no amount", () => {
    assert.equal(shares([0, 0]), undefined);
    assert.equal(shares([]), undefined);
    assert.throws(() => shares([1, -1]), RangeError);
    assert.throws(() => shares([1, Infinity]), RangeError);
    assert.throws(() => shares([NaN]), RangeError);
  });
});

describe("fisherDiagonal", () => {
  it("is p(1 − p) a² for two classes whose logits differ by a times one activation", () => {
    // log p(1|x) = log sigmoid(a h): its derivatives are (1 − p) a for class 1 and −p a for class 0.
    const [a, h] = [1.7, 0.4];
    const p = 1 / (1 + Math.exp(-a * h));
    near(fisherDiagonal([[(1 - p) * a], [-p * a]], [p, 1 - p], [1])[0], p * (1 - p) * a ** 2);
  });

  it("does not depend on the scale of the activations", () => {
    // An activation ten times as large has a gradient a tenth as large.
    const [plain] = fisherDiagonal([[3], [-1]], [1, 1], [0.5]);
    const [scaled] = fisherDiagonal([[0.3], [-0.1]], [1, 1], [5]);
    near(plain, (9 + 1) / 8);
    near(scaled, (9 + 1) / 8);
  });

  it("refuses lists that do not fit, and rows without any weight", () => {
    assert.throws(() => fisherDiagonal([[1]], [], [1]), RangeError);
    assert.throws(() => fisherDiagonal([[1, 2]], [1], [1]), RangeError);
    assert.throws(() => fisherDiagonal([[1]], [0], [1]), RangeError);
  });
});

describe("featureSensitivity and columnSensitivity", () => {
  it("share out each feature between the columns, and a layer by the mean over its features", () => {
    const fisher = [
      [1, 0, 6],
      [3, 0, 2],
    ];
    assert.deepEqual(featureSensitivity(fisher), [
      [0.25, undefined, 0.75],
      [0.75, undefined, 0.25],
    ]);
    assert.deepEqual(columnSensitivity(fisher), [0.5, 0.5]);
  });

  it("give everything to the only column that counts", () => {
    assert.deepEqual(
      columnSensitivity([
        [0, 0],
        [2, 1],
      ]),
      [0, 1],
    );
  });

  it("say nothing of a layer on which nothing depends", () => {
    assert.equal(columnSensitivity([[0], [0]]), undefined);
  });

  it("do not change with the units of the information", () => {
    const column = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 4, maxLength: 4 });
    const columns = fc.array(column, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(columns, fc.double({ min: 0.01, max: 100, noNaN: true }), (fisher, unit) => {
        const scaled = columnSensitivity(fisher.map((values) => values.map((value) => unit * value)));
        columnSensitivity(fisher)?.forEach((share, k) => {
          near(scaled?.[k], share, 1e-9);
        });
      }),
    );
  });

  it("refuse columns of different widths", () => {
    assert.throws(() => featureSensitivity([[1], [1, 2]]), RangeError);
  });
});

describe("noisePrecision", () => {
  const curve = [
    { deviation: 4, performance: 0.2 },
    { deviation: 1, performance: 0.8 },
    { deviation: 2, performance: 0.6 },
  ];

  it("is 1/σ² at the σ where the performance has halved, between measurements on a straight line", () => {
    // From .6 at 2 to .2 at 4: .45 at 2.75, .4 at 3.
    near(noisePrecision(curve, { clean: 0.9 }), 2.75 ** -2);
    near(noisePrecision(curve, { clean: 0.8 }), 3 ** -2);
    // The first stretch begins at the clean performance without noise.
    near(noisePrecision([{ deviation: 1, performance: 0.3 }], { clean: 0.9 }), 0.75 ** -2);
  });

  it("halves what lies above chance where chance is given", () => {
    // Half way from .9 to .5 is .7, at 1.5.
    near(noisePrecision(curve, { clean: 0.9, chance: 0.5 }), 1.5 ** -2);
  });

  it("takes the mean of repeated measurements", () => {
    const repeated = [
      { deviation: 1, performance: 0.6 },
      { deviation: 1, performance: 0 },
    ];
    near(noisePrecision(repeated, { clean: 0.9 }), 0.75 ** -2);
  });

  it("is 0 where noise never halves the performance, and undefined where there is nothing to lose", () => {
    assert.equal(noisePrecision(curve, { clean: 0.39 }), 0);
    assert.equal(noisePrecision(curve, { clean: 0.1, chance: 0.1 }), undefined);
    assert.equal(noisePrecision([], { clean: 0.9 }), undefined);
  });

  it("is larger for a column that bears less noise", () => {
    const deviation = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(deviation, deviation, (left, right) => {
        const [one = NaN, other = NaN] = [left, right].map((at) =>
          noisePrecision([{ deviation: at, performance: 0 }], { clean: 1 }),
        );
        assert.equal(Math.sign(one - other), Math.sign(right - left));
      }),
    );
  });

  it("refuses noise of no size", () => {
    assert.throws(() => noisePrecision([{ deviation: 0, performance: 1 }], { clean: 1 }), RangeError);
  });
});

describe("noiseDrops", () => {
  it("are what each size of noise costs on average, from small to large", () => {
    const points = [
      { deviation: 2, performance: 0.25 },
      { deviation: 1, performance: 0.75 },
      { deviation: 2, performance: 0.5 },
    ];
    assert.deepEqual(noiseDrops(points, 1), [
      { deviation: 1, drop: 0.25 },
      { deviation: 2, drop: 0.625 },
    ]);
  });
});
