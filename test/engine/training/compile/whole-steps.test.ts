import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { tf } from "../../../../src/training/tf";
import { agreement, CLASSES, numbers, ROWS, toyBatch, toyScenario } from "../../../support/compile-steps";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";

const exact = { graph: 14, plain: 0, reasons: [], difference: 0 };
describe("steps of the kind that methods need, compiled", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  it("pseudo-labels by argmax, one-hot and gather give the bits of the plain step", () => {
    const labelled = toyScenario((network) => ({
      step: (inputs) =>
        network.train(inputs, (loss) => {
          const probabilities = tf.logSoftmax(network.logits(inputs.x)).exp();
          const chosen = tf.oneHot(probabilities.argMax(1).as1D(), CLASSES).toFloat();
          const some = tf.gather(probabilities, tf.tensor1d([0, 3, 5], "int32")).sum();
          return loss.add(probabilities.mul(chosen).log1p().mean()).add(some.mul(0.01));
        }),
    }));
    assert.deepEqual(agreement(labelled), exact);
  });

  it("a softmax is computed by another kernel in a graph: the two differ by some roundings", () => {
    const softened = toyScenario((network) => ({
      step: (inputs) => network.train(inputs, (loss) => loss.add(tf.softmax(network.logits(inputs.x)).square().mean())),
    }));
    const { difference, ...counts } = agreement(softened);
    assert.deepEqual({ ...counts, difference: 0 }, exact);
    assert.ok(difference <= 1e-6, `differs by ${difference}`);
  });

  it("distances between kernel means and covariances of two halves of a batch give the bits of the plain step", () => {
    const half = ROWS / 2;
    const aligned = toyScenario((network) => ({
      step: (inputs) =>
        network.train(inputs, (loss) => {
          const features = network.model.layers[0]?.apply(inputs.x) as tf.Tensor2D;
          const a = features.slice([0, 0], [half, -1]);
          const b = features.slice([half, 0], [half, -1]);
          const kernels = kernelMean(a, a).add(kernelMean(b, b)).sub(kernelMean(a, b).mul(2));
          const covariances = covariance(a)
            .sub(covariance(b))
            .square()
            .sum()
            .div(4 * 256);
          return loss.add(kernels).add(covariances);
        }),
    }));
    assert.deepEqual(agreement(aligned), exact);
  });

  it("a gradient of a gradient gives the bits of the plain step", () => {
    const penalized = toyScenario((network) => ({
      step: (inputs) =>
        network.train(inputs, (loss) => {
          const slope = tf.grad((x) => network.model.apply(x) as tf.Tensor)(inputs.x);
          return loss.add(slope.square().sum().mul(0.001));
        }),
    }));
    assert.deepEqual(agreement(penalized), exact);
  });

  it("divisions, powers, roots, and sums and products with constants round as in the plain step", () => {
    const arithmetic = () => ({
      step: ({ x, y }: { x: tf.Tensor; y: tf.Tensor }) =>
        tf.tidy(() => ({
          division: x.div(7),
          folded: x.div(tf.ones([7]).sum()),
          products: x.mul(0.3).mul(y).mul(0.7),
          sums: x.add(0.3).add(y).add(0.7),
          nested: x.add(y.add(x.mul(y).add(y.exp()))),
          factored: x.mul(y).add(y.mul(y.sin())),
          square: x.pow(2),
          root: y.abs().pow(0.5),
          scaled: x.div(y.square().sum().sqrt()),
          norm: x.div(y.norm("euclidean", 1, true)),
          negative: x.neg().add(y.exp()).sub(y.neg()),
        })),
      inputs: (index: number) => ({ x: numbers([7, 5], `x ${index}`), y: numbers([7, 5], `y ${index}`) }),
      variables: [],
      dispose: () => undefined,
    });
    assert.deepEqual(agreement(arithmetic), exact);
  });

  it("a domain-adversarial step gives the bits of the plain step, while λ and rate change with every step", () => {
    const steps = 24;
    const adversarial = toyScenario((network) => {
      const domain = tf.variable(numbers([16, 1], "domain", 0.4), true);
      return {
        inputs: (index) => ({
          ...toyBatch(index, { rate: 0.01 / Math.pow(1 + (10 * index) / steps, 0.75) }),
          lambda: tf.scalar(2 / (1 + Math.exp((-10 * index) / steps)) - 1),
          isTarget: tf.concat([tf.zeros([ROWS / 2, 1]), tf.ones([ROWS / 2, 1])]),
        }),
        step: (inputs) => adversarialStep(network, domain, inputs as AdversarialInputs),
        variables: [...network.variables, domain],
        dispose: () => {
          domain.dispose();
        },
      };
    });
    assert.deepEqual(agreement(adversarial, steps), { ...exact, graph: steps });
  });
});

