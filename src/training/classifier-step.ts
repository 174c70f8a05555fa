/**
 * The step of a phase: which layers train, with which optimizer, on which inputs. Compiled, so that its batches run as
 * one graph each.
 */
import type { Training } from "../experiment/types";
import { derivedSeed } from "../math/random";
import type { CompiledStep } from "./compile/compiler";
import type { Network } from "./network";
import { Optimizer, type Slot } from "./optimizers";
import type { Services } from "./services";
import { tf } from "./tf";
import { inputName, trainingStep, type StepInputs, type StepOutputs } from "./training-step";
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
  /** Steps that all trials of the experiment will take with a batch of this size, at most. */
  expectedSteps: (batch: number) => number;
}

export class ClassifierStep {
  private readonly optimizer: Optimizer;
  private readonly step: CompiledStep<StepInputs, StepOutputs>;
  private readonly noiseSeed: number;

  constructor(private readonly options: ClassifierStepOptions) {
    const { network, part, slots, training, state, services, seed, expectedSteps } = options;
    this.optimizer = new Optimizer(training.optimizer, slots, state);
    this.noiseSeed = derivedSeed("noise", seed);
    const trained = { network, part, slots, optimizer: this.optimizer };
    this.step = services.compiler.compile((inputs: StepInputs) => trainingStep(trained, inputs), {
      expectedCalls: ({ targets }) => expectedSteps(targets.shape[0]),
    });
  }

  /**
   * @param values of each input of the part, row-major
   * @param step decides the noise
   * @returns mean loss in nats and the number of examples recognised, both before the step
   */
  run(values: readonly Float32Array[], labels: Int32Array, step: number): { loss: number; correct: number } {
    const { shapes, classes, weightOfClass, training } = this.options;
    const inputs = tf.tidy((): StepInputs => {
      const given = values.map((array, index) => [
        inputName(index),
        tf.tensor(array, [labels.length, ...(shapes[index] ?? [])]),
      ]);
      return {
        ...(Object.fromEntries(given) as Record<string, tf.Tensor>),
        targets: tf.tensor2d(oneHot(labels, classes), [labels.length, classes]),
        weights: tf.tensor1d(Float32Array.from(labels, (label) => weightOfClass[label] ?? 1)),
        rate: tf.scalar(training.optimizer.learningRate),
        noise: tf.tensor1d([this.noiseSeed, step], "int32"),
      };
    });
    const outputs = this.step.run(inputs);
    const loss = outputs.loss.dataSync()[0] ?? NaN;
    const correct = outputs.correct.dataSync()[0] ?? 0;
    tf.dispose([inputs, outputs]);
    return { loss, correct };
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

function oneHot(labels: Int32Array, classes: number): Float32Array {
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    rows[row * classes + label] = 1;
  });
  return rows;
}
