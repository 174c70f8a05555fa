/** The weights of losses and the projection of gradients in tensors, against `math`, PyTorch and finite differences. */
import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { gradNorm as plainGradNorm, steppedTaskWeights as plainSteppedWeights } from "../../../../src/math/gradnorm";
import { pcGrad } from "../../../../src/math/pcgrad";
import { gradientAngle } from "../../../../src/math/gradient-angle";
import { uncertaintyWeighted as plainUncertainty } from "../../../../src/math/uncertainty-weighting";
import {
  gradientProducts,
  mixedGradients,
  projectedShares,
} from "../../../../src/methods/multitask-learning/gradient-surgery";
import { taskLoss } from "../../../../src/methods/multitask-learning/task-loss";
import {
  gradNorm,
  steppedTaskWeights,
  uncertaintyFactor,
  uncertaintyWeighted,
} from "../../../../src/methods/multitask-learning/weighting";
import { tf } from "../../../../src/training/tf";
import { readObjectives } from "../../../fixtures/objectives";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";

const objectives = readObjectives();

/** Single precision. */
function near(actual: number | undefined, expected: number, tolerance = 2e-5): void {
  const close = actual !== undefined && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
  assert.ok(close, `${String(actual)} is not ${expected}`);
}
function nearAll(actual: ArrayLike<number>, expected: readonly number[], tolerance?: number): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, index) => {
    near(actual[index], value, tolerance);
  });
}
const valueOf = (tensor: tf.Tensor): number => tensor.dataSync()[0] ?? NaN;

