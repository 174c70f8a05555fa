import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { softmaxCrossEntropy as plainLoss } from "../../../src/math/classification";
import { softmaxCrossEntropy } from "../../../src/training/losses";
import { tf } from "../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";

const logits = [
  [2, -1, 0.5],
  [-3, 4, 1],
  [0.1, 0.2, 0.3],
  [60, -60, 0],
];
const targets = [
  [1, 0, 0],
  [0, 0, 1],
  [0.2, 0.3, 0.5],
  [1, 0, 0],
];
const weights = [1, 2, 0.5, 3];

const tensorLoss = (rows: number[][]): tf.Scalar =>
  softmaxCrossEntropy(tf.tensor2d(rows), tf.tensor2d(targets), tf.tensor1d(weights));

describe("softmaxCrossEntropy", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  it("gives what its twin over plain numbers gives", () => {
    const [loss = NaN] = tf.tidy(() => tensorLoss(logits).dataSync());
    assert.ok(Math.abs(loss - plainLoss(logits, targets, weights)) < 1e-5, String(loss));
  });

  it("stays finite where a probability is 0 in single precision", () => {
    const row = [[1000, -1000]];
    const [loss = NaN] = tf.tidy(() =>
      softmaxCrossEntropy(tf.tensor2d(row), tf.tensor2d([[0, 1]]), tf.tensor1d([1])).dataSync(),
    );
    assert.equal(loss, 2000);
  });

  it("has the gradient that finite differences of its twin give", () => {
    const gradient = tf.tidy(() =>
      tf
        .grad((z: tf.Tensor) =>
          softmaxCrossEntropy(z.as2D(logits.length, 3), tf.tensor2d(targets), tf.tensor1d(weights)),
        )(tf.tensor2d(logits))
        .dataSync(),
    );
    const step = 1e-5;
    const lossWith = (i: number, j: number, change: number) =>
      plainLoss(
        logits.map((row, r) => row.map((value, c) => (r === i && c === j ? value + change : value))),
        targets,
        weights,
      );
    logits.forEach((row, i) => {
      row.forEach((_, j) => {
        const expected = (lossWith(i, j, step) - lossWith(i, j, -step)) / (2 * step);
        const received = gradient[i * row.length + j] ?? NaN;
        assert.ok(Math.abs(received - expected) < 1e-5, `row ${i}, class ${j}: ${received} for ${expected}`);
      });
    });
  });
});
