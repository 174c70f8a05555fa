/** Sparse coding as it is done for whole data sets: against its plain twin, and what it promises. */
import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { lassoCode, sparseCodingObjective } from "../../../src/math/lasso";
import { optimalityGap } from "../../../src/math/optimality";
import { principalComponents } from "../../../src/math/principal-components";
import { randomFor } from "../../../src/math/random";
import { randomDirections } from "../../../src/math/random-directions";
import { dotProduct, squaredNorm } from "../../../src/math/vectors";
import { Cutting } from "../../../src/training/patches";
import { SparseCoder } from "../../../src/training/sparse-coding/coder";
import { CodeFeatures } from "../../../src/training/sparse-coding/features";
import { codeAll, nextBases, sampledBases } from "../../../src/training/sparse-coding/learning";
import { levelled, levellingOf } from "../../../src/training/sparse-coding/levelling";
import { drawPieces } from "../../../src/training/sparse-coding/pieces";
import { componentsOfExamples } from "../../../src/training/sparse-coding/principal";
import { startNativeBackend } from "../../support/engine-runtime";
import { memoryDataset, toyExamples, toyPictures } from "../../support/engine-toys";

/** Sums of a few hidden bases and some noise. */
function mixtures(count: number, size: number): number[][] {
  const random = randomFor("mixtures", count, size);
  const hidden = randomDirections(2 * size, size, random);
  return Array.from({ length: count }, () => {
    const used = [0, 1, 2].map(() => ({ basis: random.integer(0, hidden.length - 1), a: random.uniform(-1, 1) }));
    return Array.from({ length: size }, (_, i) =>
      used.reduce((sum, { basis, a }) => sum + a * (hidden[basis]?.[i] ?? 0), random.uniform(-0.05, 0.05)),
    );
  });
}

describe("SparseCoder", () => {
  const bases = randomDirections(40, 16, randomFor("bases"));
  const pieces = mixtures(20, 16);

  for (const beta of [0.1, 0.3, 1]) {
    it(`reaches the objective of its plain twin at β = ${beta}, and misses no condition of the best ones by 1e-4`, () => {
      const coder = new SparseCoder(bases, beta);
      const code = new Float64Array(40);
      for (const piece of pieces) {
        coder.code(Float64Array.from(piece), code);
        assert.ok(optimalityGap(piece, bases, Array.from(code), beta) < 1e-4);
        const [ours, twins] = [Array.from(code), lassoCode(piece, bases, beta)].map((codes) =>
          sparseCodingObjective(piece, bases, codes, beta),
        );
        assert.ok(Math.abs((ours ?? NaN) - (twins ?? NaN)) < 1e-7, `${String(ours)} and ${String(twins)}`);
      }
    });
  }

  it("says whether there is anything in a code", () => {
    const coder = new SparseCoder([[1, 0]], 1);
    const code = new Float64Array(1);
    assert.equal(coder.code(Float64Array.of(0.4, 0), code), false);
    assert.equal(coder.code(Float64Array.of(0, 9), code), false);
    assert.equal(coder.code(Float64Array.of(0.8, 0), code), true);
    assert.ok(Math.abs((code[0] ?? 0) - 0.3) < 1e-9);
  });

  it("codes a piece to the same bits whatever it has coded before", () => {
    const [one, other] = [new SparseCoder(bases, 0.1), new SparseCoder(bases, 0.1)];
    const [code, again] = [new Float64Array(40), new Float64Array(40)];
    for (const piece of pieces) one.code(Float64Array.from(piece), code);
    other.code(Float64Array.from(pieces.at(-1) ?? []), again);
    assert.deepEqual(again, code);
  });
});

