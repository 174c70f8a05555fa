import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { Compiler } from "../../../../src/training/compile/compiler";
import { tf } from "../../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { toyArchitecture } from "../../../support/engine-toys";
import { epochsIn, toyRun } from "./toy-domains";

describe("a domain-adversarial training", function () {
  this.timeout(trainingMs);
  before(async () => {
    await startNativeBackend();
  });

  it("with λ = 0 gives the weights that the source alone gives, to the last bit", async () => {
    for (const optimizer of ["momentum", "adam"] as const) {
      const training = { optimizer: { name: optimizer, learningRate: 0.01, momentum: 0.9, weightDecay: 0 } };
      const reversed = await toyRun({ options: { strength: 0 }, training });
      const alone = await toyRun({ arm: "source-only", training });
      assert.deepEqual(reversed.weights, alone.weights);
      const adapted = await toyRun({ options: { strength: 1 }, training });
      assert.notDeepEqual(adapted.weights, alone.weights);
    }
  });

  it("with λ = 0 and batch normalisation of each domain gives the same but for the target's statistics", async () => {
    const reversed = await toyRun({ options: { strength: 0 }, architecture: toyArchitecture });
    const alone = await toyRun({ arm: "source-only", architecture: toyArchitecture });
    const differing = Object.keys(alone.weights).filter(
      (name) => JSON.stringify(alone.weights[name]) !== JSON.stringify(reversed.weights[name]),
    );
    assert.deepEqual(differing, ["conv1_bn/moving_mean", "conv1_bn/moving_variance"]);
  });

  it("normalises a mixed batch as one where batch normalisation is shared", async () => {
    const separate = await toyRun({ architecture: toyArchitecture });
    const shared = await toyRun({ architecture: toyArchitecture, options: { batchNormalization: "shared" } });
    assert.notDeepEqual(separate.weights, shared.weights);
    assert.deepEqual(
      (await toyRun({ options: { batchNormalization: "shared" } })).outcome.steps,
      separate.outcome.steps,
    );
  });

  for (const options of [
    { batchNormalization: "shared" },
    { chooseBy: "information" },
    { schedule: "fixed" },
  ] as const) {
    const name = Object.entries(options).flat().join(" ");

    it(`with ${name} gives the same bits whether its steps run as graphs or plainly, and runs all of them as graphs`, async () => {
      const training = { epochs: 6 };
      const [graphs, none] = [new Compiler(), new Compiler({ graphs: false })];
      const run = { options, training, architecture: toyArchitecture };
      const asGraphs = await toyRun({ ...run, compiler: graphs });
      assert.deepEqual(asGraphs, await toyRun({ ...run, compiler: none }));
      assert.deepEqual([...graphs.counts.reasons], []);
      assert.deepEqual([graphs.counts.graph, graphs.counts.plain], [asGraphs.outcome.steps, 0]);
      graphs.dispose();
    });
  }

  it("that chooses by information and was resumed ends with the same weights", async () => {
    const options = { chooseBy: "information" };
    const told = await toyRun({ options });
    for (const [index, saved] of told.snapshots.entries()) {
      if (index % 4 !== 0) continue;
      const { outcome, weights } = await toyRun({ options, saved });
      assert.deepEqual({ outcome, weights }, { outcome: told.outcome, weights: told.weights });
    }
  });

  it("keeps the weights of the last epoch, or of the one that a measure without labels names", async () => {
    const figuresOf = async (chooseBy: string) => {
      const run = await toyRun({ options: { chooseBy }, training: { epochs: 8 } });
      return { best: run.outcome.bestEpoch, epochs: epochsIn(run).map(({ validation = {} }) => validation) };
    };
    const last = await figuresOf("last");
    assert.equal(last.best, undefined);
    const entropy = await figuresOf("entropy");
    const entropies = entropy.epochs.map(({ entropyNats = NaN }) => entropyNats);
    assert.equal(entropy.best, entropies.indexOf(Math.min(...entropies)) + 1);
    const information = await figuresOf("information");
    const informations = information.epochs.map(({ informationNats = NaN }) => informationNats);
    assert.equal(information.best, informations.indexOf(Math.max(...informations)) + 1);
    assert.deepEqual(entropy.epochs, last.epochs);
  });

  it("tells the losses, λ, the distance of the domains and what predictions say without labels", async () => {
    const [first, ...others] = epochsIn(await toyRun());
    assert.deepEqual(Object.keys(first?.train ?? {}).sort(), [
      "accuracy",
      "domainAccuracy",
      "domainLossNats",
      "lambda",
      "lossNats",
      "rate",
    ]);
    assert.deepEqual(Object.keys(first?.validation ?? {}).sort(), [
      "commonestClass",
      "entropyNats",
      "featureSpread",
      "informationNats",
      "proxyADistance",
      "source/accuracy",
      "source/lossNats",
    ]);
    const last = others.at(-1)?.train;
    assert.ok((last?.lambda ?? 0) > (first?.train.lambda ?? 1) && (last?.rate ?? 1) < (first?.train.rate ?? 0));
  });

  it("answers the target and the source by one output", async () => {
    assert.deepEqual((await toyRun()).answers, [
      { task: "target", output: 0 },
      { task: "source", output: 0 },
    ]);
  });

  it("shows the features of both domains in a plane, before and after", async () => {
    const { parts = [] } = (await toyRun()).outcome;
    assert.deepEqual(
      parts.map(
        (part) => part.type === "scatter" && [part.id, part.groups.map(({ title, points }) => [title, points.length])],
      ),
      ["features-before", "features-after"].map((id) => [
        id,
        [
          ["source", 24],
          ["target", 30],
        ],
      ]),
    );
  });

  it("leaves no tensor behind", async () => {
    await toyRun({ architecture: toyArchitecture });
    const { numTensors } = tf.memory();
    await toyRun({ architecture: toyArchitecture });
    assert.equal(tf.memory().numTensors, numTensors);
  });
});
