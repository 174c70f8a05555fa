/** Small steps that are run both ways, plainly and compiled, from the same start; and how far the two agree. */
import { randomFor } from "../../src/math/random";
import { Compiler } from "../../src/training/compile/compiler";
import type { Tensors } from "../../src/training/compile/recorder";
import { softmaxCrossEntropy } from "../../src/training/losses";
import { Optimizer } from "../../src/training/optimizers";
import { tf } from "../../src/training/tf";
import { TrialState } from "../../src/training/trial-state";

/** A training, made anew for each way of running it. */
export interface Scenario<Inputs extends Tensors> {
  step: (inputs: Inputs) => Tensors;
  /** Made for each step and disposed after it. */
  inputs: (index: number) => Inputs;
  /** After a step; the values that it returns are compared as well. */
  between?: (index: number, control: { checkNext(): void }) => ArrayLike<number>;
  /** Compared after the last step. */
  variables: readonly tf.Tensor[];
  dispose: () => void;
}

interface Agreement {
  /** Steps of the compiled training, by the way that gave their numbers. */
  graph: number;
  plain: number;
  reasons: string[];
  /** The largest absolute difference over results and variables; 0 where all bits agree. */
  difference: number;
}

/** Runs a training plainly and compiled. */
export function agreement<Inputs extends Tensors>(make: () => Scenario<Inputs>, steps = 14): Agreement {
  const plain = numbersOf(make(), steps);
  const compiler = new Compiler();
  const scenario = make();
  const compiled = compiler.compile(scenario.step);
  const numbers = numbersOf({ ...scenario, step: (inputs) => compiled.run(inputs) }, steps, compiled);
  compiled.dispose();
  compiler.dispose();
  const { graph, plain: plainSteps, reasons } = compiled.counts;
  return { graph, plain: plainSteps, reasons: [...reasons], difference: largestDifference(numbers, plain) };
}

/** All results, step by step, and the variables at the end. */
function numbersOf<Inputs extends Tensors>(
  { step, inputs, between, variables, dispose }: Scenario<Inputs>,
  steps: number,
  control: { checkNext(): void } = { checkNext: () => undefined },
): number[] {
  const numbers: number[] = [];
  for (let index = 0; index < steps; index++) {
    const given = inputs(index);
    const results = step(given);
    for (const result of Object.values(results)) numbers.push(...result.dataSync());
    tf.dispose([given, results]);
    numbers.push(...Array.from(between?.(index, control) ?? []));
  }
  for (const variable of variables) numbers.push(...variable.dataSync());
  dispose();
  return numbers;
}

/** @returns 0 where all bits agree; NaN agrees with NaN */
export function largestDifference(received: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (received.length !== wanted.length) return Infinity;
  let largest = 0;
  for (let index = 0; index < wanted.length; index++) {
    const [a = NaN, b = NaN] = [received[index], wanted[index]];
    if (Object.is(a, b)) continue;
    const difference = Math.abs(a - b);
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference, Number.MIN_VALUE);
  }
  return largest;
}

/** Numbers around 0 that are the same in every process. */
export function numbers(shape: readonly number[], purpose: string, scale = 1): tf.Tensor {
  const random = randomFor("compile tests", purpose);
  const size = shape.reduce((product, side) => product * side, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => random.uniform(-scale, scale)),
    [...shape],
  );
}

const FEATURES = 20;
export const CLASSES = 4;
export const ROWS = 32;

export interface ToyInputs extends Tensors {
  x: tf.Tensor2D;
  targets: tf.Tensor2D;
  rate: tf.Scalar;
}

/** A batch; another one for each index. */
export function toyBatch(index: number, { rows = ROWS, rate = 0.01 } = {}): ToyInputs {
  return tf.tidy(() => {
    const x = numbers([rows, FEATURES], `batch ${index}`).as2D(rows, FEATURES);
    const label = x.slice([0, 0], [-1, CLASSES]).argMax(1).as1D();
    return { x, targets: tf.oneHot(label, CLASSES).toFloat().as2D(rows, CLASSES), rate: tf.scalar(rate) };
  });
}

/** Two dense layers with an optimizer of this project. */
export class ToyNetwork {
  readonly model: tf.Sequential;
  readonly variables: tf.Variable[];
  private readonly optimizer: Optimizer;

  constructor(hidden = 16) {
    this.model = tf.sequential({
      layers: [
        tf.layers.dense({ units: hidden, activation: "relu", inputShape: [FEATURES] }),
        tf.layers.dense({ units: CLASSES }),
      ],
    });
    this.reset();
    this.variables = this.model.weights.map((weight) => {
      const variable: tf.Tensor = weight.read();
      if (!(variable instanceof tf.Variable)) throw new Error(`${weight.name} is not a variable`);
      return variable as tf.Variable;
    });
    const slots = this.variables.map((variable, index) => {
      return { name: `w${index}`, variable, rateFactor: 1, decays: index % 2 === 0 };
    });
    const settings = { name: "adam" as const, learningRate: 0.01, momentum: 0, weightDecay: 0 };
    this.optimizer = new Optimizer(settings, slots, new TrialState());
  }

  /** The first variable, the kernel of the first layer. */
  get kernel(): tf.Variable {
    const [kernel] = this.variables;
    if (kernel === undefined) throw new Error("the network has variables");
    return kernel;
  }

  /** Sets the weights that it starts with. */
  reset(): void {
    const start = this.model.getWeights().map(({ shape }, index) => numbers(shape, `weight ${index}`, 0.4));
    this.model.setWeights(start);
    tf.dispose(start);
  }

  logits(x: tf.Tensor): tf.Tensor2D {
    return (this.model.apply(x, { training: true }) as tf.Tensor).as2D(-1, CLASSES);
  }

  loss({ x, targets }: Pick<ToyInputs, "x" | "targets">): tf.Scalar {
    return softmaxCrossEntropy(this.logits(x), targets, tf.ones([targets.shape[0]]));
  }

  /** One step of the optimizer. @param changed makes another loss of the usual one */
  train(inputs: ToyInputs, changed: (loss: tf.Scalar) => tf.Tensor = (loss) => loss): { loss: tf.Scalar } {
    return tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => changed(this.loss(inputs)).asScalar(), this.variables);
      this.optimizer.apply(grads, inputs.rate);
      return { loss: value };
    });
  }

  dispose(): void {
    this.optimizer.dispose();
    this.model.dispose();
  }
}

/** The usual training of the toy network, with parts of it replaced. */
export function toyScenario(
  change: (network: ToyNetwork) => Partial<Scenario<ToyInputs>> = () => ({}),
): () => Scenario<ToyInputs> {
  return () => {
    const network = new ToyNetwork();
    const changed = change(network);
    return {
      step: (inputs) => network.train(inputs),
      inputs: (index) => toyBatch(index),
      variables: network.variables,
      ...changed,
      dispose: () => {
        changed.dispose?.();
        network.dispose();
      },
    };
  };
}
