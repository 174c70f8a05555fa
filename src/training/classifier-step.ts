/**
 * The step of a phase: which layers train, with which optimizer, on which inputs. Compiled, so that its batches run as
 * one graph each.
 */
import type { Training } from "../experiment/types";
import { derivedSeed } from "../math/random";
import type { CompiledStep } from "./compile/compiler";
import { oneHot } from "./labels";
import type { Totals } from "./loop-progress";
import type { Network } from "./network";
import type { Given, Objective } from "./objective";
import { Optimizer, type Slot } from "./optimizers";
import { rateOf } from "./rehearsal";
import type { Services } from "./services";
import { tf } from "./tf";
import { FIGURE, GIVEN, inputName, trainingStep, type StepInputs, type StepOutputs } from "./training-step";
import type { TrialState } from "./trial-state";

export interface ClassifierStepOptions {
  network: Network;
  /** The network or its part behind a cut. */
  part: tf.LayersModel;
  /** Of each input of the part, without the batch. */
  shapes: readonly (readonly number[])[];
  slots: readonly Slot[];
  classes: number;
  /** Of each class. */
  weightOfClass: Float32Array;
  training: Training;
  seed: number;
  state: TrialState;
  services: Services;
  objective?: Objective;
  /** Steps that all trials of the experiment will take with a batch of this size, at most. */
  expectedSteps: (batch: number) => number;
}

export interface ClassifierBatch {
  /** Of each input of the part, row-major. */
  values: readonly Float32Array[];
  labels: Int32Array;
  /** What the objective reads beside them. */
  given: Readonly<Record<string, Given>>;
}

export class ClassifierStep {
  private readonly optimizer: Optimizer;
  private readonly step: CompiledStep<StepInputs, StepOutputs>;
  private readonly noiseSeed: number;

  constructor(readonly options: ClassifierStepOptions) {
    const { network, part, slots, training, state, services, seed, expectedSteps, objective } = options;
    this.optimizer = new Optimizer(training.optimizer, slots, state);
    this.noiseSeed = derivedSeed("noise", seed);
    const trained = { network, part, slots, optimizer: this.optimizer, ...(objective && { objective }) };
    this.step = services.compiler.compile((inputs: StepInputs) => trainingStep(trained, inputs), {
      expectedCalls: ({ targets }) => expectedSteps(targets.shape[0]),
    });
  }

  /**
   * @param step decides the noise
   * @returns loss in nats, accuracy, and the objective's figures, all before the step
   */
  run(batch: ClassifierBatch, step: number): Totals {
    const inputs = this.inputsOf(batch, step);
    const outputs = this.step.run(inputs);
    const count = batch.labels.length;
    const totals: Totals = {};
    for (const [name, tensor] of Object.entries(outputs)) {
      const value = tensor.dataSync()[0] ?? NaN;
      if (name === "correct") totals.accuracy = [value, count];
      else totals[name === "loss" ? "lossNats" : name.slice(FIGURE.length)] = [value * count, count];
    }
    tf.dispose([inputs, outputs]);
    return totals;
  }

  private inputsOf({ values, labels, given }: ClassifierBatch, step: number): StepInputs {
    const { shapes, classes, weightOfClass, training, services } = this.options;
    return tf.tidy((): StepInputs => {
      const tensor = (array: Float32Array, shape: readonly number[]) => tf.tensor(array, [labels.length, ...shape]);
      const read = values.map((array, index) => [inputName(index), tensor(array, shapes[index] ?? [])]);
      const more = Object.entries(given).map(([name, { values: array, shape }]) => [
        `${GIVEN}${name}`,
        tensor(array, shape),
      ]);
      return {
        ...(Object.fromEntries([...read, ...more]) as Record<string, tf.Tensor>),
        targets: tf.tensor2d(oneHot(labels, classes), [labels.length, classes]),
        weights: tf.tensor1d(Float32Array.from(labels, (label) => weightOfClass[label] ?? 1)),
        rate: tf.scalar(rateOf(services.rehearsal, training.optimizer.learningRate, step)),
        noise: tf.tensor1d([this.noiseSeed, step], "int32"),
      };
    });
  }

  /** Once an epoch: lets graph and plain step be compared again. */
  checkNext(): void {
    this.step.checkNext();
  }

  dispose(): void {
    this.step.dispose();
    this.optimizer.dispose();
  }
}
