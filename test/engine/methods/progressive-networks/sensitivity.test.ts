/** The sensitivities of a small network, against the formulas over plain numbers with gradients by finite differences. */
import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { fisherDiagonal } from "../../../../src/math/fisher-sensitivity";
import { fisherDiagonals } from "../../../../src/methods/progressive-networks/sensitivity";
import { tf } from "../../../../src/training/tf";
import { startNativeBackend } from "../../../support/engine-runtime";

const examples = 7;
const classes = 3;

describe("the Fisher information of columns", () => {
  before(startNativeBackend);

  it("is that of the formula, with gradients by finite differences", () => {
    tf.tidy(() => {
      const first = tf.randomNormal([examples, 4], 0, 1, "float32", 1);
      const second = tf.randomNormal([examples, 2], 0, 2, "float32", 2);
      const [v, w] = [
        tf.randomNormal([4, classes], 0, 1, "float32", 3),
        tf.randomNormal([2, classes], 0, 1, "float32", 4),
      ];
      const logits = (given: tf.Tensor[]): tf.Tensor2D => {
        const [one, two] = given;
        assert.ok(one !== undefined && two !== undefined);
        return one.tanh().matMul(v).add(two.matMul(w)).as2D(examples, classes);
      };
      const columns = [first, second];
      const found = fisherDiagonals(logits, columns);
      const logP = (given: tf.Tensor[]) => logits(given).logSoftmax().arraySync();
      columns.forEach((column, place) => {
        const width = column.shape[1] ?? 0;
        const step = 1e-2;
        // One row an example and class, of weight p(y|x).
        const gradients = Array.from({ length: examples * classes }, () => Array.from({ length: width }, () => 0));
        for (let m = 0; m < width; m++) {
          const moved = (by: number) => {
            const shift = tf.oneHot(tf.scalar(m, "int32"), width).mul(by);
            return logP(columns.map((one, index) => (index === place ? one.add(shift) : one)));
          };
          const [up, down] = [moved(step), moved(-step)];
          gradients.forEach((row, index) => {
            const [example, y] = [Math.floor(index / classes), index % classes];
            row[m] = ((up[example]?.[y] ?? 0) - (down[example]?.[y] ?? 0)) / (2 * step);
          });
        }
        const p = logP(columns).flat().map(Math.exp);
        const deviations = Array.from(tf.moments(column, 0).variance.sqrt().dataSync());
        fisherDiagonal(gradients, p, deviations).forEach((value, m) => {
          assert.ok(
            Math.abs((found[place]?.[m] ?? NaN) - value) < 2e-3 * (1 + value),
            `${found[place]?.[m]} is not ${value}`,
          );
        });
      });
    });
  });

  it("of feature maps is summed over their places, one value a channel", () => {
    tf.tidy(() => {
      const maps = tf.randomNormal([examples, 2, 2, 3], 0, 1, "float32", 5);
      const w = tf.randomNormal([12, classes], 0, 1, "float32", 6);
      const flat = (given: tf.Tensor[]): tf.Tensor2D => {
        const [one] = given;
        assert.ok(one !== undefined);
        return one.reshape([examples, 12]).matMul(w).as2D(examples, classes);
      };
      const [channels = []] = fisherDiagonals(flat, [maps]);
      const [places = []] = fisherDiagonals(flat, [maps.reshape([examples, 12])]);
      assert.equal(channels.length, 3);
      channels.forEach((value, channel) => {
        const sum = [0, 3, 6, 9].reduce((total, at) => total + (places[at + channel] ?? 0), 0);
        assert.ok(Math.abs(value - sum) < 1e-4 * (1 + sum), `${value} is not ${sum}`);
      });
    });
  });
});
