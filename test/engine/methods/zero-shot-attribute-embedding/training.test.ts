import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { Compiler } from "../../../../src/training/compile/compiler";
import { tf } from "../../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { epochsIn, toyRun, type ToyResult } from "./toy-classes";

const choices = [
  { objective: "margin", negatives: "summed", hiddenUnits: 0 },
  { objective: "margin", negatives: "hardest", hiddenUnits: 6 },
  { objective: "distance", negatives: "hardest", hiddenUnits: 6 },
] as const;

describe("a training of attribute embedding", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  for (const options of choices) {
    const name = `for the ${options.objective} with ${options.negatives} negatives and ${options.hiddenUnits} hidden units`;

    it(`${name} gives the same bits whether its steps run as graphs or plainly, and runs all of them as graphs`, async () => {
      const training = { epochs: 8 };
      const [graphs, none] = [new Compiler(), new Compiler({ graphs: false })];
      const asGraphs = await toyRun({ options, training, compiler: graphs });
      const plainly = await toyRun({ options, training, compiler: none });
      assert.deepEqual(asGraphs, plainly);
      assert.deepEqual([...graphs.counts.reasons], []);
      assert.deepEqual([graphs.counts.graph, graphs.counts.plain], [asGraphs.outcome.steps, 0]);
      graphs.dispose();
    });

    it(`${name} resumed after any report gives the rows and weights of one without a break`, async () => {
      const told = await toyRun({ options, training: { earlyStopping: { patience: 1 } } });
      for (const [index, saved] of told.snapshots.entries()) {
        const resumed = await toyRun({ options, saved, training: { earlyStopping: { patience: 1 } } });
        assert.deepEqual([...told.reports.slice(0, index + 1), ...resumed.reports], told.reports);
        assert.deepEqual(endOf(resumed), endOf(told));
      }
    });

    it(`${name} leaves no tensor behind`, async () => {
      await toyRun({ options });
      const { numTensors } = tf.memory();
      await toyRun({ options });
      assert.equal(tf.memory().numTensors, numTensors);
    });
  }

  it("tells loss, accuracy and spreads of every epoch, the spreads as shares of the start", async () => {
    const [epoch] = epochsIn(await toyRun({ training: { epochs: 1, optimizer: still } }));
    assert.deepEqual(Object.keys(epoch?.train ?? {}).sort(), ["accuracy", "loss", "spread/classes", "spread/examples"]);
    assert.deepEqual(Object.keys(epoch?.validation ?? {}).sort(), ["accuracy", "loss"]);
    // Batch normalisation follows the batches even where no weight moves.
    const { "spread/classes": classes, "spread/examples": examples = 0 } = epoch?.train ?? {};
    assert.equal(classes, 1);
    assert.ok(Math.abs(examples - 1) < 0.2);
  });

  it("changes nothing of the classes' networks for other signatures but what it learns", async () => {
    const [own, shuffled] = [await toyRun(), await toyRun({ arm: "shuffled-attributes" })];
    const [chance, again] = [await toyRun({ arm: "chance" }), await toyRun({ arm: "chance" })];
    assert.notDeepEqual(own.weights, shuffled.weights);
    assert.deepEqual(chance, again);
    assert.deepEqual([chance.outcome.steps, chance.reports.length], [0, 0]);
  });

  it("judges seen classes and unseen ones when all are candidates", async () => {
    const run = await toyRun({ training: { epochs: 60 } });
    const figures = run.examined?.figures ?? {};
    const learnt = epochsIn(run).at(-1)?.validation?.accuracy;
    assert.ok((figures["generalised/seen"] ?? 0) > 0.4, JSON.stringify({ ...figures, learnt }));
    assert.ok((figures["generalised/unseen"] ?? NaN) <= (figures.perClassAccuracy ?? NaN));
  });
});

/** A rate at which no weight moves. */
const still = { name: "sgd", learningRate: 1e-30, momentum: 0, weightDecay: 0 } as const;

const endOf = ({ outcome, weights, examined }: ToyResult) => ({ outcome, weights, examined });
