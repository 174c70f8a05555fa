import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { Examples } from "../../../../src/training/examples";
import { createServices } from "../../../../src/training/services";
import { rejectedProblem } from "../../../fixtures/rejected-problem";
import { toyBackend, toyFit } from "../../../support/engine-fit";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { planOf, plainToyArchitecture, toyExamples, toyPictures, toySource } from "../../../support/engine-toys";

describe("numbers that are none, in a compiled training", function () {
  this.timeout(trainingMs);
  let source: Awaited<ReturnType<typeof toySource>>;

  before(async () => {
    await startNativeBackend();
    source = await toySource(plainToyArchitecture);
  });
  after(() => {
    source.dispose();
  });

  /** Pictures of which one value is no number, in the batch that is read at that position. */
  const poisoned = (batch: number): Examples => {
    const pictures = toyPictures(32);
    let reads = 0;
    const read = async (rows: ArrayLike<number>) => {
      const values = await pictures.read(rows);
      if (!isInOrder(rows)) reads += 1;
      if (reads === batch) values[0] = NaN;
      return values;
    };
    return toyExamples({ ...pictures, read });
  };

  /** Whether the rows are those of the look at units at the end of an epoch: batches of training are in another order. */
  const isInOrder = (rows: ArrayLike<number>): boolean =>
    Array.from(rows).every((row, index) => index === 0 || row > (rows[index - 1] ?? NaN));

  /** Trains long enough for a graph, until it fails. @param network by its architecture */
  const failing = async (learningRate: number, train: Examples, network = source) => {
    const services = createServices(toyBackend);
    let steps = 0;
    const problem = await rejectedProblem(
      toyFit({
        source: network,
        plan: planOf(network, "train"),
        train,
        training: { epochs: 40, optimizer: { name: "sgd", learningRate, momentum: 0, weightDecay: 0 } },
        validation: undefined,
        services,
        onReport: ({ type }) => {
          if (type === "step") steps += 1;
        },
      }),
    );
    const { graph, plain, reasons } = services.compiler.counts;
    await services.dispose();
    return { what: problem.message.split(";")[0], steps, graph, plain, reasons: [...reasons] };
  };

  for (const batch of [1, 2, 3, 10, 16]) {
    const [epoch, inEpoch] = [Math.ceil(batch / 4), ((batch - 1) % 4) + 1];
    it(`end it in the batch in which they come up: epoch ${epoch}, batch ${inEpoch}`, async () => {
      const place = `epoch ${epoch}, batch ${inEpoch}`;
      const what = `the loss became NaN in ${place}, first in the weights of layer conv1`;
      const counts = { steps: batch - 1, graph: batch, plain: 0, reasons: [] };
      assert.deepEqual(await failing(0.01, poisoned(batch)), { what, ...counts });
    });
  }

  it("end it where batch normalisation, pooling and dropout come after them as well", async () => {
    const deep = await toySource();
    const what = "the loss became NaN in epoch 2, batch 3, first in the weights of layer conv1";
    assert.deepEqual(await failing(0.01, poisoned(7), deep), { what, steps: 6, graph: 7, plain: 0, reasons: [] });
    deep.dispose();
  });

  it("end it where a step that is too large makes them", async () => {
    const { what, graph, plain, steps } = await failing(1e20, toyExamples(toyPictures(32)));
    assert.equal(what, "the loss became Infinity in epoch 1, batch 2, first in the weights of layer conv1");
    assert.deepEqual([graph, plain, steps], [2, 0, 1]);
  });
});
