import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { softmaxCrossEntropy } from "../../../src/math/classification";
import { evaluate } from "../../../src/training/evaluate";
import { inputsFor } from "../../../src/training/inputs";
import { Network } from "../../../src/training/network";
import { tf } from "../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import { planOf, toyExamples, toyPictures, toySource } from "../../support/engine-toys";

describe("evaluate", function () {
  this.timeout(trainingMs);
  let source: Awaited<ReturnType<typeof toySource>>;
  let network: Network;

  before(async () => {
    await startNativeBackend();
    source = await toySource();
    network = await Network.create({ source, outputs: 3, plan: planOf(source, "train"), seed: 1 });
  });
  after(() => {
    network.dispose();
    source.dispose();
  });

  it("gives the loss, the predictions and the accuracy that plain numbers give, over several batches", async () => {
    const examples = toyExamples(toyPictures(300));
    const values = await examples.read(Int32Array.from({ length: 300 }, (_, index) => index));
    const logits = tf.tidy(() => (network.model.predict(tf.tensor(values, [300, 6, 6, 1])) as tf.Tensor2D).arraySync());
    const predicted = logits.map((row) => row.indexOf(Math.max(...row)));
    const targets = Array.from(examples.labels, (label) => [0, 1, 2].map((index) => (index === label ? 1 : 0)));
    const correct = predicted.filter((label, row) => label === examples.labels[row]).length;

    const { lossNats, accuracy, predictions } = await evaluate(
      network.model,
      await inputsFor({ examples, augmentation: null, seed: 1 }),
    );
    assert.deepEqual(Array.from(predictions), predicted);
    assert.equal(accuracy, correct / 300);
    assert.ok(Math.abs(lossNats - softmaxCrossEntropy(logits, targets)) < 1e-5);
  });

  it("leaves no tensor behind and no weight changed", async () => {
    const before = network.plan.map(({ name }) => network.hashOf(name));
    const { numTensors } = tf.memory();
    await evaluate(
      network.model,
      await inputsFor({ examples: toyExamples(toyPictures(20)), augmentation: null, seed: 1 }),
    );
    assert.equal(tf.memory().numTensors, numTensors);
    assert.deepEqual(
      network.plan.map(({ name }) => network.hashOf(name)),
      before,
    );
  });
});
