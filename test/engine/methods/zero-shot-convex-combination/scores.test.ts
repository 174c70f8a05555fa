/** The scores in tensors, against `math`. */
import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { logSoftmax } from "../../../../src/math/classification";
import { convexCombination } from "../../../../src/math/convex-combination";
import { cosine } from "../../../../src/math/cosine-ranking";
import { randomFor } from "../../../../src/math/random";
import { wordScores } from "../../../../src/methods/zero-shot-convex-combination/scores";
import { tf } from "../../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";

const random = randomFor("word scores");
const matrix = (rows: number, columns: number, reach: number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.uniform(-reach, reach)));

const dimensions = 5;
const logits = matrix(4, 7, 3);
/** One label has no word. */
const labels = matrix(7, dimensions, 1).map((vector, label) => ({ vector: label === 2 ? undefined : vector }));
const candidates = matrix(3, dimensions, 1).map((vector) => {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value ** 2, 0));
  return { vector: vector.map((value) => value / length) };
});

describe("the scores of words in tensors", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  for (const top of [1, 3, 6, 1000]) {
    it(`are the cosines of the plain convex combination of ${top} labels`, () => {
      const scores = tf.tidy(() => wordScores(tf.tensor2d(logits), { labels, candidates, top }).arraySync());
      const expected = logits.map((row) => {
        const point = convexCombination(
          logSoftmax(row).map(Math.exp),
          labels.map(({ vector }) => vector),
          top,
        );
        return candidates.map(({ vector }) => cosine(point, vector));
      });
      scores.forEach((row, example) => {
        row.forEach((score, candidate) => {
          assert.ok(Math.abs(score - (expected[example]?.[candidate] ?? NaN)) < 1e-5, `${example}, ${candidate}`);
        });
      });
    });
  }

  it("go by the labels that have a word where another one is all but certain", () => {
    const certain = [[0, -1, 200, 0, 0, 0, 0]];
    const scores = tf.tidy(() => wordScores(tf.tensor2d(certain), { labels, candidates, top: 2 }).arraySync());
    assert.ok(scores.flat().every((score) => Number.isFinite(score) && score !== 0));
  });

  it("are 0 for a candidate that no word stands for", () => {
    const some = [...candidates, { vector: undefined }];
    const scores = tf.tidy(() => wordScores(tf.tensor2d(logits), { labels, candidates: some, top: 2 }).arraySync());
    assert.deepEqual(
      scores.map((row) => row.at(-1)),
      [0, 0, 0, 0],
    );
  });

  it("leave no tensor behind", () => {
    const given = tf.tensor2d(logits);
    const { numTensors } = tf.memory();
    wordScores(given, { labels, candidates, top: 3 }).dispose();
    assert.equal(tf.memory().numTensors, numTensors);
    given.dispose();
  });

  it("cannot be computed without any word", () => {
    const none = [{ vector: undefined }];
    assert.throws(
      () => tf.tidy(() => wordScores(tf.tensor2d([[1]]), { labels: none, candidates, top: 1 })),
      RangeError,
    );
  });
});
