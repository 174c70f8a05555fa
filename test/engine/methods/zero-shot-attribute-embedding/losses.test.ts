import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { embeddingDistance } from "../../../../src/math/embedding-distance";
import { embeddingMargin } from "../../../../src/math/embedding-margin";
import { distanceLoss, marginLoss } from "../../../../src/methods/zero-shot-attribute-embedding/losses";
import { oneHot } from "../../../../src/training/labels";
import { tf } from "../../../../src/training/tf";
import { readEmbeddings } from "../../../fixtures/zero-shot-embedding";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";

type Rows = readonly (readonly number[])[];

const { margin: margins, distance: distances } = readEmbeddings();

function nearAll(received: ArrayLike<number>, expected: readonly number[], tolerance = 2e-6): void {
  assert.equal(received.length, expected.length);
  expected.forEach((value, index) => {
    const own = received[index] ?? NaN;
    assert.ok(Math.abs(own - value) <= tolerance * Math.max(1, Math.abs(value)), `${index}: ${own} for ${value}`);
  });
}

const matrix = (rows: Rows): tf.Tensor2D => tf.tensor2d(rows.map((row) => [...row]));

const answersOf = (
  { labels, weights }: { labels: readonly number[]; weights: readonly number[] },
  classes: number,
) => ({
  targets: tf.tensor2d(oneHot(labels, classes), [labels.length, classes]),
  weights: tf.tensor1d([...weights]),
});

/** ∂ value / ∂ rows by central differences. */
const differences = (rows: Rows, value: (rows: number[][]) => number, step = 1e-5): number[] =>
  rows.flatMap((row, i) =>
    row.map((_, j) => {
      const moved = (by: number) => rows.map((r, a) => r.map((x, b) => (a === i && b === j ? x + by : x)));
      return (value(moved(step)) - value(moved(-step))) / (2 * step);
    }),
  );

describe("the losses of attribute embedding", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  for (const { margin, negatives, loss, scoresGradient } of margins.cases) {
    it(`have the value and slope of their twin and of NumPy with ${negatives} negatives at k = ${margin}`, () => {
      const settings = { margin, negatives };
      const { scores, labels, weights } = margins;
      const plain = (rows: Rows) => embeddingMargin(rows, labels, settings, weights);
      const { value, grad } = tf.tidy(() => {
        const answers = answersOf(margins, 4);
        const lossOf = (z: tf.Tensor) => marginLoss(z.as2D(labels.length, 4), answers, settings);
        const told = tf.valueAndGrad(lossOf)(matrix(scores));
        return { value: told.value.dataSync(), grad: told.grad.dataSync() };
      });
      nearAll(value, [loss]);
      nearAll(value, [plain(scores)]);
      nearAll(grad, scoresGradient.flat());
      nearAll(grad, differences(scores, plain));
    });
  }

  it("have the naive distance and its slope of their twin and of NumPy", () => {
    const { examples, classes, labels, weights, loss, examplesGradient, classesGradient } = distances;
    const { value, grads } = tf.tidy(() => {
      const answers = answersOf(distances, 3);
      const lossOf = (f: tf.Tensor, g: tf.Tensor) =>
        distanceLoss({ examples: f.as2D(5, 3), classes: g.as2D(3, 3) }, answers);
      const told = tf.valueAndGrads(lossOf)([matrix(examples), matrix(classes)]);
      return { value: told.value.dataSync(), grads: told.grads.map((gradient) => gradient.dataSync()) };
    });
    nearAll(value, [loss]);
    nearAll(grads[0] ?? [], examplesGradient.flat());
    nearAll(grads[1] ?? [], classesGradient.flat());
    nearAll(
      grads[0] ?? [],
      differences(examples, (rows) => embeddingDistance(rows, classes, labels, weights)),
    );
    nearAll(
      grads[1] ?? [],
      differences(classes, (rows) => embeddingDistance(examples, rows, labels, weights)),
    );
  });

  it("give the naive distance a slope, which is 0, where example and class are one point", () => {
    const slope = tf.tidy(() => {
      const answers = { targets: tf.tensor2d([[1, 0]]), weights: tf.tensor1d([1]) };
      const classes = tf.tensor2d([
        [0.5, 1],
        [2, 2],
      ]);
      const lossOf = (f: tf.Tensor) => distanceLoss({ examples: f.as2D(1, 2), classes }, answers);
      return [
        ...tf
          .grad(lossOf)(tf.tensor2d([[0.5, 1]]))
          .dataSync(),
      ];
    });
    assert.deepEqual(slope, [0, 0]);
  });
});
