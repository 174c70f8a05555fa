/** A task as the training takes it: its examples, the answers in the network's units, and figures by name. */
import type { Experiment } from "../../experiment/types";
import type { Figures } from "../../protocol/metrics";
import { prefixed } from "../../protocol/task-figures";
import { evaluate, evaluateNumbers } from "../../training/evaluate";
import type { Examples } from "../../training/examples";
import { inputsFor, type Inputs } from "../../training/inputs";
import { oneHot, weightOfClasses } from "../../training/labels";
import type { Totals } from "../../training/loop-progress";
import { tf } from "../../training/tf";
import type { Task } from "../../training/trial";
import type { Answers } from "./task-loss";

/** An output times `std` plus `mean` is the number. */
export interface Scale {
  mean: number;
  std: number;
}

export const UNSCALED: Scale = { mean: 0, std: 1 };

/** Of the training targets; those that are all the same are only shifted. */
export function scaleOf(targets: Float32Array): Scale {
  const mean = targets.reduce((sum, value) => sum + value, 0) / targets.length;
  const variance = targets.reduce((sum, value) => sum + (value - mean) ** 2, 0) / targets.length;
  return { mean, std: variance > 0 ? Math.sqrt(variance) : 1 };
}

export interface LearntTaskOptions {
  task: Task;
  /** Before the names of its figures: empty for the target. */
  prefix: string;
  /** Maps examples to its output: the network, as far as it serves the task. */
  part: tf.LayersModel;
  scale: Scale;
  seed: number;
  training: Experiment["training"];
}

export class LearntTask {
  /** Of each class, what its examples count. */
  private readonly weightOfClass: Float32Array;
  private readonly targets: Float32Array;
  /** Of the targets, in their own units. */
  private readonly spread: number;

  private constructor(
    readonly options: LearntTaskOptions,
    readonly inputs: Inputs,
    private readonly held: Inputs | undefined,
  ) {
    const { task, training } = options;
    this.targets = task.predicts === "number" ? task.train.targets : new Float32Array();
    this.spread = scaleOf(this.targets).std;
    this.weightOfClass = weightOfClasses(training, task.train.labels, task.classes.length);
  }

  static async open(options: LearntTaskOptions): Promise<LearntTask> {
    const { task, training, seed } = options;
    const inputsOf = (examples: Examples) => inputsFor({ examples, augmentation: training.augmentation, seed });
    return new LearntTask(options, await inputsOf(task.train), task.validation && (await inputsOf(task.validation)));
  }

  get name(): string {
    return this.options.task.name;
  }

  get predicts(): Task["predicts"] {
    return this.options.task.predicts;
  }

  /** The name of its loss among the figures. */
  get loss(): string {
    return `${this.options.prefix}${this.predicts === "number" ? "loss" : "lossNats"}`;
  }

  /**
   * The loss of a network that gives 0 for everything, on the training examples: log C of C classes, the mean square of
   * numbers. It stands for the loss at the start, as the authors of GradNorm advise where that depends on the weights.
   */
  get initialLoss(): number {
    const { task, scale } = this.options;
    if (this.predicts === "class") return Math.log(task.classes.length);
    const square = this.targets.reduce((sum, target) => sum + ((target - scale.mean) / scale.std) ** 2, 0);
    return square > 0 ? square / this.targets.length : 1;
  }

  /** @param indices of training examples @returns tensors; the caller disposes them */
  answersOf(indices: readonly number[]): Answers {
    const { inputs, options, targets, weightOfClass } = this;
    const { scale, task } = options;
    if (this.predicts === "number") {
      const values = indices.map((index) => ((targets[index] ?? 0) - scale.mean) / scale.std);
      return { targets: tf.tensor2d(values, [indices.length, 1]) };
    }
    const labels = indices.map((index) => inputs.labels[index] ?? 0);
    const width = task.classes.length;
    return {
      targets: tf.tensor2d(oneHot(labels, width), [labels.length, width]),
      weights: tf.tensor1d(Float32Array.from(labels, (label) => weightOfClass[label] ?? 1)),
    };
  }

  /** @param told mean loss, examples recognised, and how many there were, of a batch before the step */
  totalsOf({ loss, correct, count }: { loss: number; correct: number; count: number }): Totals {
    const { prefix, scale } = this.options;
    const sum = loss * count;
    if (this.predicts === "class") return { [this.loss]: [sum, count], [`${prefix}accuracy`]: [correct, count] };
    // Against the variance of all training examples, so that the mean over batches is that of an epoch.
    const explained = count - (sum * scale.std ** 2) / this.spread ** 2;
    return { [this.loss]: [sum, count], [`${prefix}r2`]: [explained, count] };
  }

  /** Figures on its validation examples; none where it has none. */
  async validate(): Promise<Figures> {
    const { held, options } = this;
    const { task, part, scale } = options;
    if (held === undefined || task.validation === undefined) return {};
    if (this.predicts === "class") {
      const { lossNats, accuracy } = await evaluate(part, held);
      return this.named({ lossNats, accuracy });
    }
    const figures = await evaluateNumbers(part, held, { targets: task.validation.targets, scale });
    if (figures === undefined) return {};
    const { mse, rmse, r2 } = figures;
    return this.named({ loss: mse / scale.std ** 2, rmse, ...(r2 === undefined ? {} : { r2 }) });
  }

  /**
   * What a constant answer is worth on the training examples: the entropy of their labels and the share of the commonest
   * one, or the variance of the numbers. A task that learns nothing comes no lower.
   */
  constant(): Figures {
    const { task, scale } = this.options;
    if (this.predicts === "number") {
      return this.named({ constantLoss: (this.spread / scale.std) ** 2 });
    }
    const counts = task.classes.map((_, label) => task.train.labels.filter((one) => one === label).length);
    const shares = counts.map((count) => count / task.train.count);
    const entropy = shares.reduce((sum, share) => (share === 0 ? sum : sum - share * Math.log(share)), 0);
    return this.named({ constantLossNats: entropy, constantAccuracy: Math.max(...shares) });
  }

  /** @param figures by their own names */
  private named(figures: Figures): Figures {
    return prefixed(this.options.prefix, figures);
  }
}