describe("learning bases", () => {
  const size = 12;
  const pieces = Float64Array.from(mixtures(300, size).flat());

  it("never raises the objective, sweep after sweep, and holds every basis within length 1", () => {
    let bases = sampledBases(pieces, size, 24, randomFor("start"));
    let coded = codeAll(pieces, bases, 0.1);
    const first = coded.objective;
    for (let sweep = 0; sweep < 30; sweep++) {
      bases = nextBases(bases, coded);
      const next = codeAll(pieces, bases, 0.1);
      assert.ok(next.objective <= coded.objective, `${next.objective} after ${coded.objective}`);
      assert.ok(bases.every((basis) => squaredNorm(basis) <= 1 + 1e-12));
      coded = next;
    }
    assert.ok(coded.objective < 0.9 * first, `${coded.objective} from ${first}`);
  });

  it("begins with different pieces, at length 1, and fills up with random directions", () => {
    const bases = sampledBases(pieces.subarray(0, 5 * size), size, 8, randomFor("start"));
    assert.equal(new Set(bases.map(String)).size, 8);
    for (const basis of bases) assert.ok(Math.abs(squaredNorm(basis) - 1) < 1e-12);
  });

  it("says the share of codes that are not 0, and their objective", () => {
    const { active, objective } = codeAll(
      Float64Array.of(1, 0, 0, 0.1),
      [
        [1, 0],
        [0, 1],
      ],
      0.4,
    );
    assert.equal(active, 0.25);
    // 0.2² + 0.4 · 0.8 of the first piece, 0.1² of the second.
    assert.ok(Math.abs(objective - (0.04 + 0.32 + 0.01) / 2) < 1e-9);
  });
});

describe("levelling", () => {
  it("takes from a piece its own mean, or from each value its mean, and brings pieces to a length of about 1", () => {
    const pieces = Float64Array.of(1, 3, 10, 20);
    const own = levellingOf(pieces, 2, true);
    assert.deepEqual(own, { mean: null, length: Math.sqrt((2 + 50) / 2) });
    const each = levellingOf(pieces, 2, false);
    assert.deepEqual(each.mean, [5.5, 11.5]);
    const piece = Float64Array.of(10, 20);
    levelled(piece, each);
    assert.deepEqual(
      Array.from(piece, (value) => value * each.length),
      [4.5, 8.5],
    );
  });
});

describe("Cutting", () => {
  const picture = Float32Array.from({ length: 4 * 5 * 2 }, (_, at) => at);

  it("cuts every piece there is, row by row, with all its channels", () => {
    const cutting = new Cutting({ inputShape: [4, 5, 2], piece: [2, 3], stride: 1, grid: 2 });
    assert.deepEqual([cutting.pieces, cutting.size, cutting.cells], [9, 12, 4]);
    const piece = new Float64Array(12);
    cutting.cut(picture, 4, piece);
    assert.deepEqual([...piece], [12, 13, 14, 15, 16, 17, 22, 23, 24, 25, 26, 27]);
  });

  it("spreads the pieces over the cells of the grid", () => {
    const cutting = new Cutting({ inputShape: [4, 5, 2], piece: [1, 1], stride: 1, grid: 2 });
    const cells = Array.from({ length: 20 }, (_, piece) => cutting.cellOf(piece));
    assert.deepEqual(cells.slice(0, 5), [0, 0, 0, 1, 1]);
    assert.deepEqual(cells.slice(15), [2, 2, 2, 3, 3]);
    assert.deepEqual([...cutting.piecesByCell()], [6, 4, 6, 4]);
  });

  it("leaves out what a stride passes over", () => {
    const cutting = new Cutting({ inputShape: [4, 5, 2], piece: [2, 2], stride: 2, grid: 3 });
    assert.deepEqual([cutting.pieces, cutting.cells], [4, 4]);
  });

  it("takes what is smaller than a piece whole, and a row of a table always", () => {
    const small = new Cutting({ inputShape: [4, 5, 2], piece: [7, 7], stride: 1, grid: 3 });
    assert.deepEqual([small.pieces, small.size, small.cells, small.shape], [1, 40, 1, [4, 5, 2]]);
    const row = new Cutting({ inputShape: [6], piece: [2, 2], stride: 1, grid: 3 });
    assert.deepEqual([row.pieces, row.size, row.cells], [1, 6, 1]);
  });
});