describe("multitask losses in tensors", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  it("weigh by uncertainty as PyTorch and the plain numbers do", () => {
    for (const { kind, loss, s, total, factor, slope } of objectives.uncertaintyWeighting.cases) {
      const predicts = kind === "regression" ? "number" : "class";
      tf.tidy(() => {
        const weighted = (at: tf.Tensor) => uncertaintyWeighted(predicts, tf.scalar(loss), at.asScalar());
        const plain = plainUncertainty(kind, loss, s);
        near(valueOf(weighted(tf.scalar(s))), total);
        near(valueOf(weighted(tf.scalar(s))), plain.total);
        near(valueOf(uncertaintyFactor(predicts, tf.scalar(s))), factor);
        near(valueOf(tf.grad(weighted)(tf.scalar(s))), slope);
      });
    }
  });

  it("have GradNorm's norms, targets, loss and gradient as PyTorch has them", () => {
    const { inputs, shared, heads, targets, lossScales, cases } = objectives.gradNorm;
    for (const { weights, initialLosses, alpha, ...expected } of cases) {
      tf.tidy(() => {
        const lossOf = (task: number) => (kernel: tf.Tensor) =>
          tf.mul(
            taskLoss(
              tf
                .tensor2d(inputs)
                .matMul(kernel as tf.Tensor2D)
                .matMul(tf.tensor2d(heads[task] ?? []))
                .as2D(inputs.length, -1),
              { targets: tf.tensor2d(targets[task] ?? []) },
            ),
            lossScales[task] ?? 1,
          );
        const kernel = tf.tensor2d(shared);
        const losses = heads.map((_, task) => valueOf(lossOf(task)(kernel)));
        const norms = heads.map((_, task) => valueOf(tf.grad(lossOf(task))(kernel).square().sum().sqrt()));
        nearAll(losses, expected.losses);
        nearAll(norms, expected.gradientNorms);
        const found = gradNorm({
          weights: tf.tensor1d(weights),
          gradientNorms: tf.tensor1d(norms),
          losses: tf.tensor1d(losses),
          initialLosses: tf.tensor1d(initialLosses),
          alpha: tf.scalar(alpha),
        });
        nearAll(found.targetNorms.dataSync(), expected.targetNorms, 1e-4);
        near(valueOf(found.loss), expected.loss, 1e-4);
        nearAll(found.gradient.dataSync(), expected.weightsGradient, 1e-4);
      });
    }
  });

  it("step GradNorm's weights as the plain numbers do, and to the same from any scale of the losses", () => {
    const tasks = {
      weights: [1, 0.5, 1.5],
      gradientNorms: [3, 200, 0.4],
      losses: [0.5, 40, 0.02],
      initialLosses: [2.3, 100, 0.5],
    };
    const stepped = ({ weights, gradientNorms, losses, initialLosses }: typeof tasks) =>
      tf.tidy(() =>
        Array.from(
          steppedTaskWeights(
            {
              weights: tf.tensor1d(weights),
              gradientNorms: tf.tensor1d(gradientNorms),
              losses: tf.tensor1d(losses),
              initialLosses: tf.tensor1d(initialLosses),
              alpha: tf.scalar(1.5),
            },
            tf.scalar(0.1),
          ).dataSync(),
        ),
      );
    const found = stepped(tasks);
    nearAll(found, plainSteppedWeights(tasks, 1.5, 0.1));
    near(
      found.reduce((sum, weight) => sum + weight, 0),
      3,
    );
    const times = (factor: number) => (values: readonly number[]) => values.map((value) => factor * value);
    const large = times(1e4);
    nearAll(
      stepped({
        weights: tasks.weights,
        gradientNorms: large(tasks.gradientNorms),
        losses: large(tasks.losses),
        initialLosses: large(tasks.initialLosses),
      }),
      found,
    );
    assert.deepEqual(plainGradNorm(tasks, 1.5).gradient.map(Math.sign), [-1, 1, -1], "the large one loses weight");
    assert.ok((found[1] ?? 1) < 0.5);
  });

  it("leave weights alone where no task has a gradient", () => {
    const none = tf.tidy(() =>
      Array.from(
        steppedTaskWeights(
          {
            weights: tf.tensor1d([0.5, 1.5]),
            gradientNorms: tf.tensor1d([0, 0]),
            losses: tf.tensor1d([0, 0]),
            initialLosses: tf.tensor1d([1, 1]),
            alpha: tf.scalar(1.5),
          },
          tf.scalar(0.1),
        ).dataSync(),
      ),
    );
    nearAll(none, [0.5, 1.5]);
  });

  it("project gradients as PCGrad does in torchjd and in plain numbers", () => {
    for (const { gradients, orders, direction } of objectives.pcGrad.cases) {
      const found = tf.tidy(() => {
        // Each gradient in two tensors: projections are those of the whole.
        const tensors = gradients.map((row) => [tf.tensor1d(row.slice(0, 1)), tf.tensor1d(row.slice(1))]);
        const others = orders.map((order) =>
          order.map((other) => gradients.map((_, task) => (task === other ? 1 : 0))),
        );
        const shape: [number, number, number] = [gradients.length, gradients.length - 1, gradients.length];
        const shares = projectedShares(gradientProducts(tensors), tf.tensor3d(others, shape));
        return mixedGradients(tensors, shares).flatMap((tensor) => Array.from(tensor.dataSync()));
      });
      nearAll(found, direction);
      nearAll(found, pcGrad(gradients, orders));
    }
  });

  it("leave a task without a gradient out of the projections", () => {
    const found = tf.tidy(() => {
      const tensors = [[tf.tensor1d([1, 2])], [tf.tensor1d([0, 0])]];
      const shares = projectedShares(gradientProducts(tensors), tf.tensor3d([[[0, 1]], [[1, 0]]], [2, 1, 2]));
      return mixedGradients(tensors, shares).flatMap((tensor) => Array.from(tensor.dataSync()));
    });
    assert.deepEqual(found, [1, 2]);
  });

  it("have products from which the angle between gradients follows", () => {
    const gradients = [
      [1, 0.2, -0.5],
      [-0.9, 0.6, 0.1],
    ];
    const products = tf.tidy(() => gradientProducts(gradients.map((row) => [tf.tensor1d(row)])).dataSync());
    const [own = 0, across = 0, , other = 0] = products;
    const cosine = across / Math.sqrt(own * other);
    near((Math.acos(cosine) * 180) / Math.PI, gradientAngle(gradients[0] ?? [], gradients[1] ?? []) ?? NaN);
  });

  it("take the mean square of a number's error, with the gradient that finite differences give", () => {
    const [outputs, targets] = [
      [0.3, -1.2, 2],
      [0.1, 0.4, 1.5],
    ];
    const plain = (values: readonly number[]) =>
      values.reduce((sum, value, i) => sum + (value - (targets[i] ?? 0)) ** 2, 0) / values.length;
    tf.tidy(() => {
      const answers = { targets: tf.tensor2d(targets, [3, 1]) };
      const loss = (values: tf.Tensor) => taskLoss(values.as2D(3, 1), answers);
      near(valueOf(loss(tf.tensor1d(outputs))), plain(outputs));
      const gradient = tf.grad(loss)(tf.tensor1d(outputs)).dataSync();
      const step = 1e-5;
      outputs.forEach((_, place) => {
        const moved = (by: number) => plain(outputs.map((value, i) => (i === place ? value + by : value)));
        near(gradient[place], (moved(step) - moved(-step)) / (2 * step));
      });
    });
  });
});
