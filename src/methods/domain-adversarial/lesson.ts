/** The data and the step of a domain-adversarial training: batches half source, half target, and their figures. */
import { balancedBatches } from "../../math/balanced-batches";
import { derivedSeed } from "../../math/random";
import { prefixed } from "../../protocol/task-figures";
import { evaluate } from "../../training/evaluate";
import { variantOf, type Inputs } from "../../training/inputs";
import { oneHot, weightOfClasses } from "../../training/labels";
import type { Totals } from "../../training/loop-progress";
import { notFinite } from "../../training/not-finite";
import { Optimizer, slotsOf } from "../../training/optimizers";
import { rateOf } from "../../training/rehearsal";
import { tf } from "../../training/tf";
import type { Lesson } from "../../training/training-loop";
import type { Trial } from "../../training/trial";
import { adversarialStep, type AdversarialInputs } from "./adversarial-step";
import type { DomainClassifier } from "./domain-classifier";
import type { DomainSample } from "./domain-sample";
import { optionsIn, scheduled } from "./options";
import type { SplitNetwork } from "./split-network";

export interface LessonOptions {
  trial: Trial;
  split: SplitNetwork;
  /** Left out where the source alone is learnt. */
  classifier: DomainClassifier | undefined;
  source: Inputs;
  target: Inputs;
  /** Labelled source examples kept aside. */
  heldSource: Inputs | undefined;
  sample: DomainSample;
}

interface Batch {
  /** Of source examples. */
  indices: readonly number[];
  source: Float32Array;
  /** Nothing where the source alone is learnt. */
  target: Float32Array | undefined;
}

/** What decides which epoch's weights are kept. */
const criteria = {
  last: undefined,
  entropy: { figure: "entropyNats", better: "lower" },
  information: { figure: "informationNats", better: "higher" },
} as const;

/** Half of a batch is source, half is target; `batchSize` is rounded up. */
const halfOf = (batchSize: number): number => Math.ceil(batchSize / 2);

/** An epoch is a pass over the larger domain; examples of the smaller one come round more often. */
export function adversarialLesson(options: LessonOptions): Lesson<Batch> {
  const { trial, source, target, heldSource, split, classifier, sample } = options;
  const { training } = trial.experiment;
  const half = halfOf(training.batchSize);
  const batchOf = balancedBatches({ sizes: [source.count, target.count], batchSize: 2 * half, seed: trial.seed });
  const batches = Math.ceil(Math.max(source.count, target.count) / half);
  const step = new Stepper(options, batches * training.epochs);
  const chosenBy = criteria[optionsIn(trial.experiment).chooseBy];
  return {
    loss: "lossNats",
    ...(chosenBy && { chosenBy }),
    batches,
    async read(epoch, batch) {
      const [indices = [], others = []] = batchOf((epoch - 1) * batches + batch);
      const variant = variantOf(training.augmentation, epoch);
      const [values = new Float32Array()] = await source.read(Int32Array.from(indices), variant);
      if (classifier === undefined) return { indices, source: values, target: undefined };
      const [ofTarget] = await target.read(Int32Array.from(others), variant);
      return { indices, source: values, target: ofTarget };
    },
    step: (batch, at) => step.run(batch, at),
    async *prepare() {
      yield* await Promise.resolve([]);
    },
    async validate() {
      const figures = await sample.measure();
      if (heldSource === undefined) return figures;
      const { lossNats, accuracy } = await evaluate(split.network.after(undefined), heldSource);
      return { ...figures, ...prefixed("source/", { lossNats, accuracy }) };
    },
    checkNext: () => {
      step.checkNext();
    },
    dispose: () => {
      step.dispose();
    },
  };
}

/** The compiled step, with its optimizer. */
class Stepper {
  private readonly optimizer: Optimizer;
  private readonly step;
  private readonly noiseSeed: number;
  private readonly weightOfClass: Float32Array;

  constructor(
    private readonly of: LessonOptions,
    private readonly steps: number,
  ) {
    const { trial, split, classifier, source } = of;
    const { training } = trial.experiment;
    const slots = [...slotsOf(split.network, split.network.trainedLayers), ...(classifier?.slots ?? [])];
    const optimizer = new Optimizer(training.optimizer, slots, trial.state);
    this.optimizer = optimizer;
    this.noiseSeed = derivedSeed("noise", trial.seed);
    this.weightOfClass = weightOfClasses(training, source.labels, trial.target.classes.length);
    this.step = trial.services.compiler.compile(
      (inputs: AdversarialInputs) => adversarialStep({ split, classifier, slots, optimizer }, inputs),
      { expectedCalls: () => steps * training.seeds.length },
    );
  }

  run(batch: Batch, at: number): Totals {
    const { experiment, services } = this.of.trial;
    const own = scheduled(optionsIn(experiment), experiment.training.optimizer.learningRate, at / this.steps);
    const { lambda } = own;
    const rate = rateOf(services.rehearsal, own.rate, at);
    const inputs = this.inputsOf(batch, at, { lambda, rate });
    const outputs = this.step.run(inputs);
    const valueOf = (name: string): number => outputs[name]?.dataSync()[0] ?? NaN;
    const [half, label] = [batch.indices.length, valueOf("label")];
    const totals: Totals = {
      lossNats: [label * half, half],
      accuracy: [valueOf("correct"), half],
      rate: [rate, 1],
    };
    if (batch.target !== undefined) {
      const both = 2 * half;
      const domain = valueOf("domain") / 2;
      if (!Number.isFinite(domain))
        throw notFinite(experiment, `the loss of the domain classifier became ${domain} in step ${at + 1}`);
      Object.assign(totals, {
        domainLossNats: [domain * both, both],
        domainAccuracy: [valueOf("toldApart"), both],
        lambda: [lambda, 1],
      });
    }
    tf.dispose([inputs, outputs]);
    return totals;
  }

  private inputsOf(batch: Batch, at: number, numbers: { lambda: number; rate: number }): AdversarialInputs {
    const { source, target, trial } = this.of;
    const labels = batch.indices.map((index) => source.labels[index] ?? 0);
    const width = trial.target.classes.length;
    const shaped = (values: Float32Array, { shapes }: Inputs) =>
      tf.tensor(values, [batch.indices.length, ...(shapes[0] ?? [])]);
    return tf.tidy((): AdversarialInputs => ({
      source: shaped(batch.source, source),
      labels: tf.tensor2d(oneHot(labels, width), [labels.length, width]),
      weights: tf.tensor1d(Float32Array.from(labels, (label) => this.weightOfClass[label] ?? 1)),
      rate: tf.scalar(numbers.rate),
      noise: tf.tensor1d([this.noiseSeed, at], "int32"),
      ...(batch.target !== undefined && {
        target: shaped(batch.target, target),
        lambda: tf.scalar(numbers.lambda),
      }),
    }));
  }

  checkNext(): void {
    this.step.checkNext();
  }

  dispose(): void {
    this.step.dispose();
    this.optimizer.dispose();
  }
}