describe("CodeFeatures", () => {
  it("average the positive and the negative parts of codes over each cell", () => {
    const cutting = new Cutting({ inputShape: [1, 4, 1], piece: [1, 1], stride: 1, grid: 2 });
    const coder = new SparseCoder([[1]], 0.2);
    const features = new CodeFeatures(cutting, coder, { mean: null, length: 1 });
    const level = new CodeFeatures(cutting, coder, { mean: [0], length: 1 });
    assert.equal(level.length, 4);
    const to = new Float32Array(4);
    level.of(Float32Array.of(1, 0.5, -1, 0.05), to);
    // Each code is its value less 0.1, or nothing.
    assert.deepEqual(
      Array.from(to, (value) => Number(value.toFixed(5))),
      [0.65, 0, 0, 0.45],
    );
    const none = new Float32Array(4);
    features.of(Float32Array.of(1, 0.5, -1, 0.05), none);
    assert.deepEqual([...none], [0, 0, 0, 0]);
  });
});

describe("drawPieces", () => {
  it("draws pieces of as many examples as it can, and none that is blank", async () => {
    const values = new Float32Array(4 * 36);
    values.fill(1, 36 + 7, 36 + 20);
    values.fill(1, 3 * 36, 3 * 36 + 3);
    const examples = toyExamples(memoryDataset(values, new Int32Array(4)));
    const cutting = new Cutting({ inputShape: [6, 6, 1], piece: [3, 3], stride: 1, grid: 1 });
    const pieces = await drawPieces(examples, cutting, { wanted: 20, random: randomFor("draw") });
    assert.ok(pieces.length > 0 && pieces.length <= 10 * 9);
    for (let start = 0; start < pieces.length; start += 9) {
      assert.ok(new Set(pieces.subarray(start, start + 9)).size > 1);
    }
  });

  it("gives as many as are wanted where there are enough", async () => {
    const cutting = new Cutting({ inputShape: [6, 6, 1], piece: [3, 3], stride: 1, grid: 1 });
    const examples = toyExamples(toyPictures(7));
    const pieces = await drawPieces(examples, cutting, { wanted: 25, random: randomFor("draw") });
    assert.equal(pieces.length, 25 * 9);
  });
});

describe("componentsOfExamples", () => {
  before(async () => {
    await startNativeBackend();
  });

  it("finds over tensors what its plain twin finds", () => {
    const examples = mixtures(80, 10).map((row) => row.map((value, i) => 1 + value * 0.7 ** i));
    const mean = Array.from({ length: 10 }, (_, i) => examples.reduce((sum, row) => sum + (row[i] ?? 0), 0) / 80);
    const centred = examples.map((row) => row.map((value, i) => value - (mean[i] ?? 0)));
    const twin = principalComponents({
      ...{ size: 10, count: 4, random: randomFor("pca") },
      covarianceTimes: (vectors) =>
        vectors.map((vector) =>
          mean.map((_, i) => centred.reduce((sum, row) => sum + dotProduct(row, vector) * (row[i] ?? 0), 0) / 80),
        ),
    });
    const rows = examples.map((row) => Float32Array.from(row));
    const found = componentsOfExamples(rows, 4, randomFor("pca"));
    found.components.forEach((component, index) => {
      const along = dotProduct(Array.from(component), twin.components[index] ?? []);
      assert.ok(Math.abs(along - 1) < 1e-4, String(along));
    });
    found.mean.forEach((value, i) => {
      assert.ok(Math.abs(value - (mean[i] ?? NaN)) < 1e-6);
    });
  });

  it("has at most one component fewer than there are examples", () => {
    const rows = mixtures(3, 10).map((row) => Float32Array.from(row));
    assert.equal(componentsOfExamples(rows, 100, randomFor("pca")).components.length, 2);
  });
});
