/** The data and the step of attribute embedding: batches of the seen classes' examples, and their figures. */
import { balancedBatches } from "../../math/balanced-batches";
import { derivedSeed } from "../../math/random";
import { answers as outputsOf } from "../../training/evaluate";
import { variantOf, type Inputs } from "../../training/inputs";
import { oneHot, weightOfClasses } from "../../training/labels";
import type { Totals } from "../../training/loop-progress";
import { Optimizer, slotsOf } from "../../training/optimizers";
import { rateOf } from "../../training/rehearsal";
import { tf } from "../../training/tf";
import type { Lesson } from "../../training/training-loop";
import type { Trial } from "../../training/trial";
import type { EmbeddingNetwork } from "./embedding-network";
import type { Options } from "./options";
import type { SpreadMeter } from "./spread-meter";
import { embeddingStep, judged, type StepInputs } from "./step";

export interface LessonOptions {
  trial: Trial;
  embedding: EmbeddingNetwork;
  /** Of the seen classes. */
  inputs: Inputs;
  held: Inputs | undefined;
  /** Of the seen classes, in the order of their labels, [classes][attributes]. */
  signatures: readonly (readonly number[])[];
  spread: SpreadMeter;
  options: Options;
}

/** The loss that training lowers, in units of the scores or of the space. */
export const LOSS = "loss";

interface Batch {
  isLast: boolean;
  indices: number[];
  values: Float32Array;
}

export function embeddingLesson(options: LessonOptions): Lesson<Batch> {
  const { trial, inputs, spread } = options;
  const { training } = trial.experiment;
  const batchSize = Math.min(training.batchSize, inputs.count);
  const batchOf = balancedBatches({ sizes: [inputs.count], batchSize, seed: trial.seed });
  const batches = Math.ceil(inputs.count / batchSize);
  const step = new EmbeddingStepper(options, batches * training.epochs * training.seeds.length);
  return {
    loss: LOSS,
    batches,
    async read(epoch, batch) {
      const [indices = []] = batchOf((epoch - 1) * batches + batch);
      const [values = new Float32Array()] = await inputs.read(
        Int32Array.from(indices),
        variantOf(training.augmentation, epoch),
      );
      return { isLast: batch === batches - 1, indices, values };
    },
    step(batch, at) {
      const totals = step.run(batch, at);
      const measured = batch.isLast ? spread.measure() : {};
      const told = Object.entries(measured).map(([name, value]): [string, [number, number]] => [name, [value, 1]]);
      return { ...totals, ...Object.fromEntries(told) };
    },
    async *prepare() {
      yield* await Promise.resolve([]);
    },
    validate: () => step.validate(),
    checkNext: () => {
      step.checkNext();
    },
    dispose: () => {
      step.dispose();
    },
  };
}

/** The compiled step, with its optimizer. */
class EmbeddingStepper {
  private readonly optimizer: Optimizer;
  private readonly step;
  private readonly noiseSeed: number;
  /** Of each seen class, what its examples count. */
  private readonly weightOfClass: Float32Array;

  constructor(
    private readonly of: LessonOptions,
    expectedSteps: number,
  ) {
    const { trial, embedding, inputs, signatures, options } = of;
    const { training } = trial.experiment;
    const slots = slotsOf(embedding.network, embedding.network.trainedLayers);
    const optimizer = new Optimizer(training.optimizer, slots, trial.state);
    this.optimizer = optimizer;
    this.noiseSeed = derivedSeed("noise", trial.seed);
    this.weightOfClass = weightOfClasses(training, inputs.labels, signatures.length);
    const stepped = { embedding, slots, optimizer, options };
    this.step = trial.services.compiler.compile((given: StepInputs) => embeddingStep(stepped, given), {
      expectedCalls: () => expectedSteps,
    });
  }

  run({ indices, values }: Batch, at: number): Totals {
    const { inputs, trial, signatures } = this.of;
    const given = tf.tidy((): StepInputs => {
      return {
        x: tf.tensor(values, [indices.length, ...(inputs.shapes[0] ?? [])]),
        signatures: tf.tensor2d(signatures.map((row) => [...row])),
        ...this.answersTo(indices.map((index) => inputs.labels[index] ?? 0)),
        rate: tf.scalar(rateOf(trial.services.rehearsal, trial.experiment.training.optimizer.learningRate, at)),
        noise: tf.tensor1d([this.noiseSeed, at], "int32"),
      };
    });
    const { loss, correct } = this.step.run(given);
    const count = indices.length;
    const totals: Totals = {
      [LOSS]: [(loss.dataSync()[0] ?? NaN) * count, count],
      accuracy: [correct.dataSync()[0] ?? NaN, count],
    };
    tf.dispose([given, loss, correct]);
    return totals;
  }

  /** Figures on other examples of the seen classes. */
  async validate(): Promise<{ loss: number; accuracy: number } | undefined> {
    const { held, embedding, signatures, options } = this.of;
    if (held === undefined) return undefined;
    const classes = embedding.embeddingsOf(signatures);
    let [sum, correct] = [0, 0];
    for await (const { start, count, outputs } of outputsOf(embedding.examples, held)) {
      const labels = Array.from(held.labels.subarray(start, start + count));
      const [loss, predicted] = tf.tidy(() => {
        const given = this.answersTo(labels);
        const told = judged({ examples: outputs.as2D(count, -1), classes }, given, options);
        return [told.loss.dataSync()[0] ?? NaN, told.scores.argMax(1).dataSync()] as const;
      });
      outputs.dispose();
      sum += loss * count;
      correct += labels.filter((label, row) => predicted[row] === label).length;
    }
    classes.dispose();
    return { loss: sum / held.count, accuracy: correct / held.count };
  }

  private answersTo(labels: readonly number[]): Pick<StepInputs, "targets" | "weights"> {
    const classes = this.of.signatures.length;
    return {
      targets: tf.tensor2d(oneHot(labels, classes), [labels.length, classes]),
      weights: tf.tensor1d(Float32Array.from(labels, (label) => this.weightOfClass[label] ?? 1)),
    };
  }

  checkNext(): void {
    this.step.checkNext();
  }

  dispose(): void {
    this.step.dispose();
    this.optimizer.dispose();
  }
}
