/** What is learnt and predicted in tensors, against the twins over plain numbers. */
import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { binaryCrossEntropy } from "../../../../src/math/binary-cross-entropy";
import { indirectScores, attributesOfClasses } from "../../../../src/math/indirect-attribute-prediction";
import { logSoftmax } from "../../../../src/math/classification";
import { randomFor } from "../../../../src/math/random";
import type { DescribedClasses } from "../../../../src/methods/zero-shot-attribute-database/described-classes";
import { attributeLoss } from "../../../../src/methods/zero-shot-attribute-database/losses";
import { indirectTensorScores } from "../../../../src/methods/zero-shot-attribute-database/prediction";
import { tf } from "../../../../src/training/tf";
import { startNativeBackend } from "../../../support/engine-runtime";

const random = randomFor("attribute losses");
const matrix = (rows: number, columns: number, value: () => number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, value));
const near = (actual: number, expected: number, tolerance: number) => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
};

describe("the loss of attributes", () => {
  before(startNativeBackend);

  const logits = matrix(6, 4, () => random.uniform(-4, 4));
  const answers = matrix(6, 4, () => random.integer(0, 1));

  it("is its twin, and counts examples by their weights", () => {
    tf.tidy(() => {
      const [l, a] = [tf.tensor2d(logits), tf.tensor2d(answers)];
      near(attributeLoss(l, a, tf.ones([6])).dataSync()[0] ?? NaN, binaryCrossEntropy(logits, answers), 1e-6);
      const first = attributeLoss(l, a, tf.tensor1d([1, 1, 0, 0, 0, 0])).dataSync()[0] ?? NaN;
      near(first, binaryCrossEntropy(logits.slice(0, 2), answers.slice(0, 2)), 1e-6);
    });
  });

  it("has the gradient that finite differences give", () => {
    const gradient = tf.tidy(() => {
      const gradientOf = tf.grad((l: tf.Tensor) => attributeLoss(l as tf.Tensor2D, tf.tensor2d(answers), tf.ones([6])));
      return gradientOf(tf.tensor2d(logits)).arraySync() as number[][];
    });
    const step = 1e-5;
    logits.forEach((row, i) => {
      row.forEach((value, j) => {
        const at = (moved: number) =>
          binaryCrossEntropy(
            logits.map((other, k) => (k === i ? other.with(j, moved) : other)),
            answers,
          );
        near(gradient[i]?.[j] ?? NaN, (at(value + step) - at(value - step)) / (2 * step), 1e-5);
      });
    });
  });

  it("stays finite for logits that are sure and wrong", () => {
    tf.tidy(() => {
      const loss = attributeLoss(tf.tensor2d([[200, -200]]), tf.tensor2d([[0, 1]]), tf.ones([1]));
      assert.equal(loss.dataSync()[0], 200);
    });
  });
});

describe("indirect prediction in tensors", () => {
  before(startNativeBackend);

  it("is its twin", () => {
    const described = (signature: number[], label: number) => ({ name: `c${label}`, label, signature });
    const classes: DescribedClasses = {
      attributes: ["a", "b", "c"],
      seen: [described([1, 0, 1], 0), described([0, 1, 1], 2), described([1, 1, 0], 3)],
      unseen: [described([1, 1, 1], 0), described([0, 0, 1], 1)],
      priors: [2 / 3, 2 / 3, 2 / 3],
    };
    const columns = classes.seen.map(({ label }) => label);
    const outputs = matrix(5, 4, () => random.uniform(-6, 6));
    const scores = tf.tidy(() => indirectTensorScores(classes, columns)(tf.tensor2d(outputs)).arraySync());
    const rows = (some: DescribedClasses["seen"]) => some.map(({ signature }) => signature);
    outputs.forEach((row, example) => {
      const shares = logSoftmax(columns.map((column) => row[column] ?? 0)).map(Math.exp);
      const wanted = indirectScores(
        attributesOfClasses(shares, rows(classes.seen)),
        rows(classes.unseen),
        classes.priors,
      );
      wanted.forEach((score, z) => {
        near(scores[example]?.[z] ?? NaN, score, 1e-3);
      });
    });
  });
});
