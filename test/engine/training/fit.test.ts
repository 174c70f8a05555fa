import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { softmaxCrossEntropy as plainLoss } from "../../../src/math/classification";
import type { Examples } from "../../../src/training/examples";
import { Network } from "../../../src/training/network";
import { tf } from "../../../src/training/tf";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { epochsOf, stepsOf, toyFit } from "../../support/engine-fit";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import {
  memoryDataset,
  misleadingExamples,
  plainToyArchitecture,
  planOf,
  toyExamples,
  toyPictures,
  toySource,
} from "../../support/engine-toys";

const adam = (learningRate: number) => ({ name: "adam" as const, learningRate, momentum: 0, weightDecay: 0 });
const sgd = (learningRate: number) => ({ name: "sgd" as const, learningRate, momentum: 0, weightDecay: 0 });

describe("fit", function () {
  this.timeout(trainingMs);
  let source: Awaited<ReturnType<typeof toySource>>;
  let plain: Awaited<ReturnType<typeof toySource>>;

  before(async () => {
    await startNativeBackend();
    source = await toySource();
    plain = await toySource(plainToyArchitecture);
  });
  after(() => {
    source.dispose();
    plain.dispose();
  });

  it("reports each step, then its epoch, and learns what there is to learn", async () => {
    const { reports, result } = await toyFit({ source: plain, training: { epochs: 12 } });
    assert.deepEqual(
      reports.slice(0, 5).map((report) => `${report.type} ${report.epoch} ${"step" in report ? report.step : ""}`),
      ["step 1 1", "step 1 2", "step 1 3", "step 1 4", "epoch 1 4"],
    );
    assert.equal(result.epochs, 12);
    assert.equal(result.steps, 48);
    const last = epochsOf(reports).at(-1);
    assert.ok((last?.validation?.accuracy ?? 0) > 0.9, `validation accuracy ${last?.validation?.accuracy}`);
  });

  it("gives the figures of an epoch over all of its examples, also where the last batch is smaller", async () => {
    const { reports } = await toyFit({ source, training: { epochs: 1 } });
    const sizes = [8, 8, 8, 6];
    const mean = (figure: string) =>
      stepsOf(reports).reduce((sum, { train }, index) => sum + (train[figure] ?? NaN) * (sizes[index] ?? NaN), 0) / 30;
    const [epoch] = epochsOf(reports);
    assert.ok(Math.abs((epoch?.train.lossNats ?? NaN) - mean("lossNats")) < 1e-9);
    assert.ok(Math.abs((epoch?.train.accuracy ?? NaN) - mean("accuracy")) < 1e-9);
  });

  it("leaves no tensor behind, whether it ends, is stopped or fails", async () => {
    const { numTensors } = tf.memory();
    const training = {
      epochs: 2,
      earlyStopping: { patience: 1 },
      augmentation: { shift: 0.1, rotate: 5, zoom: 0.1, flipHorizontal: true, variants: 0 },
      classWeights: "balanced" as const,
    };
    await toyFit({ source, training });
    assert.equal(tf.memory().numTensors, numTensors, "after the end");
    const stop = () => {
      throw new Error("stop");
    };
    await assert.rejects(toyFit({ source, training, onReport: stop }), /stop/);
    assert.equal(tf.memory().numTensors, numTensors, "after a stop");
    await rejectedProblem(toyFit({ source, training: { optimizer: adam(1e20) } }));
    assert.equal(tf.memory().numTensors, numTensors, "after a failure");
  });

  it("draws the order of the examples from the seed: the same seed gives the same bits, another seed others", async () => {
    const [first, again, other] = [
      await toyFit({ source, seed: 1 }),
      await toyFit({ source, seed: 1 }),
      await toyFit({ source, seed: 2 }),
    ];
    assert.deepEqual(again, first);
    assert.notDeepEqual(other.reports, first.reports);
  });

  it("weighs the classes by the inverse of their share where they are to be balanced", async () => {
    const pictures = toyPictures(30);
    const rows = [...pictures.labels.keys()].filter((row) => pictures.labels[row] !== 2 || row < 3);
    const values = await pictures.read(rows);
    const labels = Int32Array.from(rows, (row) => pictures.labels[row] ?? 0);
    const train = toyExamples(memoryDataset(values, labels));
    const weightOf = [21 / (3 * 10), 21 / (3 * 10), 21 / (3 * 1)];
    const plan = planOf(plain, "train");
    const losses: Record<string, number> = {};
    for (const classWeights of ["none", "balanced"] as const) {
      const training = { epochs: 1, batchSize: 21, classWeights };
      const { reports } = await toyFit({ source: plain, plan, train, validation: undefined, training });
      losses[classWeights] = stepsOf(reports)[0]?.train.lossNats ?? NaN;
    }
    const network = await Network.create({ source: plain, outputs: 3, plan, seed: 3 });
    const logits = tf.tidy(() => (network.model.predict(tf.tensor(values, [21, 6, 6, 1])) as tf.Tensor2D).arraySync());
    network.dispose();
    const targets = Array.from(labels, (label) => [0, 1, 2].map((index) => (index === label ? 1 : 0)));
    const balanced = Array.from(labels, (label) => weightOf[label] ?? NaN);
    assert.ok(Math.abs((losses.none ?? NaN) - plainLoss(logits, targets)) < 1e-5);
    assert.ok(Math.abs((losses.balanced ?? NaN) - plainLoss(logits, targets, balanced)) < 1e-5);
  });

  it("leaves the weights of frozen layers, batch statistics included, and moves the others", async () => {
    const plan = planOf(source, "frozen", { dense1: "train", head: "new" });
    const { hashes } = await toyFit({ source, plan });
    const { hashes: untouched } = await toyFit({ source, plan: planOf(source, "frozen", { head: "new" }) });
    assert.deepEqual([hashes.conv1, hashes.conv1_bn], [untouched.conv1, untouched.conv1_bn]);
    assert.notEqual(hashes.dense1, untouched.dense1);
  });

  it("tells how far each layer has moved, and 0 for a frozen one", async () => {
    const { reports } = await toyFit({ source, plan: planOf(source, "train", { conv1: "frozen" }) });
    const layers = epochsOf(reports).at(-1)?.layers;
    assert.equal(layers?.conv1?.drift, 0);
    assert.ok((layers.dense1?.drift ?? 0) > 0.01);
  });

  it("augments pictures: the same ones for the same seed, others than without", async () => {
    const augmentation = { shift: 0.2, rotate: 20, zoom: 0.1, flipHorizontal: false, variants: 0 };
    const run = (training: object) => toyFit({ source: plain, training: { epochs: 1, ...training } });
    const [first, again, without] = [await run({ augmentation }), await run({ augmentation }), await run({})];
    assert.deepEqual(again.reports, first.reports);
    assert.notDeepEqual(without.reports, first.reports);
  });
});

