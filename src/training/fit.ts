/**
 * The training loop that gradient methods share: epochs over seeded batches, one plain step, phases in which some
 * layers train, early stopping, and the whole position in the trial's state after every step.
 */
import { z } from "zod";
import type { Training } from "../experiment/types";
import { classWeights } from "../math/class-weights";
import { overfittingFrom } from "../math/overfitting";
import { randomFor, shuffled } from "../math/random";
import { stillLearning } from "../math/still-learning";
import type { LayerHealth } from "../protocol/metrics";
import type { ProblemError } from "../protocol/problem";
import { augment } from "./augment";
import { BestWeights } from "./best-weights";
import { evaluate } from "./evaluate";
import type { Examples } from "./examples";
import { LayerDrift } from "./layer-drift";
import type { Network } from "./network";
import { notFinite } from "./not-finite";
import { Optimizer, type Slot } from "./optimizers";
import { tf } from "./tf";
import { trainingStep } from "./training-step";
import type { TrialReport } from "./trial";
import type { TrialState } from "./trial-state";

/** What trains in an epoch. */
export interface Phase {
  /** Shown with the epoch; left out where there is only one phase. */
  name?: string;
  layers: readonly string[];
}

export interface FitOptions {
  network: Network;
  train: Examples;
  validation: Examples | undefined;
  classes: number;
  training: Training;
  seed: number;
  state: TrialState;
  /** @param epoch from 1 */
  phaseOf: (epoch: number) => Phase;
  /** Discriminative rates: the rate of each layer as a multiple of the optimizer's; 1 where left out. */
  rateFactors?: ReadonlyMap<string, number>;
  /** Patience of early stopping counts from this epoch: the last one that unfroze something. */
  settledFrom?: number;
  /** For messages. */
  experimentFile: string;
}

export interface FitResult {
  epochs: number;
  steps: number;
  bestEpoch?: number;
  overfittingFrom?: number;
  stillLearning?: true;
}

/** Step rows an epoch at most: enough for a live curve, few enough for a log of many epochs. */
const STEP_ROWS_PER_EPOCH = 20;

const progressSchema = z.object({
  /** The epoch under way, from 1, and its batches done. */
  epoch: z.number(),
  batch: z.number(),
  step: z.number(),
  /** Sums over the examples of this epoch. */
  loss: z.number(),
  correct: z.number(),
  seen: z.number(),
  /** Layers whose accumulators the state holds. */
  optimizing: z.string(),
  trainLoss: z.array(z.number()),
  validationLoss: z.array(z.number()),
  best: z.object({ epoch: z.number(), loss: z.number() }).nullable(),
  done: z.boolean(),
});
type Progress = z.infer<typeof progressSchema>;

const START: Progress = {
  epoch: 1,
  batch: 0,
  step: 0,
  loss: 0,
  correct: 0,
  seen: 0,
  optimizing: "",
  trainLoss: [],
  validationLoss: [],
  best: null,
  done: false,
};

/** Trains a network; yields a report after each step and epoch. The network's weights are the result. */
export async function* fit(options: FitOptions): AsyncGenerator<TrialReport, FitResult, void> {
  const loop = new FitLoop(options);
  try {
    return yield* loop.run();
  } finally {
    loop.dispose();
  }
}

class FitLoop {
  private readonly progress: { current: Progress };
  private readonly drift: LayerDrift;
  private readonly best: BestWeights | undefined;
  private readonly weightOfClass: Float32Array;
  private optimizer: { of: string; optimizer: Optimizer; slots: readonly Slot[] } | undefined;

  constructor(private readonly options: FitOptions) {
    const { network, state, training, train, classes } = options;
    this.drift = new LayerDrift(network);
    for (const { name, variable } of network.allWeights()) state.variable(`weights/${name}`, variable);
    const keepsBest = training.earlyStopping !== null && options.validation !== undefined;
    this.best = keepsBest ? new BestWeights(network.allWeights(), state) : undefined;
    this.progress = state.cell("fit", progressSchema, structuredClone(START));
    this.weightOfClass =
      training.classWeights === "balanced"
        ? Float32Array.from(classWeights(train.labels, classes))
        : new Float32Array(classes).fill(1);
  }

  async *run(): AsyncGenerator<TrialReport, FitResult, void> {
    const progress = this.progress.current;
    while (!progress.done) {
      const phase = this.options.phaseOf(progress.epoch);
      this.prepare(phase);
      yield* this.batches();
      yield await this.endEpoch(phase);
    }
    const overfitting = overfittingFrom(progress.validationLoss, progress.trainLoss);
    return {
      epochs: progress.trainLoss.length,
      steps: progress.step,
      ...(this.best !== undefined && progress.best !== null ? { bestEpoch: progress.best.epoch } : {}),
      ...(overfitting === undefined ? {} : { overfittingFrom: overfitting }),
      ...(stillLearning(progress.trainLoss) ? { stillLearning: true } : {}),
    };
  }

  dispose(): void {
    this.optimizer?.optimizer.dispose();
    this.best?.dispose();
    this.drift.dispose();
  }

  /** Sets the layers in training mode; the optimizer starts afresh when they change. */
  private prepare({ layers }: Phase): void {
    const { network, state, training, rateFactors } = this.options;
    const progress = this.progress.current;
    network.trainOnly(layers);
    const of = layers.join();
    if (this.optimizer?.of === of) return;
    this.optimizer?.optimizer.dispose();
    if (progress.optimizing !== of) state.forget("optimizer/");
    progress.optimizing = of;
    const slots = layers.flatMap((layer) =>
      network.trainableWeights(layer).map(({ name, variable }): Slot => {
        return { name, variable, rateFactor: rateFactors?.get(layer) ?? 1, decays: name.endsWith("kernel") };
      }),
    );
    this.optimizer = { of, slots, optimizer: new Optimizer(training.optimizer, slots, state) };
  }

