import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { statelessUniform as uniformNumbers } from "../../../src/math/philox";
import { dropout, statelessUniform } from "../../../src/training/stateless-random";
import { tf } from "../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";

const shapes = [[1], [3], [4], [1000], [7, 5, 3], [200_000], [0], []];
const seeds: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 2],
  [-1, 5],
  [5, -1],
  [-2147483648, -2147483648],
  [2147483647, 2147483647],
];

const seedOf = (first: number, second: number): tf.Tensor1D => tf.tensor1d([first, second], "int32");

/** Reads after tidy, which would look at every value of an array that it is given to return. */
function valuesOf(make: () => tf.Tensor): Float32Array {
  const tensor = tf.tidy(make);
  const values = tensor.dataSync<"float32">().slice();
  tensor.dispose();
  return values;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

/** How many more tensors there are after some work than before. */
function leftBy(work: () => void): number {
  const before = tf.memory().numTensors;
  work();
  return tf.memory().numTensors - before;
}

for (const backend of ["tensorflow", "cpu"] as const) {
  describe(`stateless noise on the backend ${backend}`, function () {
    this.timeout(trainingMs);
    before(async () => {
      await startNativeBackend();
      await tf.setBackend(backend);
    });
    after(async () => {
      await tf.setBackend("tensorflow");
    });

    it("equals its twin of plain numbers to the last bit, for any shape and seed", () => {
      for (const shape of shapes) {
        for (const seed of seeds) {
          const drawn = valuesOf(() => {
            const noise = statelessUniform(shape, seedOf(...seed));
            assert.equal(noise.dtype, "float32");
            assert.deepEqual(noise.shape, shape);
            return noise;
          });
          assert.deepEqual(drawn, uniformNumbers(sizeOf(shape), seed), `shape [${shape.join()}], seed ${seed.join()}`);
        }
      }
    });

    it("refuses a seed that is not int32 [2]", () => {
      tf.tidy(() => {
        assert.throws(() => statelessUniform([2], tf.tensor1d([1, 2])), /int32 \[2\], got float32 \[2\]/);
        assert.throws(() => statelessUniform([2], tf.tensor1d([1], "int32")), /int32 \[2\], got int32 \[1\]/);
      });
    });

    it("dropout keeps 1 - rate of the values, and scales them so that their expectation stays", () => {
      const kept = valuesOf(() => dropout(tf.fill([100, 100], 3), 0.25, seedOf(1, 2)));
      const share = kept.filter((value) => value !== 0).length / kept.length;
      // Four standard errors of a share of 0.75 in 10000.
      assert.ok(Math.abs(share - 0.75) < 0.0174, `kept ${share}`);
      assert.ok(kept.every((value) => value === 0 || Math.abs(value - 4) < 1e-6));
    });

    it("dropout sets to 0 what its noise has below the rate", () => {
      const kept = valuesOf(() => dropout(tf.ones([50]), 0.5, seedOf(-7, 9)));
      assert.deepEqual(
        kept,
        uniformNumbers(50, [-7, 9]).map((value) => (value < 0.5 ? 0 : 2)),
      );
    });

    it("dropout gives the same for the same seed, and something else for the next", () => {
      const draw = (step: number) => valuesOf(() => dropout(tf.ones([50]), 0.5, seedOf(1, step)));
      assert.deepEqual(draw(0), draw(0));
      assert.notDeepEqual(draw(0), draw(1));
    });

    it("dropout with rate 0 leaves the values, with rate 1 none, and refuses rates outside", () => {
      const values = Float32Array.of(1, -2, 3);
      assert.deepEqual(
        valuesOf(() => dropout(tf.tensor1d(values), 0, seedOf(0, 0))),
        values,
      );
      assert.ok(valuesOf(() => dropout(tf.tensor1d(values), 1, seedOf(0, 0))).every((value) => value === 0));
      tf.tidy(() => {
        assert.throws(() => dropout(tf.ones([1]), 1.5, seedOf(0, 0)), /RangeError.*0\.\.1, got 1\.5/);
        assert.throws(() => dropout(tf.ones([1]), NaN, seedOf(0, 0)), /RangeError.*0\.\.1, got NaN/);
      });
    });

    it("the gradient of dropout passes, scaled, where the values pass, and nowhere else", () => {
      const weights = tf.variable(tf.tensor1d([1, -2, 3, -4, 5, -6, 7, -8]));
      const seed = seedOf(4, 4);
      const { value, grads } = tf.variableGrads(() => dropout(weights.square(), 0.5, seed).sum<tf.Scalar>());
      const mask = uniformNumbers(8, [4, 4]).map((noise) => (noise < 0.5 ? 0 : 2));
      const [gradient] = Object.values(grads);
      assert.deepEqual(
        gradient?.dataSync(),
        weights.dataSync<"float32">().map((weight, index) => 2 * weight * (mask[index] ?? NaN)),
      );
      assert.ok(mask.includes(0) && mask.includes(2), "some are kept and some are not");
      tf.dispose([weights, seed, value, grads]);
    });

    it("leaves no tensors behind but its results", () => {
      const [input, seed] = [tf.ones([5, 4]), seedOf(1, 1)];
      const work = () => {
        tf.dispose([statelessUniform([3, 2], seed), dropout(input, 0.5, seed)]);
      };
      assert.equal(leftBy(work), 0);
      assert.equal(
        leftBy(() => statelessUniform([3], seed)),
        1,
      );
      tf.dispose([input, seed]);
    });
  });
}
