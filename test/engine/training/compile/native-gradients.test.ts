import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { normalizeByBatch } from "../../../../src/training/batch-normalization";
import { nativeBackend } from "../../../../src/training/compile/native-backend";
import { takeOverModes } from "../../../../src/training/layer-modes";
import { tf } from "../../../../src/training/tf";
import { largestDifference, numbers } from "../../../support/compile-steps";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";

type Formula = (...given: tf.Tensor[]) => tf.Tensor;
const EPSILON = 1e-3;
/** 0 and −0 are the same number with other bits. */
const ZEROS = Number.MIN_VALUE;

/** Value and gradients of Σ weight · formula, which tells every element of the result from the others. */
function slopes(formula: Formula, given: readonly tf.Tensor[]): Float32Array[] {
  const tensors = tf.tidy(() => {
    const weighted = (...parts: tf.Tensor[]) => {
      const value = formula(...parts);
      return value.mul(numbers(value.shape, "weight of the result")).sum();
    };
    return tf.grads(weighted)([...given]);
  });
  const values = tensors.map((tensor) => tensor.dataSync<"float32">().slice());
  tf.dispose(tensors);
  return values;
}

/** The same by differences; in 32-bit numbers they are good to some thousandths. */
function differences(formula: Formula, given: readonly tf.Tensor[], step = 1e-2): Float32Array[] {
  const valueAt = (at: readonly tf.Tensor[]): number => {
    const values = tf.tidy(() => {
      const value = formula(...at);
      return value.mul(numbers(value.shape, "weight of the result"));
    });
    const sum = values.dataSync<"float32">().reduce((total, value) => total + value, 0);
    values.dispose();
    return sum;
  };
  return given.map((tensor, which) =>
    Float32Array.from(tensor.dataSync(), (value, index) => {
      const moved = (by: number) => {
        const values = tensor.dataSync<"float32">().slice();
        values[index] = value + by;
        const changed = tf.tensor(values, tensor.shape);
        const result = valueAt(given.map((other, at) => (at === which ? changed : other)));
        changed.dispose();
        return result;
      };
      return (moved(step) - moved(-step)) / (2 * step);
    }),
  );
}

function assertClose(received: readonly Float32Array[], wanted: readonly Float32Array[], tolerance: number): void {
  assert.equal(received.length, wanted.length);
  received.forEach((values, index) => {
    const difference = largestDifference(values, wanted[index] ?? []);
    assert.ok(difference <= tolerance, `gradient ${index} differs by ${difference}`);
  });
}

describe("gradients that replace those of tfjs", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  for (const [name, formula, composed] of [
    ["ReLU", (x) => tf.relu(given(x)), (x) => given(x).mul(tf.step(given(x)))],
    ["ReLU6", (x) => tf.relu6(given(x)), (x) => tf.clipByValue(given(x), 0, 6)],
  ] satisfies [string, Formula, Formula][]) {
    it(`that of ${name} is 1 where values pass and 0 elsewhere, as composed and by differences`, () => {
      const x = tf.tensor2d([-7, -1, -0.5, 0.5, 1, 3, 5.5, 5.9, 6.5, 8], [2, 5]);
      assertClose(slopes(formula, [x]), slopes(composed, [x]), ZEROS);
      assertClose(slopes(formula, [x]), differences(formula, [x]), 2e-3);
      x.dispose();
    });
  }

  it("that of ReLU is 0 at 0", () => {
    const x = tf.tensor1d([0, -0]);
    assertClose(
      slopes((at) => tf.relu(given(at)), [x]),
      [Float32Array.of(0, 0)],
      ZEROS,
    );
    x.dispose();
  });

  for (const axis of [undefined, 0, -1, [1], [0, 2], [-1, 0], [0, 1, 2]]) {
    for (const keepDims of [false, true]) {
      const form = `${axis === undefined ? "all axes" : `axis ${JSON.stringify(axis)}`}${keepDims ? ", kept" : ""}`;
      it(`that of the mean over ${form} is the share of each value, as composed and by differences`, () => {
        const x = numbers([3, 5, 7], "x");
        const taken = tf.util.parseAxisParam(axis ?? [0, 1, 2], x.shape);
        const count = taken.reduce((product, side) => product * (x.shape[side] ?? 0), 1);
        const mean: Formula = (at) => tf.mean(given(at), axis, keepDims);
        assertClose(
          slopes(mean, [x]),
          slopes((at) => tf.sum(given(at), axis, keepDims).div(count), [x]),
          1e-7,
        );
        assertClose(slopes(mean, [x]), differences(mean, [x]), 2e-3);
        x.dispose();
      });
    }
  }
});

