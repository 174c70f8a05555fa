/** The data and the step of a training on seen classes: batches of their examples, and the figures of an epoch. */
import { balancedBatches } from "../../math/balanced-batches";
import { derivedSeed } from "../../math/random";
import type { Training } from "../../experiment/types";
import type { Figures } from "../../protocol/metrics";
import { answers as outputsOf } from "../../training/evaluate";
import { variantOf, type Inputs } from "../../training/inputs";
import { oneHot, weightOfClasses } from "../../training/labels";
import { addTotals, meansOf, type Totals } from "../../training/loop-progress";
import type { Network } from "../../training/network";
import { Optimizer, slotsOf } from "../../training/optimizers";
import { rateOf } from "../../training/rehearsal";
import { tf } from "../../training/tf";
import type { Lesson } from "../../training/training-loop";
import type { Trial } from "../../training/trial";
import type { TrialState } from "../../training/trial-state";
import type { Goal } from "./goal";
import { judged, seenClassStep, type StepInputs, type Told } from "./step";

export interface LessonOptions {
  trial: Pick<Trial, "services" | "seed">;
  training: Training;
  state: TrialState;
  network: Network;
  goal: Goal;
  inputs: Inputs;
  /** Those of the inputs that are trained on; each has a class that is taught. */
  indices: readonly number[];
  /** Validation examples. */
  held: Inputs | undefined;
}

interface Batch {
  labels: number[];
  values: Float32Array;
}

const LOSS = "lossNats";

export function seenClassLesson(options: LessonOptions): Lesson<Batch> {
  const { trial, training, inputs, indices } = options;
  const batchSize = Math.min(training.batchSize, indices.length);
  const batchOf = balancedBatches({ sizes: [indices.length], batchSize, seed: trial.seed });
  const batches = Math.ceil(indices.length / batchSize);
  const stepper = new SeenClassStepper(options, batches * training.epochs * training.seeds.length);
  return {
    loss: LOSS,
    batches,
    async read(epoch, batch) {
      const [places = []] = batchOf((epoch - 1) * batches + batch);
      const rows = Int32Array.from(places, (place) => indices[place] ?? 0);
      const [values = new Float32Array()] = await inputs.read(rows, variantOf(training.augmentation, epoch));
      return { labels: Array.from(rows, (row) => inputs.labels[row] ?? 0), values };
    },
    step: (batch, at) => stepper.run(batch, at),
    async *prepare() {
      yield* await Promise.resolve([]);
    },
    validate: () => stepper.validate(),
    checkNext: () => {
      stepper.checkNext();
    },
    dispose: () => {
      stepper.dispose();
    },
  };
}

/** The compiled step, with its optimizer. */
class SeenClassStepper {
  private readonly optimizer: Optimizer;
  private readonly step;
  private readonly noiseSeed: number;
  private readonly weightOfClass: Float32Array;
  /** Place of a label among the classes that are taught. */
  private readonly placeOf: ReadonlyMap<number, number>;

  constructor(
    private readonly of: LessonOptions,
    expectedSteps: number,
  ) {
    const { trial, training, state, network, goal, inputs, indices } = of;
    const slots = slotsOf(network, network.trainedLayers);
    this.optimizer = new Optimizer(training.optimizer, slots, state);
    this.noiseSeed = derivedSeed("noise", trial.seed);
    this.placeOf = new Map(goal.classes.map(({ label }, place) => [label, place]));
    const places = Int32Array.from(indices, (index) => this.placeOf.get(inputs.labels[index] ?? -1) ?? 0);
    this.weightOfClass = weightOfClasses(training, places, goal.classes.length);
    const stepped = { network, slots, optimizer: this.optimizer, goal };
    this.step = trial.services.compiler.compile((given: StepInputs) => seenClassStep(stepped, given), {
      expectedCalls: () => expectedSteps,
    });
  }

  run({ labels, values }: Batch, at: number): Totals {
    const { training, inputs, trial } = this.of;
    const given: StepInputs = tf.tidy(() => ({
      ...this.answersTo(labels),
      x: tf.tensor(values, [labels.length, ...(inputs.shapes[0] ?? [])]),
      rate: tf.scalar(rateOf(trial.services.rehearsal, training.optimizer.learningRate, at)),
      noise: tf.tensor1d([this.noiseSeed, at], "int32"),
    }));
    const told = this.step.run(given);
    const totals = this.totalsOf(told, labels.length);
    tf.dispose([given, told]);
    return totals;
  }

  async validate(): Promise<Figures | undefined> {
    const { network, held, goal } = this.of;
    if (held === undefined) return undefined;
    const totals: Totals = {};
    for await (const { start, count, outputs } of outputsOf(network.after(undefined), held)) {
      const labels = Array.from(held.labels.subarray(start, start + count));
      const told = tf.tidy(() => judged(outputs.as2D(count, -1), this.answersTo(labels), goal));
      addTotals(totals, this.totalsOf(told, count));
      tf.dispose([outputs, told]);
    }
    return meansOf(totals);
  }

  private answersTo(labels: readonly number[]): Pick<StepInputs, "targets" | "weights" | "answers" | "bias"> {
    const { answers, bias, classes, outputs } = this.of.goal;
    const places = labels.map((label) => this.placeOf.get(label) ?? 0);
    return {
      targets: tf.tensor2d(oneHot(places, classes.length), [labels.length, classes.length]),
      weights: tf.tensor1d(Float32Array.from(places, (place) => this.weightOfClass[place] ?? 1)),
      answers: tf.tensor2d(answers.flat(), [classes.length, outputs]),
      bias: tf.tensor1d([...bias]),
    };
  }

  private totalsOf({ loss, correct, right }: Told, count: number): Totals {
    const valueOf = (tensor: tf.Scalar) => tensor.dataSync()[0] ?? NaN;
    return {
      [LOSS]: [valueOf(loss) * count, count],
      accuracy: [valueOf(correct), count],
      ...(this.of.goal.saysAttributes && { attributeAccuracy: [valueOf(right) * count, count] }),
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