describe("optimizers of tfjs, compiled", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  const optimizers = {
    sgd: () => tf.train.sgd(0.1),
    momentum: () => tf.train.momentum(0.1, 0.9),
    rmsprop: () => tf.train.rmsprop(0.01),
    adam: () => tf.train.adam(0.01),
    adamax: () => tf.train.adamax(0.01),
  };
  /** @param hasBegun whether a plain step is taken first */
  const training = (name: keyof typeof optimizers, hasBegun: boolean, change?: { at: number; rate: number }) =>
    toyScenario((network) => {
      const optimizer = optimizers[name]();
      const step = (inputs: ReturnType<typeof toyBatch>) => {
        const loss = optimizer.minimize(() => network.loss(inputs), true, network.variables);
        if (loss === null) throw new Error("the loss is asked for");
        return { loss };
      };
      if (hasBegun) {
        const inputs = toyBatch(99);
        tf.dispose([step(inputs), inputs]);
      }
      return {
        step,
        between: (index) => {
          if (index === change?.at && optimizer instanceof tf.SGDOptimizer) optimizer.setLearningRate(change.rate);
          return [];
        },
        dispose: () => {
          optimizer.dispose();
        },
      };
    });

  for (const name of ["sgd", "momentum", "rmsprop", "adam", "adamax"] as const) {
    it(`${name} gives the bits of the plain step once it has taken a step`, () => {
      assert.deepEqual(agreement(training(name, true)), exact);
    });
  }

  it("one that makes its accumulators in its first step runs plainly, and says why", () => {
    const reason = "the step creates or disposes variables";
    assert.deepEqual(agreement(training("adam", false)), { graph: 0, plain: 14, reasons: [reason], difference: 0 });
  });

  for (const hasBegun of [true, false]) {
    const when = hasBegun ? "after a plain step" : "from its first step on";
    it(`a rate that is changed in JavaScript is a new graph, as tfjs disposes that of the old one, ${when}`, () => {
      assert.deepEqual(agreement(training("sgd", hasBegun, { at: 7, rate: 0.5 })), exact);
    });
  }
});

type Network = Parameters<NonNullable<Parameters<typeof toyScenario>[0]>>[0];
type AdversarialInputs = ReturnType<typeof toyBatch> & { lambda: tf.Tensor; isTarget: tf.Tensor };

/** Plain descent on the loss of the classes minus λ times that of the domains, as far as the features go. */
function adversarialStep(network: Network, domain: tf.Variable, inputs: AdversarialInputs) {
  return tf.tidy(() => {
    const { x, targets, lambda, isTarget, rate } = inputs;
    const [first, second] = network.model.layers;
    let domainLoss = tf.scalar(0);
    const { value, grads } = tf.variableGrads(() => {
      const features = first?.apply(x) as tf.Tensor2D;
      const labelled = second?.apply(features.slice([0, 0], [ROWS / 2, -1])) as tf.Tensor2D;
      const ofClasses = tf.losses.softmaxCrossEntropy(targets.slice([0, 0], [ROWS / 2, -1]), labelled).asScalar();
      const logits = reversed(features, lambda).as2D(ROWS, -1).matMul(domain.as2D(-1, 1));
      domainLoss = tf.keep(tf.losses.sigmoidCrossEntropy(isTarget, logits).asScalar());
      return ofClasses.add(domainLoss).asScalar();
    });
    for (const variable of [...network.variables, domain]) {
      const gradient = grads[variable.name];
      if (gradient !== undefined) variable.assign(variable.sub(gradient.mul(rate)));
    }
    return { loss: value, domainLoss };
  });
}

/** The features as they are, with the gradient turned round and scaled. */
const reversed = (features: tf.Tensor, lambda: tf.Tensor): tf.Tensor =>
  tf.customGrad((z) => {
    if (!(z instanceof tf.Tensor)) throw new Error("one tensor is given");
    return { value: z.clone(), gradFunc: (dy: tf.Tensor) => dy.mul(lambda).neg() };
  })(features);

/** Mean of a sum of Gaussian kernels between the rows of two tensors. */
function kernelMean(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor {
  const squares = a.square().sum(1, true).add(b.square().sum(1, true).transpose());
  const distances = squares.sub(a.matMul(b, false, true).mul(2));
  return tf.addN([0.5, 1, 2].map((width) => distances.mul(-1 / (2 * width)).exp())).mean();
}

function covariance(rows: tf.Tensor2D): tf.Tensor {
  const centred = rows.sub(rows.mean(0, true)).as2D(rows.shape[0], -1);
  return centred
    .transpose()
    .matMul(centred)
    .div(rows.shape[0] - 1);
}
