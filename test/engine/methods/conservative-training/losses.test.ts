import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { softmaxCrossEntropy as plainLoss } from "../../../../src/math/classification";
import { conservativeTargets as plainTargets } from "../../../../src/math/conservative-targets";
import { outputDivergence as plainDivergence } from "../../../../src/math/kl-divergence";
import { l2sp as plainL2sp } from "../../../../src/math/l2sp";
import { conservativeTargets, l2sp, outputDivergence } from "../../../../src/methods/conservative-training/losses";
import { softmaxCrossEntropy } from "../../../../src/training/losses";
import { tf } from "../../../../src/training/tf";
import { readObjectives } from "../../../fixtures/objectives";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";

type Rows = readonly (readonly number[])[];

const { conservativeTargets: targetCases, klDivergence, l2sp: penaltyCases } = readObjectives();

/** Of numbers in single precision. */
const CLOSE = 2e-6;

function nearAll(received: ArrayLike<number>, expected: readonly number[], tolerance = CLOSE): void {
  assert.equal(received.length, expected.length);
  expected.forEach((value, index) => {
    const own = received[index] ?? NaN;
    assert.ok(Math.abs(own - value) <= tolerance * Math.max(1, Math.abs(value)), `${index}: ${own} for ${value}`);
  });
}

const matrix = (rows: Rows): tf.Tensor2D => tf.tensor2d(rows.map((row) => [...row]));

const oneHot = (labels: readonly number[], classes: number): Rows =>
  labels.map((label) => Array.from({ length: classes }, (_, index) => (index === label ? 1 : 0)));

/** ∂ value / ∂ rows by central differences. */
const differences = (rows: Rows, value: (rows: number[][]) => number, step = 1e-5): number[] =>
  rows.flatMap((row, i) =>
    row.map((_, j) => {
      const moved = (by: number) => rows.map((r, a) => r.map((x, b) => (a === i && b === j ? x + by : x)));
      return (value(moved(step)) - value(moved(-step))) / (2 * step);
    }),
  );

describe("the losses of conservative training", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  const { labels, sourceLogits, logits, cases } = targetCases;
  const classes = logits[0]?.length ?? 0;

  /** @returns targets, loss and its gradient with respect to the logits */
  const ofTensors = (rho: number) =>
    tf.tidy(() => {
      const targets = conservativeTargets(matrix(oneHot(labels, classes)), matrix(sourceLogits), rho);
      const loss = (z: tf.Tensor) =>
        softmaxCrossEntropy(z.as2D(labels.length, classes), targets, tf.ones([labels.length]));
      const { value, grad } = tf.valueAndGrad(loss)(matrix(logits));
      return { targets: targets.dataSync(), loss: value.dataSync()[0] ?? NaN, gradient: grad.dataSync() };
    });

  for (const { rho, targets, lossNats, logitsGradient } of cases) {
    it(`have the targets, cross-entropy and gradient that PyTorch and src/math give at ρ = ${rho}`, () => {
      const ours = ofTensors(rho);
      nearAll(ours.targets, targets.flat());
      nearAll(ours.targets, plainTargets(labels, sourceLogits, rho).flat());
      nearAll([ours.loss], [lossNats]);
      nearAll(ours.gradient, logitsGradient.flat());
    });

    it(`have the gradient that finite differences of src/math give at ρ = ${rho}`, () => {
      const plain = plainTargets(labels, sourceLogits, rho);
      const expected = differences(logits, (rows) => plainLoss(rows, plain));
      nearAll(ofTensors(rho).gradient, expected, 1e-5);
    });
  }

  it("take the labels themselves as targets at ρ = 0, without the outputs of the source model", () => {
    tf.tidy(() => {
      const own = matrix(oneHot(labels, classes));
      assert.equal(conservativeTargets(own, undefined, 0), own);
      assert.throws(() => conservativeTargets(own, undefined, 0.5), /needs the outputs of the source model/);
    });
  });

  it("measure the divergence that PyTorch and src/math measure, and 0 for the source model itself", () => {
    const { reference, other, meanNats } = klDivergence;
    const nats = (left: Rows, right: Rows) =>
      tf.tidy(() => outputDivergence(matrix(left), matrix(right)).dataSync()[0] ?? NaN);
    nearAll([nats(reference, other)], [meanNats]);
    nearAll([nats(reference, other)], [plainDivergence(reference, other) ?? NaN]);
    assert.equal(nats(reference, reference), 0);
  });

  for (const { alpha, beta, penalty, copiedGradient, freshGradient } of penaltyCases.cases) {
    it(`draw weights as PyTorch and src/math do with α = ${alpha} and β = ${beta}`, () => {
      const { copied, start, fresh } = penaltyCases;
      const [value, w, v] = tf.tidy(() => {
        const drawn = (weight: tf.Tensor, free: tf.Tensor): tf.Scalar => {
          const own = { copied: [{ weight, start: tf.tensor1d(start) }], fresh: [free] };
          // tfjs wants every weight to take part, also one that is not drawn.
          const nothing = weight.sum().add(free.sum()).mul(0);
          return (l2sp(own, { alpha, beta }) ?? tf.scalar(NaN)).add(nothing);
        };
        const { value: sum, grads } = tf.valueAndGrads(drawn)([tf.tensor1d(copied), tf.tensor1d(fresh)]);
        return [sum.dataSync(), ...grads.map((gradient) => gradient.dataSync())] as const;
      });
      nearAll(value, [penalty]);
      nearAll(value, [plainL2sp({ copied, start, fresh }, { alpha, beta }).penalty]);
      nearAll(w ?? [], copiedGradient);
      nearAll(v ?? [], freshGradient);
    });
  }

  it("draw nothing at α = β = 0, and pull with exactly 0 at the source weights", () => {
    const weight = tf.tensor1d([0.1, -0.7, 3e-5]);
    assert.equal(l2sp({ copied: [{ weight, start: weight }], fresh: [weight] }, { alpha: 0, beta: 0 }), undefined);
    const gradient = tf.tidy(() => {
      const pull = (w: tf.Tensor): tf.Scalar =>
        l2sp({ copied: [{ weight: w, start: weight }], fresh: [] }, { alpha: 5, beta: 0 }) ?? tf.scalar(NaN);
      return [...tf.grad(pull)(weight).dataSync()];
    });
    assert.deepEqual(gradient, [0, 0, 0]);
    weight.dispose();
  });
});
