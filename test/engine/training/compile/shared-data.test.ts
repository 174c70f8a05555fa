import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { tf } from "../../../../src/training/tf";
import {
  agreement,
  numbers,
  toyBatch,
  toyScenario,
  type ToyInputs,
  type ToyNetwork,
} from "../../../support/compile-steps";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";

const allGraph = { graph: 14, plain: 0, reasons: [], difference: 0 };

/** Copies that share their data with the variables until one of the two changes. */
const clonesOf = (network: ToyNetwork): tf.Tensor[] => network.variables.map((variable) => variable.clone());

describe("data that a compiled step shares with its surroundings", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  it("weights that were cloned before training stay what they were (L2-SP)", () => {
    const penalized = toyScenario((network) => {
      const start = clonesOf(network);
      const penalty = () => tf.addN(network.variables.map((variable, at) => distance(variable, start[at])));
      return {
        step: (inputs) => network.train(inputs, (loss) => loss.add(penalty().mul(0.1))),
        variables: [...network.variables, ...start],
        dispose: () => {
          tf.dispose(start);
        },
      };
    });
    assert.deepEqual(agreement(penalized), allGraph);
  });

  it("tensors from before the step that TensorFlow has not seen yet are the same in the next steps", () => {
    const scaled = toyScenario((network) => {
      const mask = numbers([16], "mask");
      return {
        step: (inputs) =>
          network.train(inputs, (loss) => {
            const features = network.model.layers[0]?.apply(inputs.x) as tf.Tensor;
            return loss.add(features.sum(0).mul(mask).sum());
          }),
        dispose: () => {
          mask.dispose();
        },
      };
    });
    assert.deepEqual(agreement(scaled), allGraph);
  });

  it("a moving average that begins as the data of its student goes its own way", () => {
    const taught = toyScenario((network) => {
      const teacher = network.variables.map((variable) => tf.variable(variable, false));
      const follow = () => {
        teacher.forEach((average, at) => {
          average.assign(average.mul(0.9).add(network.variables[at]?.mul(0.1) ?? NaN));
        });
      };
      return {
        step: (inputs) => {
          const results = network.train(inputs);
          tf.tidy(follow);
          return results;
        },
        between: () => teacher[0]?.dataSync() ?? [],
        variables: [...network.variables, ...teacher],
        dispose: () => {
          tf.dispose(teacher);
        },
      };
    });
    assert.deepEqual(agreement(taught), allGraph);
  });

  it("a variable that gets the data of another one between steps is separate again afterwards", () => {
    const copied = toyScenario((network) => {
      const other = tf.variable(tf.zerosLike(network.kernel), false);
      return {
        step: (inputs) => ({
          ...network.train(inputs, (loss) => loss.add(other.square().sum())),
          other: tf.tidy(() => other.sum()),
        }),
        between: (index) => {
          if (index === 6) other.assign(network.kernel);
          return other.dataSync();
        },
        dispose: () => {
          other.dispose();
        },
      };
    });
    assert.deepEqual(agreement(copied), allGraph);
  });

  it("weights that are clipped after the optimizer are clipped in the graph", () => {
    const clipped = toyScenario((network) => ({
      step: (inputs) => {
        const results = network.train(inputs);
        tf.tidy(() => {
          for (const variable of network.variables) variable.assign(variable.clipByValue(-0.2, 0.2));
        });
        return results;
      },
    }));
    assert.deepEqual(agreement(clipped), allGraph);
  });

  it("weights that are read between steps are the newest ones", () => {
    assert.deepEqual(agreement(toyScenario(({ kernel }) => ({ between: () => kernel.dataSync() }))), allGraph);
  });

  it("weights that are cloned after one step and restored after another are those of the clone", () => {
    const restored = toyScenario((network) => {
      let kept: tf.Tensor[] = [];
      return {
        between: (index) => {
          if (index === 5) kept = clonesOf(network);
          if (index === 9) restore(network.variables, kept);
          return kept[0]?.dataSync() ?? [];
        },
        dispose: () => {
          tf.dispose(kept);
        },
      };
    });
    assert.deepEqual(agreement(restored), allGraph);
  });

  it("a clone that is never looked at until the end has the values of its step", () => {
    const kept = toyScenario((network) => {
      const clones: tf.Tensor[] = [];
      return {
        between: (index) => {
          if (index === 3 || index === 8) clones.push(...clonesOf(network));
          return index === 13 ? clones.flatMap((clone) => Array.from(clone.dataSync())) : [];
        },
        dispose: () => {
          tf.dispose(clones);
        },
      };
    });
    assert.deepEqual(agreement(kept), allGraph);
  });

  it("weights that are set between steps are those of the next step, and the accumulators stay", () => {
    const set = toyScenario((network) => ({
      between: (index) => {
        if (index === 8) network.reset();
        return [];
      },
    }));
    assert.deepEqual(agreement(set), allGraph);
  });

  it("a prediction between steps uses the newest weights", () => {
    const predicted = toyScenario((network) => {
      const x = numbers([5, 20], "unseen");
      return {
        between: () => {
          const logits = network.model.predict(x) as tf.Tensor;
          const values = logits.dataSync();
          logits.dispose();
          return values;
        },
        dispose: () => {
          x.dispose();
        },
      };
    });
    assert.deepEqual(agreement(predicted), allGraph);
  });

  it("a variable that only the plain part of a training changes is read anew in each step", () => {
    const scaled = toyScenario((network) => {
      const factor = tf.variable(tf.scalar(1), false);
      return {
        step: (inputs) => network.train(inputs, (loss) => loss.mul(factor)),
        between: (index) => {
          tf.tidy(() => {
            factor.assign(tf.scalar(1 / (index + 2)));
          });
          return [];
        },
        dispose: () => {
          factor.dispose();
        },
      };
    });
    assert.deepEqual(agreement(scaled), allGraph);
  });

  it("two sizes of batch share their variables, each with a graph of its own", () => {
    const partial = toyScenario(() => ({
      inputs: (index) => toyBatch(index, { rows: index % 4 === 3 ? 7 : 32 }),
    }));
    assert.deepEqual(agreement(partial, 24), { ...allGraph, graph: 24 });
  });

  it("inputs of another form are another graph, whatever differs: a name, a type or a side", () => {
    const seen: string[] = [];
    const formed = toyScenario((network) => ({
      inputs: (index) => ({ ...toyBatch(index), ...extra(index % 3) }),
      step: (inputs: ToyInputs) => {
        seen.push(
          Object.values(inputs)
            .map(({ dtype, shape }) => `${dtype}${shape.join()}`)
            .join(" "),
        );
        return network.train(inputs);
      },
    }));
    assert.deepEqual(agreement(formed, 15), { ...allGraph, graph: 15 });
    assert.equal(new Set(seen).size, 3);
  });
});

function extra(kind: number): Record<string, tf.Tensor> {
  if (kind === 0) return { extra: tf.scalar(1) };
  return kind === 1 ? { extra: tf.scalar(1, "int32") } : { extra: tf.tensor1d([1]) };
}

function restore(variables: readonly tf.Variable[], values: readonly tf.Tensor[]): void {
  variables.forEach((variable, at) => {
    variable.assign(given(values[at]));
  });
}

function distance(variable: tf.Tensor, from: tf.Tensor | undefined): tf.Tensor {
  return variable.sub(given(from)).square().sum();
}

function given(tensor: tf.Tensor | undefined): tf.Tensor {
  if (tensor === undefined) throw new Error("there is one for each variable");
  return tensor;
}
