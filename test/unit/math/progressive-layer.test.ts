import assert from "node:assert/strict";
import { progressiveLayer, type ProgressiveLayer } from "../../../src/math/progressive-layer";
import { readObjectives } from "../../fixtures/objectives";

const near = (actual: number | undefined, expected: number, tolerance = 2e-9) => {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${String(actual)} is not ${expected}`);
};
const { cases } = readObjectives().progressiveLayer;
type Case = (typeof cases)[number];
type Weights = Case["weights"];

function layerOf({ activation, adapterActivation }: Case, weights: Weights): ProgressiveLayer {
  const { kernel, bias, ...lateral } = weights;
  return { kernel, bias, activation, lateral: { ...lateral, adapterActivation } };
}

function lossOf(one: Case, weights: Weights): number {
  const outputs = progressiveLayer(one.own, one.earlier, layerOf(one, weights));
  const upstream = one.upstream.flat();
  return outputs.flat().reduce((sum, value, i) => sum + value * (upstream[i] ?? NaN), 0);
}

/** ∂loss/∂ of each number of a group of weights, by finite differences, in the order of the file. */
function differences(one: Case, name: keyof Weights): number[] {
  const step = 1e-5;
  return flat(one.weights[name]).map((_, at) => {
    const [up = NaN, down = NaN] = [step, -step].map((change) =>
      lossOf(one, { ...one.weights, [name]: withChange(one.weights[name], at, change) }),
    );
    return (up - down) / (2 * step);
  });
}

const flat = (group: number[] | number[][]): number[] => group.flat();

/** The group with one of its numbers, counted over all its rows, changed. */
function withChange(group: number[] | number[][], at: number, change: number): number[] | number[][] {
  let count = 0;
  const changed = (value: number) => (count++ === at ? value + change : value);
  return group.map((entry) => (Array.isArray(entry) ? entry.map(changed) : changed(entry))) as number[] | number[][];
}

describe("progressiveLayer", () => {
  for (const one of cases) {
    const title = `${one.earlier.length + 1} columns, f = ${one.activation}, σ = ${one.adapterActivation}`;

    it(`gives the outputs that PyTorch gives (${title})`, () => {
      const outputs = progressiveLayer(one.own, one.earlier, layerOf(one, one.weights)).flat();
      const expected = one.outputs.flat();
      assert.equal(outputs.length, expected.length);
      outputs.forEach((value, i) => {
        near(value, expected[i] ?? NaN);
      });
      near(lossOf(one, one.weights), one.loss, 1e-8);
    });

    it(`has the gradients of U, V, α and all other weights that PyTorch has (${title})`, () => {
      for (const name of ["kernel", "bias", "scales", "adapterKernel", "adapterBias", "outputKernel"] as const) {
        const ours = differences(one, name);
        const expected = flat(one.gradients[name]);
        assert.equal(ours.length, expected.length);
        ours.forEach((value, i) => {
          near(value, expected[i] ?? NaN, 1e-7);
        });
      }
    });
  }

  const layer: ProgressiveLayer = { kernel: [[1, 2]], bias: [0.5, -3], activation: "relu" };
  const lateral = {
    scales: [0.5, 2],
    adapterKernel: [[1], [1]],
    adapterBias: [0],
    adapterActivation: "linear",
    outputKernel: [[1, 10]],
  } as const;

  it("is an ordinary dense layer without a lateral", () => {
    assert.deepEqual(progressiveLayer([[1], [2]], [], layer), [
      [1.5, 0],
      [2.5, 1],
    ]);
  });

  it("is an ordinary dense layer, to the last bit, where U is 0", () => {
    const zeroed = { ...layer, lateral: { ...lateral, outputKernel: [[0, 0]] } };
    assert.deepEqual(
      progressiveLayer(
        [[0.1], [0.7]],
        [
          [[3], [4]],
          [[5], [6]],
        ],
        zeroed,
      ),
      progressiveLayer([[0.1], [0.7]], [], layer),
    );
  });

  it("scales each earlier column by its own α", () => {
    // 1 + 0.5 + (0.5 · 3 + 2 · 5) and 2 − 3 + 10 (0.5 · 3 + 2 · 5)
    assert.deepEqual(progressiveLayer([[1]], [[[3]], [[5]]], { ...layer, lateral }), [[13, 114]]);
  });

  it("refuses shapes that do not fit together", () => {
    const withLateral = (change: object): ProgressiveLayer => ({ ...layer, lateral: { ...lateral, ...change } });
    const run = (changed: ProgressiveLayer, earlier = [[[3]], [[5]]]) => progressiveLayer([[1]], earlier, changed);
    assert.throws(() => progressiveLayer([[1, 2]], [], layer), /2 inputs do not fit a kernel of 1 × 2/);
    assert.throws(() => run({ ...layer, bias: [1] }), RangeError);
    assert.throws(() => run(withLateral({ scales: [1] })), /each of 2 earlier columns needs a scale, got 1/);
    assert.throws(() => run(withLateral({ adapterKernel: [[1]] })), RangeError);
    assert.throws(() => run(withLateral({ outputKernel: [[1]] })), /a lateral of 1 × 1 does not fit a layer of 1 × 2/);
    assert.throws(
      () =>
        run(withLateral({}), [
          [[3], [4]],
          [[5], [6]],
        ]),
      /a lateral of 2 × 2 does not fit/,
    );
  });
});