describe("early stopping", function () {
  this.timeout(trainingMs);
  let plain: Awaited<ReturnType<typeof toySource>>;

  before(async () => {
    await startNativeBackend();
    plain = await toySource(plainToyArchitecture);
  });
  after(() => {
    plain.dispose();
  });

  it("ends after as many epochs without a lower validation loss as its patience says", async () => {
    const training = { epochs: 20, earlyStopping: { patience: 3 } };
    const { reports, result } = await toyFit({ source: plain, training, validation: misleadingExamples() });
    const losses = epochsOf(reports).map(({ validation }) => validation?.lossNats ?? NaN);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    assert.equal(result.bestEpoch, best);
    assert.equal(result.epochs, best + 3);
  });

  it("restores the weights of the epoch with the lowest validation loss", async () => {
    const validation = misleadingExamples();
    const training = { epochs: 20, earlyStopping: { patience: 3 } };
    const afterEpoch: Record<string, string>[] = [];
    const stopped = await toyFit({
      source: plain,
      training,
      validation,
      onReport: (report, { network }) => {
        const hashes = network.plan.map(({ name }) => [name, network.hashOf(name)] as const);
        if (report.type === "epoch") afterEpoch.push(Object.fromEntries(hashes));
      },
    });
    const best = stopped.result.bestEpoch ?? NaN;
    assert.deepEqual(stopped.hashes, afterEpoch[best - 1]);
    assert.notDeepEqual(afterEpoch[best], afterEpoch[best - 1]);
  });

  it("counts its patience from the last epoch that unfroze something", async () => {
    const training = { epochs: 20, earlyStopping: { patience: 2 } };
    const { result } = await toyFit({ source: plain, training, validation: misleadingExamples(), settledFrom: 9 });
    assert.ok((result.bestEpoch ?? NaN) < 9);
    assert.equal(result.epochs, 11);
  });

  it("does nothing without validation examples", async () => {
    const training = { epochs: 4, earlyStopping: { patience: 1 } };
    const { result, reports } = await toyFit({ source: plain, training, validation: undefined });
    assert.deepEqual(result, { epochs: 4, steps: 16, stillLearning: true });
    assert.equal(epochsOf(reports)[0]?.validation, undefined);
  });
});

describe("a loss that is not a number", function () {
  this.timeout(trainingMs);
  let source: Awaited<ReturnType<typeof toySource>>;

  before(async () => {
    await startNativeBackend();
    source = await toySource();
  });
  after(() => {
    source.dispose();
  });

  it("ends the training with its place, its layer and the way out", async () => {
    const problem = await rejectedProblem(toyFit({ source, training: { optimizer: adam(1e20) } }));
    assert.deepEqual(problem, {
      severity: "error",
      code: "training/not-finite",
      file: "/lab/toy.transfer.json",
      place: "training.optimizer.learningRate",
      path: ["training", "optimizer", "learningRate"],
      message:
        "the loss became NaN in epoch 1, batch 2, first in the weights of layer conv1; lower the learning rate " +
        "(now 100000000000000000000) or look for values that are not numbers in the data",
    });
  });

  it("ends it as well where the last step of an epoch breaks the weights, at its validation or at its end", async () => {
    const messageWith = async (validation: Examples | undefined) => {
      const training = { epochs: 1, batchSize: 30, optimizer: sgd(Infinity) };
      return (await rejectedProblem(toyFit({ source, training, validation }))).message;
    };
    const wayOut = "lower the learning rate (now Infinity) or look for values that are not numbers in the data";
    assert.equal(
      await messageWith(toyExamples(toyPictures(9))),
      `the validation loss became NaN in epoch 1, first in the weights of layer conv1; ${wayOut}`,
    );
    assert.equal(
      await messageWith(undefined),
      `numbers ran out of range in epoch 1, first in the weights of layer conv1; ${wayOut}`,
    );
  });
});
