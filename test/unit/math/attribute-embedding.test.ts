/** Attribute embedding: the margin, the naive distance and its collapse, and ESZSL. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { choleskySolver } from "../../../src/math/cholesky";
import { embeddingDistance, spread } from "../../../src/math/embedding-distance";
import { embeddingMargin } from "../../../src/math/embedding-margin";
import { addExample, addSums, emptySums, eszsl, type EszslSums } from "../../../src/math/eszsl";
import { randomFor } from "../../../src/math/random";
import { comparableSignatures } from "../../../src/math/signatures";
import { readEmbeddings } from "../../fixtures/zero-shot-embedding";

const { eszsl: closedForm, margin: margins, distance: distances } = readEmbeddings();

const near = (actual: number | undefined, expected: number, tolerance = 1e-9) => {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= tolerance,
    `${String(actual)} is not ${expected}, within ${tolerance}`,
  );
};
const nearAll = (actual: ArrayLike<number>, expected: readonly number[], tolerance?: number) => {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => {
    near(actual[i], value, tolerance);
  });
};

const coordinate = fc.double({ min: -10, max: 10, noNaN: true });
/** Rows of one length, two or more of each. */
const scoreRows = fc
  .integer({ min: 2, max: 5 })
  .chain((classes) =>
    fc.array(fc.array(coordinate, { minLength: classes, maxLength: classes }), { minLength: 1, maxLength: 5 }),
  );

describe("embeddingMargin", () => {
  for (const { margin, negatives, loss } of margins.cases) {
    it(`is what NumPy computes with ${negatives} negatives at k = ${margin}`, () => {
      near(embeddingMargin(margins.scores, margins.labels, { margin, negatives }, margins.weights), loss);
    });
  }

  it("is k for the hardest, and k for every other class when summed, where all scores are the same", () => {
    const scores = [
      [3, 3, 3, 3],
      [0, 0, 0, 0],
    ];
    near(embeddingMargin(scores, [0, 2], { margin: 0.4, negatives: "hardest" }), 0.4);
    near(embeddingMargin(scores, [0, 2], { margin: 0.4, negatives: "summed" }), 1.2);
  });

  it("is 0 once every example scores its own class higher by the margin", () => {
    const scores = [
      [2, 1],
      [-1, 0],
    ];
    for (const negatives of ["hardest", "summed"] as const) {
      assert.equal(embeddingMargin(scores, [0, 1], { margin: 1, negatives }), 0);
    }
  });

  it("is never more for the hardest class than for all of them", () => {
    fc.assert(
      fc.property(scoreRows, fc.double({ min: 0.01, max: 5, noNaN: true }), (scores, margin) => {
        const labels = scores.map((row, i) => i % row.length);
        const loss = (negatives: "hardest" | "summed") => embeddingMargin(scores, labels, { margin, negatives });
        assert.ok(loss("hardest") <= loss("summed") + 1e-12);
      }),
    );
  });

  it("refuses a margin of 0, a single class, and labels without a column", () => {
    const settings = { margin: 1, negatives: "hardest" } as const;
    assert.throws(() => embeddingMargin([[1, 2]], [0], { ...settings, margin: 0 }), RangeError);
    assert.throws(() => embeddingMargin([[1]], [0], settings), /a margin needs another class/);
    assert.throws(() => embeddingMargin([[1, 2]], [2], settings), /row 0 has a class outside 0..1/);
  });
});

describe("embeddingDistance", () => {
  const { examples, classes, labels, weights, loss } = distances;

  it("is what NumPy computes", () => {
    near(embeddingDistance(examples, classes, labels, weights), loss);
  });

  it("is 0 where everything lies on one point: nothing in it keeps classes apart", () => {
    const point = [0.3, -2];
    assert.equal(embeddingDistance([point, point], [point, point], [0, 1]), 0);
  });

  it("refuses labels without a class", () => {
    assert.throws(() => embeddingDistance([[1]], [[1]], [1]), RangeError);
  });
});

describe("spread", () => {
  it("is what NumPy computes", () => {
    near(spread(distances.examples.flat(), 3), distances.spreadOfExamples);
    near(spread(distances.classes.flat(), 3), distances.spreadOfClasses);
  });

  it("is 0 for points that are the same, and grows with their scale, wherever they lie", () => {
    near(spread([1.5, 2, 1.5, 2, 1.5, 2], 2), 0);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 6 }),
        coordinate,
        (points, by) => {
          const moved = points.flatMap(([x, y]) => [3 * x + by, 3 * y - by]);
          near(spread(moved, 2), 3 * spread(points.flat(), 2), 1e-9);
        },
      ),
    );
  });

  it("refuses no points and parts of points", () => {
    assert.throws(() => spread([], 2), RangeError);
    assert.throws(() => spread([1, 2, 3], 2), RangeError);
  });
});

