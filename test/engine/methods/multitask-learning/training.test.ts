import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { Compiler } from "../../../../src/training/compile/compiler";
import { tf } from "../../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { epochsIn, stepsIn, toyRun } from "./toy-tasks";

const choices = [
  { weighting: "uncertainty", gradientSurgery: false },
  { weighting: "gradnorm", gradientSurgery: false },
  { weighting: "uniform", gradientSurgery: true },
  { weighting: "gradnorm", gradientSurgery: true },
  { weighting: "uncertainty", gradientSurgery: true },
] as const;

describe("a multitask training", function () {
  this.timeout(trainingMs);
  before(async () => {
    await startNativeBackend();
  });

  for (const options of choices) {
    const name = `${options.weighting}${options.gradientSurgery ? " with gradient surgery" : ""}`;

    it(`with ${name} gives the same bits whether its steps run as graphs or plainly, and runs all of them as graphs`, async () => {
      const training = { epochs: 6 };
      const [graphs, none] = [new Compiler(), new Compiler({ graphs: false })];
      const asGraphs = await toyRun({ options, training, compiler: graphs });
      const plainly = await toyRun({ options, training, compiler: none });
      assert.deepEqual(asGraphs, plainly);
      assert.deepEqual([...graphs.counts.reasons], []);
      assert.deepEqual([graphs.counts.graph, graphs.counts.plain], [asGraphs.outcome.steps, 0]);
      graphs.dispose();
    });

    it(`with ${name} resumed after any report gives the rows and weights of one without a break`, async () => {
      const told = await toyRun({ options });
      for (const [index, saved] of told.snapshots.entries()) {
        const { reports, outcome, weights } = await toyRun({ options, saved });
        assert.deepEqual([...told.reports.slice(0, index + 1), ...reports], told.reports);
        assert.deepEqual({ outcome, weights }, { outcome: told.outcome, weights: told.weights });
      }
    });

    it(`with ${name} leaves no tensor behind`, async () => {
      await toyRun({ options });
      const { numTensors } = tf.memory();
      await toyRun({ options });
      assert.equal(tf.memory().numTensors, numTensors);
    });
  }

  it("tells every task's figures, the weights of the losses and the angles between gradients", async () => {
    const [epoch] = epochsIn(await toyRun({ options: { weighting: "gradnorm" } }));
    assert.deepEqual(Object.keys(epoch?.train ?? {}).sort(), [
      "accuracy",
      "again/accuracy",
      "again/lossNats",
      "angle/again/bright",
      "angle/where/again",
      "angle/where/bright",
      "bright/loss",
      "bright/r2",
      "lossNats",
      "weight/again",
      "weight/bright",
      "weight/where",
    ]);
    assert.deepEqual(Object.keys(epoch?.validation ?? {}).sort(), [
      "accuracy",
      "again/accuracy",
      "again/lossNats",
      "bright/loss",
      "bright/r2",
      "bright/rmse",
      "lossNats",
    ]);
  });

  it("starts the learnt weights as uniform ones, a number at ½ under uncertainty", async () => {
    const weightsIn = async (weighting: string) => {
      const [step] = stepsIn(await toyRun({ options: { weighting } }));
      return ["where", "again", "bright"].map((task) => step?.train[`weight/${task}`]);
    };
    assert.deepEqual(await weightsIn("uncertainty"), [1, 1, 0.5]);
    assert.deepEqual(await weightsIn("gradnorm"), [1, 1, 1]);
  });

  it("keeps the sum of GradNorm's weights at the number of tasks", async () => {
    const steps = stepsIn(await toyRun({ options: { weighting: "gradnorm" }, training: { epochs: 8 } }));
    for (const { train } of steps) {
      const sum = ["where", "again", "bright"].reduce((total, task) => total + (train[`weight/${task}`] ?? 0), 0);
      assert.ok(Math.abs(sum - 3) < 1e-5, String(sum));
    }
    assert.notEqual(steps.at(-1)?.train["weight/bright"], 1);
  });

  it("takes weight from a task whose unit makes its loss large, and only there", async () => {
    const weightOf = async (weighting: string, numberScale: number) => {
      const options = { weighting, standardizeNumbers: false, weightRate: 0.05 };
      const run = await toyRun({ options, numberScale, training: { epochs: 20 } });
      return stepsIn(run).at(-1)?.train["weight/bright"] ?? NaN;
    };
    for (const weighting of ["uncertainty", "gradnorm"]) {
      const [small, large] = [await weightOf(weighting, 1), await weightOf(weighting, 100)];
      assert.ok(large < 0.3 * small, `${weighting}: ${large} of ${small}`);
    }
  });

  it("answers a number in its own unit whatever it is", async () => {
    const [one, thousand] = [await toyRun(), await toyRun({ numberScale: 1024 })];
    const scaleOf = (run: typeof one) => run.answers.find(({ task }) => task === "bright")?.scale;
    assert.ok(Math.abs((scaleOf(thousand)?.std ?? 0) / (scaleOf(one)?.std ?? 1) - 1024) < 1e-3);
    const [before, after] = [epochsIn(one).at(-1)?.validation, epochsIn(thousand).at(-1)?.validation];
    assert.ok(Math.abs((after?.["bright/rmse"] ?? 0) / (before?.["bright/rmse"] ?? 1) - 1024) < 1);
    assert.equal(scaleOf(await toyRun({ options: { standardizeNumbers: false } }))?.std, 1);
  });

  it("gives a single task the same network whatever is learnt beside it, with the same examples", async () => {
    // Four examples of each task in a batch, with three tasks and with two.
    const three = await toyRun({ arm: "single-task", training: { batchSize: 12 } });
    const two = await toyRun({ arm: "single-task", training: { batchSize: 8 }, others: ["again"] });
    assert.equal(three.outcome.steps, two.outcome.steps);
    const own = Object.entries(two.weights);
    assert.ok(own.some(([layer]) => layer === "where/conv1") && own.some(([layer]) => layer === "again/again_head"));
    for (const [layer, hash] of own) assert.equal(three.weights[layer], hash, layer);
    const options = { weighting: "gradnorm", gradientSurgery: true };
    const other = await toyRun({ arm: "single-task", training: { batchSize: 12 }, options });
    assert.deepEqual(other.weights, three.weights, "options of the shared network do not touch it");
  });

  it("names the output of the network that answers each task", async () => {
    const { answers } = await toyRun();
    assert.deepEqual(
      answers.map(({ task, output }) => [task, output]),
      [
        ["where", 0],
        ["again", 1],
        ["bright", 2],
      ],
    );
  });

  it("takes as many examples of each task in a batch, and a pass over the largest task in an epoch", async () => {
    const run = await toyRun({ training: { batchSize: 10, epochs: 1 } });
    // 10 among 3 tasks are 4 each; the 20 of the largest task are 5 batches.
    assert.equal(run.outcome.steps, 5);
  });

  it("measures what a constant answer is worth", async () => {
    const { outcome } = await toyRun();
    const { measured = {} } = outcome;
    assert.ok(Math.abs((measured["again/constantLossNats"] ?? 0) - Math.log(3)) < 1e-6);
    assert.ok(Math.abs((measured["again/constantAccuracy"] ?? 0) - 1 / 3) < 1e-6);
    assert.ok(Math.abs((measured["bright/constantLoss"] ?? 0) - 1) < 1e-6);
  });

  it("ends with the name of the task whose loss is no number any more", async () => {
    const optimizer = { name: "sgd" as const, learningRate: 1e20, momentum: 0.9, weightDecay: 0 };
    await assert.rejects(
      toyRun({ training: { optimizer } }),
      /the loss of the task \w+ became (NaN|Infinity) in step \d+/,
    );
  });
});