  private async *batches(): AsyncGenerator<TrialReport, void, void> {
    const { train, training, seed } = this.options;
    const progress = this.progress.current;
    const rows = Array.from({ length: train.count }, (_, row) => row);
    const order = Int32Array.from(shuffled(rows, randomFor(seed, "order", progress.epoch)));
    const perEpoch = Math.ceil(train.count / training.batchSize);
    const rowEvery = Math.ceil(perEpoch / STEP_ROWS_PER_EPOCH);
    while (progress.batch < perEpoch) {
      const start = progress.batch * training.batchSize;
      const indices = order.subarray(start, start + training.batchSize);
      const { loss, correct } = await this.trainOn(indices);
      progress.batch += 1;
      progress.step += 1;
      progress.loss += loss * indices.length;
      progress.correct += correct;
      progress.seen += indices.length;
      const train = { lossNats: loss, accuracy: correct / indices.length };
      yield { type: "step", step: progress.step, epoch: progress.epoch, train, logged: progress.step % rowEvery === 0 };
    }
  }

  private async trainOn(indices: Int32Array): Promise<{ loss: number; correct: number }> {
    const { train, training, seed, classes, network } = this.options;
    const { epoch, batch } = this.progress.current;
    network.step = this.progress.current.step;
    let values = await train.read(indices);
    const [height, width, channels] = train.inputShape;
    if (training.augmentation !== null && height !== undefined && width !== undefined && channels !== undefined) {
      values = augment(
        values,
        [height, width, channels],
        training.augmentation,
        randomFor(seed, "augment", epoch, batch),
      );
    }
    const labels = indices.map((index) => train.labels[index] ?? 0);
    const inputs = tf.tidy(() => ({
      x: tf.tensor(values, [indices.length, ...train.inputShape]),
      targets: tf.oneHot(tf.tensor1d(labels, "int32"), classes).toFloat().as2D(indices.length, classes),
      weights: tf.tensor1d(Float32Array.from(labels, (label) => this.weightOfClass[label] ?? 1)),
      rate: tf.scalar(training.optimizer.learningRate),
    }));
    if (this.optimizer === undefined) throw new Error("a step before its phase was prepared");
    const outputs = trainingStep({ model: network.model, ...this.optimizer }, inputs);
    const loss = outputs.loss.dataSync()[0] ?? NaN;
    const correct = outputs.correct.dataSync()[0] ?? 0;
    tf.dispose([inputs, outputs]);
    if (!Number.isFinite(loss)) throw this.notFinite(`the loss became ${loss}`, `epoch ${epoch}, batch ${batch + 1}`);
    return { loss, correct };
  }

  private async endEpoch(phase: Phase): Promise<TrialReport> {
    const { network, validation, training } = this.options;
    const progress = this.progress.current;
    const { epoch, step } = progress;
    const train = { lossNats: progress.loss / progress.seen, accuracy: progress.correct / progress.seen };
    progress.trainLoss.push(train.lossNats);
    const layers: Record<string, LayerHealth> = this.drift.measure();
    const measured = validation === undefined ? undefined : await evaluate(network.model, validation);
    this.checkFinite(epoch, measured?.lossNats);
    if (measured !== undefined) progress.validationLoss.push(measured.lossNats);
    const stops = measured !== undefined && this.stopsEarly(measured.lossNats);
    progress.done = stops || epoch >= training.epochs;
    if (progress.done && progress.best !== null) this.best?.restore();
    Object.assign(progress, { epoch: epoch + 1, batch: 0, loss: 0, correct: 0, seen: 0 });
    return {
      type: "epoch",
      step,
      epoch,
      ...(phase.name === undefined ? {} : { phase: phase.name }),
      train,
      ...(measured === undefined ? {} : { validation: { lossNats: measured.lossNats, accuracy: measured.accuracy } }),
      layers,
    };
  }

  /** Keeps the weights of the lowest validation loss; true when patience is over. */
  private stopsEarly(loss: number): boolean {
    const { training, settledFrom = 1 } = this.options;
    const progress = this.progress.current;
    if (progress.best === null || loss < progress.best.loss) {
      progress.best = { epoch: progress.epoch, loss };
      this.best?.keep();
    }
    if (training.earlyStopping === null) return false;
    return progress.epoch - Math.max(progress.best.epoch, settledFrom) >= training.earlyStopping.patience;
  }

  /** The last step of an epoch may break what no further step would show. */
  private checkFinite(epoch: number, validationLoss = 0): void {
    if (!Number.isFinite(validationLoss))
      throw this.notFinite(`the validation loss became ${validationLoss}`, `epoch ${epoch}`);
    if (this.brokenLayer() !== undefined) throw this.notFinite("numbers ran out of range", `epoch ${epoch}`);
  }

  /** @param what became so: `the loss became NaN` */
  private notFinite(what: string, place: string): ProblemError {
    const { training, experimentFile: file } = this.options;
    const layer = this.brokenLayer();
    const first = layer === undefined ? "" : `, first in the weights of layer ${layer}`;
    return notFinite({ file, training }, `${what} in ${place}${first}`);
  }

  /** The layer nearest to the input that has weights which are no numbers. */
  private brokenLayer(): string | undefined {
    const { network } = this.options;
    const isBroken = (variable: tf.Variable) => variable.dataSync().some((weight) => !Number.isFinite(weight));
    return network.trainedLayers.find((layer) => network.weights(layer).some(({ variable }) => isBroken(variable)));
  }
}