describe("choleskySolver", () => {
  it("solves the system that it was given", () => {
    const random = randomFor("cholesky");
    const size = 7;
    const half = Array.from({ length: size * size }, () => random.uniform(-1, 1));
    const at = (i: number, j: number) => half[i * size + j] ?? 0;
    const matrix = Array.from({ length: size * size }, (_, index) => {
      const [i, j] = [Math.floor(index / size), index % size];
      const product = Array.from({ length: size }, (__, k) => at(i, k) * at(j, k)).reduce((sum, value) => sum + value);
      return product + (i === j ? 0.1 : 0);
    });
    const wanted = Array.from({ length: size * 2 }, () => random.uniform(-3, 3));
    const right = wanted.map((_, index) => {
      const [i, j] = [Math.floor(index / 2), index % 2];
      return Array.from({ length: size }, (__, k) => (matrix[i * size + k] ?? 0) * (wanted[k * 2 + j] ?? 0)).reduce(
        (sum, value) => sum + value,
      );
    });
    nearAll(choleskySolver(matrix, size)(right, 2), wanted);
  });

  it("refuses matrices that are not positive definite, or of another size", () => {
    assert.throws(() => choleskySolver([1, 2, 2, 1], 2), /not positive definite: pivot 1/);
    assert.throws(() => choleskySolver([0], 1), RangeError);
    assert.throws(() => choleskySolver([1, 0, 0], 2), RangeError);
    assert.throws(() => choleskySolver([1], 1)([1, 2], 1), RangeError);
  });
});

describe("eszsl", () => {
  const { examples, labels, signatures, cases } = closedForm;
  const features = examples[0]?.length ?? 0;
  const sumsOf = (rows: readonly number[]): EszslSums => {
    const sums = emptySums(features, signatures.length);
    for (const row of rows) addExample(sums, examples[row] ?? [], labels[row] ?? -1);
    return sums;
  };
  const all = examples.map((_, row) => row);

  for (const { gamma, lambda, v } of cases) {
    it(`equals a linear solve of its objective's gradient to 1e-6 at γ = ${gamma}, λ = ${lambda}`, () => {
      nearAll(eszsl(sumsOf(all), signatures, gamma)(lambda), v.flat(), 1e-6);
    });
  }

  it("gives the same whether examples are summed at once or in parts", () => {
    const parts = addSums(sumsOf(all.slice(0, 6)), sumsOf(all.slice(6)));
    nearAll(eszsl(parts, signatures, 1)(1), [...eszsl(sumsOf(all), signatures, 1)(1)], 1e-12);
  });

  it("goes to 0 as γ grows", () => {
    assert.ok(eszsl(sumsOf(all), signatures, 1e9)(1).every((value) => Math.abs(value) < 1e-6));
  });

  it("refuses strengths of 0, classes without a signature, and examples of other features", () => {
    assert.throws(() => eszsl(sumsOf(all), signatures, 0), RangeError);
    assert.throws(() => eszsl(sumsOf(all), signatures, 1)(0), RangeError);
    assert.throws(() => eszsl(sumsOf(all), signatures.slice(1), 1), RangeError);
    assert.throws(() => {
      addExample(emptySums(2, 1), [1], 0);
    }, RangeError);
    assert.throws(() => {
      addExample(emptySums(1, 1), [1], 1);
    }, RangeError);
  });
});

describe("comparableSignatures", () => {
  it("centre each attribute on the seen classes and give each signature the length 1", () => {
    const [left = [], right = [], unseen = []] = comparableSignatures(
      [
        [1, 0],
        [0, 0.5],
        [1, 1],
      ],
      2,
    );
    nearAll(left, [Math.SQRT1_2, -Math.SQRT1_2]);
    nearAll(right, [-Math.SQRT1_2, Math.SQRT1_2]);
    nearAll(unseen, [0.5 / Math.hypot(0.5, 1.5), 1.5 / Math.hypot(0.5, 1.5)]);
  });

  it("do not depend on the unit of an attribute, and drop what no seen class varies", () => {
    const rows = [
      [1, 0, 7],
      [0, 3, 7],
      [1, 1, 9],
    ];
    const inOtherUnits = rows.map(([a = 0, b = 0, c = 0]) => [20 * a - 3, b / 10, c]);
    const plain = comparableSignatures(rows, 2);
    nearAll(comparableSignatures(inOtherUnits, 2).flat(), plain.flat());
    assert.deepEqual(
      plain.map((row) => row[2]),
      [0, 0, 0],
    );
  });

  it("are 0 for a class that is as the seen ones are on average", () => {
    assert.deepEqual(comparableSignatures([[0], [1], [0.5]], 2)[2], [0]);
    assert.throws(() => comparableSignatures([[1]], 2), RangeError);
    assert.throws(() => comparableSignatures([[1]], 0), RangeError);
  });
});
