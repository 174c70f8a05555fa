import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { statelessUniform } from "../../../../src/training/stateless-random";
import { tf } from "../../../../src/training/tf";
import { agreement, ROWS, toyBatch, toyScenario, type ToyInputs } from "../../../support/compile-steps";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";

/** A training whose loss depends on how many steps have been taken. @param checkAfter the step after which to check */
const losing = (change: (loss: tf.Scalar, index: number) => tf.Tensor, checkAfter?: number) =>
  toyScenario((network) => {
    let index = 0;
    return {
      step: (inputs) => network.train(inputs, (loss) => change(loss, index)),
      between: (done, control) => {
        index = done + 1;
        if (done === checkAfter) control.checkNext();
        return [];
      },
    };
  });

const checkedAfter = (steps: number) =>
  toyScenario(() => ({
    between: (done, control) => {
      if (done === steps - 1) control.checkNext();
      return [];
    },
  }));

/** A check is due once 128 steps have run since the last one. */
const CHECKED = 140;
const isNumberOf = (place: string) =>
  new RegExp(`^a number that JavaScript computes \\(made in ${place}\\) changes from .* to .*; make it an input`);

describe("numbers that change from step to step, in a compiled step", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  it("a step without any runs as graph from its first call on, and gives the bits of the plain step", () => {
    assert.deepEqual(agreement(toyScenario()), { graph: 14, plain: 0, reasons: [], difference: 0 });
  });

  it("a step that is checked again goes on as graph", () => {
    assert.deepEqual(agreement(checkedAfter(CHECKED), CHECKED + 2), {
      graph: CHECKED + 2,
      plain: 0,
      reasons: [],
      difference: 0,
    });
  });

  it("a rate that is an input may change with every step", () => {
    const inputs = (index: number) => toyBatch(index, { rate: 0.01 / (1 + index) });
    const result = agreement(toyScenario(() => ({ inputs })));
    assert.deepEqual(result, { graph: 14, plain: 0, reasons: [], difference: 0 });
  });

  it("a number of JavaScript that changes with every step is noticed, and the step is run plainly after four tries", () => {
    const result = agreement(losing((loss, index) => loss.mul(index * 0.1)));
    assert.deepEqual([result.graph, result.plain, result.difference], [4, 10, 0]);
    assert.equal(result.reasons.length, 4);
    for (const reason of result.reasons) assert.match(reason, isNumberOf("mul"));
  });

  it("a number of JavaScript that changes once at a later step stays what it was where nothing is checked", () => {
    const result = agreement(losing((loss, index) => loss.mul(index < 8 ? 0.1 : 0.9)));
    assert.deepEqual([result.graph, result.plain, result.reasons], [14, 0, []]);
    assert.ok(result.difference > 0.5, "the loss is nine times as large in the plain steps");
  });

  it("it stays so where a check is asked for before it is due", () => {
    const result = agreement(losing((loss, index) => loss.mul(index < 8 ? 0.1 : 0.9), 7));
    assert.deepEqual([result.graph, result.plain, result.reasons], [14, 0, []]);
    assert.ok(result.difference > 0.5);
  });

  it("a check at the step where the number changes finds it; that step is run plainly, and the next ones as a new graph", () => {
    const change = (loss: tf.Scalar, index: number) => loss.mul(index < CHECKED ? 0.1 : 0.9);
    const result = agreement(losing(change, CHECKED - 1), CHECKED + 10);
    assert.deepEqual([result.graph, result.plain, result.difference], [CHECKED + 9, 1, 0]);
    assert.equal(result.reasons.length, 1);
    assert.match(result.reasons[0] ?? "", isNumberOf("mul"));
  });

  it("a check finds a branch that is taken another way", () => {
    const change = (loss: tf.Scalar, index: number) => (index < CHECKED ? loss : loss.square());
    const result = agreement(losing(change, CHECKED - 1), CHECKED + 10);
    assert.deepEqual([result.graph, result.plain, result.difference], [CHECKED + 9, 1, 0]);
    assert.match(result.reasons.join("|"), /^the step runs \d+ operations, then \d+$/);
  });

  it("a value that is read back inside the step makes it plain, with the operation that reads", () => {
    const result = agreement(
      losing((loss) => {
        loss.dataSync();
        return loss;
      }),
    );
    assert.deepEqual([result.graph, result.plain, result.difference], [0, 14, 0]);
    assert.match(result.reasons.join("|"), /^the step reads a value back into JavaScript/);
  });

  it("noise that tfjs draws is noticed like any number of JavaScript", () => {
    const result = agreement(losing((loss) => loss.add(tf.randomNormal([4]).sum().mul(0))));
    assert.deepEqual([result.graph, result.plain, result.difference], [4, 10, 0]);
    for (const reason of result.reasons) assert.match(reason, isNumberOf("randomNormal"));
  });

  it("stateless noise is another one in every step, and the same as in the plain step", () => {
    const noisy = toyScenario((network) => {
      let index = 0;
      const seed = () => tf.tensor1d([5, index++], "int32");
      return {
        inputs: (at) => ({ ...toyBatch(at), seed: seed() }),
        step: (inputs) => ({
          ...network.train(inputs, (loss) => loss.add(noiseOf(inputs).mean())),
          noise: tf.tidy(() => noiseOf(inputs).sum()),
        }),
      };
    });
    assert.deepEqual(agreement(noisy), { graph: 14, plain: 0, reasons: [], difference: 0 });
  });

  it("noise that TensorFlow draws without a seed from the step makes the step plain", () => {
    const result = agreement(
      losing((loss) =>
        loss.add(
          tf
            .multinomial(tf.tensor1d([0, 0, 0]), 2, 1)
            .sum()
            .mul(0),
        ),
      ),
    );
    assert.deepEqual([result.graph, result.plain, result.difference], [0, 14, 0]);
    assert.match(result.reasons.join("|"), /^Multinomial draws its own random numbers/);
  });
});

const noiseOf = (inputs: ToyInputs & { seed?: tf.Tensor }): tf.Tensor => {
  if (inputs.seed === undefined) throw new Error("the step gets a seed");
  return statelessUniform([ROWS], inputs.seed.as1D());
};
