import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { reverseGradient } from "../../../src/training/gradient-reversal";
import { tf } from "../../../src/training/tf";
import { agreement, numbers, toyScenario } from "../../support/compile-steps";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";

const weights = [0, 0.1, 1, 0.3333333432674408, 7];

/** What reaches x of Σ f(x), and the value. */
function gradientOf(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): { value: Float32Array; grad: Float32Array } {
  const { value, grad } = tf.valueAndGrad((given) => f(given).sum())(x);
  const result = { value: value.dataSync<"float32">().slice(), grad: grad.dataSync<"float32">().slice() };
  tf.dispose([value, grad]);
  return result;
}

describe("reverseGradient", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  it("passes features on as they are", () => {
    const x = numbers([4, 3, 2], "features");
    const passed = reverseGradient(x, tf.scalar(0.5));
    assert.deepEqual(passed.dataSync(), x.dataSync());
    assert.deepEqual(passed.shape, x.shape);
  });

  it("passes exactly −λ times the gradient back, rounded once", () => {
    const x = numbers([5, 4], "features");
    const factors = numbers([5, 4], "factors");
    const plain = gradientOf((given) => given.mul(factors), x).grad;
    for (const weight of weights) {
      const lambda = tf.scalar(weight);
      const reversed = gradientOf((given) => reverseGradient(given, lambda).mul(factors), x).grad;
      assert.deepEqual(
        Array.from(reversed),
        Array.from(plain, (value) => Math.fround(-Math.fround(weight) * value)),
        String(weight),
      );
    }
  });

  it("lets no gradient through to λ", () => {
    const x = numbers([3], "features");
    const [grad] = tf
      .grads((given, lambda) => reverseGradient(given, lambda.asScalar()).sum())([x, tf.scalar(2)])
      .slice(1);
    assert.deepEqual(Array.from(grad?.dataSync() ?? []), [0]);
  });

  it("is λ times the ascent of what lies behind it: finite differences have the other sign", () => {
    const [x, lambda, step] = [numbers([6], "features"), 0.7, 1e-2];
    const loss = (given: tf.Tensor) => given.square().sum();
    const { grad } = gradientOf((given) => loss(reverseGradient(given, tf.scalar(lambda))), x);
    x.dataSync().forEach((_, at) => {
      const shift = tf.oneHot(tf.scalar(at, "int32"), 6).toFloat().mul(step).as1D();
      const difference = tf.sub(loss(x.add(shift)), loss(x.sub(shift))).div(2 * step);
      const slope = difference.dataSync()[0] ?? NaN;
      assert.ok(Math.abs((grad[at] ?? NaN) + lambda * slope) < 1e-3, `${grad[at]} and ${slope}`);
    });
  });

  it("gives the same bits in a graph, with another λ in each step", () => {
    const scenario = toyScenario((network) => ({
      step: (inputs) =>
        tf.tidy(() => {
          const weight = inputs.rate.mul(20).asScalar();
          return network.train(inputs, (loss) => reverseGradient(loss, weight));
        }),
      inputs: (index) => {
        const x = numbers([32, 20], `batch ${index}`).as2D(32, 20);
        const targets = tf
          .oneHot(x.slice([0, 0], [-1, 4]).argMax(1).as1D(), 4)
          .toFloat()
          .as2D(32, 4);
        return { x, targets, rate: tf.scalar(0.001 * (index + 1)) };
      },
    }));
    assert.deepEqual(agreement(scenario), { graph: 14, plain: 0, reasons: [], difference: 0 });
  });
});
