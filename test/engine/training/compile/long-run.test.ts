import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { Compiler } from "../../../../src/training/compile/compiler";
import { nativeBackend } from "../../../../src/training/compile/native-backend";
import { tf } from "../../../../src/training/tf";
import { numbers } from "../../../support/compile-steps";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";

const WARM_UP = 1_000;
const STEPS = 20_000;
/** A leak of 2.5 KB a step would pass it. */
const MAY_GROW_BYTES = 50e6;

describe("20,000 compiled steps", function () {
  this.timeout(2 * trainingMs);
  before(startNativeBackend);

  it("leave no tensor, in JavaScript or in TensorFlow, and little memory", () => {
    const backend = nativeBackend();
    assert.ok(backend);
    const compiler = new Compiler();
    const start = numbers([8, 1], "start");
    const weights = tf.variable(start);
    const step = compiler.compile(({ x, rate }: { x: tf.Tensor2D; rate: tf.Tensor }) =>
      tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => x.matMul(weights.as2D(8, 1)).square().mean().asScalar());
        weights.assign(weights.sub(Object.values(grads)[0]?.mul(rate) ?? NaN));
        return { loss: value };
      }),
    );
    const x = numbers([16, 8], "x").as2D(16, 8);
    const losses: number[] = [];
    const train = (count: number) => {
      for (let index = 0; index < count; index++) {
        const rate = tf.scalar(0.1 / (1 + index));
        const { loss } = step.run({ x, rate });
        losses.push(loss.dataSync()[0] ?? NaN);
        tf.dispose([rate, loss]);
        if (index % 1000 === 999) step.checkNext();
        if (index % 100 === 99) weights.dataSync();
      }
    };
    const measured = () => ({ javascript: tf.memory().numTensors, native: backend.binding.getNumOfTensors() });
    train(WARM_UP);
    const [tensors, memory] = [measured(), process.memoryUsage.rss()];
    train(STEPS);
    const grown = process.memoryUsage.rss() - memory;
    assert.deepEqual(measured(), tensors);
    assert.ok(grown < MAY_GROW_BYTES, `${grown} bytes more`);
    assert.deepEqual([step.counts.graph, step.counts.plain, step.counts.difference], [WARM_UP + STEPS, 0, 0]);
    assert.ok((losses.at(-1) ?? NaN) < (losses[0] ?? NaN), "it learns");
    step.dispose();
    compiler.dispose();
    tf.dispose([x, start, weights]);
  });
});