describe("batch normalisation as one operation", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  const native: Formula = (x, gamma, beta) => {
    const backend = nativeBackend();
    assert.ok(backend);
    const options = { gamma: given(gamma), beta: given(beta), epsilon: EPSILON, onStatistics: () => undefined };
    return normalizeByBatch(backend, given(x) as tf.Tensor4D, options);
  };
  const composed: Formula = (x, gamma, beta) => {
    const { mean, variance } = tf.moments(given(x), [0, 1, 2]);
    return given(x).sub(mean).mul(variance.add(EPSILON).rsqrt()).mul(given(gamma)).add(given(beta));
  };
  const example = (rows = 5): tf.Tensor[] =>
    tf.tidy(() => [numbers([rows, 3, 2, 4], "x"), numbers([4], "gamma").add(1), numbers([4], "beta")]);

  it("gives the values that tfjs composes, but for some roundings", () => {
    const inputs = example();
    const [one, many] = [native, composed].map((formula) => tf.tidy(() => formula(...inputs)));
    const difference = largestDifference(given(one).dataSync(), given(many).dataSync());
    assert.ok(difference <= 2e-6, `differs by ${difference}`);
    tf.dispose([inputs, one, many]);
  });

  it("has the gradients by x, γ and β that tfjs composes, which are those by differences", () => {
    const inputs = example();
    assertClose(slopes(native, inputs), slopes(composed, inputs), 1e-5);
    assertClose(slopes(native, inputs), differences(native, inputs), 1e-2);
    tf.dispose(inputs);
  });

  for (const [what, shape] of [
    ["several pictures", [5, 3, 2, 4]],
    ["one picture", [1, 3, 2, 4]],
    ["two values a channel", [2, 1, 1, 4]],
    ["one value a channel", [1, 1, 1, 4]],
  ] as const) {
    it(`moves the statistics of a layer as tfjs's own layer does, for ${what}`, () => {
      const x = tf.tidy(() => numbers(shape, "x").add(0.3));
      const [own, ofTfjs] = [layerModel(shape.slice(1)), layerModel(shape.slice(1))];
      takeOverModes(own, new Set(["norm"]), { isTraining: () => true, noise: () => tf.tensor1d([0, 0], "int32") });
      for (let step = 0; step < 3; step++) {
        const [received, wanted] = [own, ofTfjs].map((model) => model.apply(x, { training: true }) as tf.Tensor);
        assert.ok(largestDifference(given(received).dataSync(), given(wanted).dataSync()) <= 2e-6);
        tf.dispose([received, wanted]);
      }
      const weights = [own, ofTfjs].map((model) =>
        model.getWeights().flatMap((weight) => Array.from(weight.dataSync())),
      );
      const difference = largestDifference(weights[0] ?? [], weights[1] ?? []);
      assert.ok(difference <= 1e-6, `differs by ${difference}`);
      own.dispose();
      ofTfjs.dispose();
      x.dispose();
    });
  }
});

function layerModel(shape: readonly number[]): tf.LayersModel {
  const input = tf.input({ shape: [...shape] });
  const norm = tf.layers.batchNormalization({ name: "norm", momentum: 0.8 });
  return tf.model({ inputs: input, outputs: norm.apply(input) as tf.SymbolicTensor });
}

function given(tensor: tf.Tensor | undefined): tf.Tensor {
  if (tensor === undefined) throw new Error("a formula gets its tensors");
  return tensor;
}
