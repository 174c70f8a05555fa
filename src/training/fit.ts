/**
 * The training loop that gradient methods share: epochs over seeded batches, phases in which some layers train, early
 * stopping, and the whole position in the trial's state after every step. What lies before the first layer that trains
 * is computed once for each example, and only the rest of the network takes part in the steps.
 */
import type { Training } from "../experiment/types";
import { classWeights } from "../math/class-weights";
import { overfittingFrom } from "../math/overfitting";
import { randomFor, shuffled } from "../math/random";
import { stillLearning } from "../math/still-learning";
import type { LayerHealth } from "../protocol/metrics";
import type { ProblemError } from "../protocol/problem";
import { prefetch } from "../data/prefetch";
import { BestWeights } from "./best-weights";
import { ClassifierStep } from "./classifier-step";
import { evaluate } from "./evaluate";
import type { Examples } from "./examples";
import { progressSchema, START, type Progress } from "./fit-progress";
import { inputsFor, UNCHANGED, variantOf, type Inputs } from "./inputs";
import { LayerDrift } from "./layer-drift";
import type { Network, SourceModel } from "./network";
import { notFinite } from "./not-finite";
import type { Slot } from "./optimizers";
import type { Services } from "./services";
import type { tf } from "./tf";
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
  /** Where its copied layers come from; a network of fresh weights has none. */
  source: SourceModel | undefined;
  services: Services;
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
/** Batches that are read while one is trained on. */
const BATCHES_AHEAD = 2;

/** Trains a network; yields a report after each step and epoch. The network's weights are the result. */
export async function* fit(options: FitOptions): AsyncGenerator<TrialReport, FitResult, void> {
  const loop = new FitLoop(options);
  try {
    return yield* loop.run();
  } finally {
    loop.dispose();
  }
}

/** What is in place while the same layers train. */
interface Running {
  /** The layers. */
  of: string;
  part: tf.LayersModel;
  step: ClassifierStep;
  train: Inputs;
  validation: Inputs | undefined;
}

class FitLoop {
  private readonly progress: { current: Progress };
  private readonly drift: LayerDrift;
  private readonly best: BestWeights | undefined;
  private readonly weightOfClass: Float32Array;
  private running: Running | undefined;

  constructor(private readonly options: FitOptions) {
    const { network, state, training, train, classes } = options;
    this.drift = new LayerDrift(network);
    for (const { name, variable } of network.changingWeights()) state.variable(`weights/${name}`, variable);
    const keepsBest = training.earlyStopping !== null && options.validation !== undefined;
    this.best = keepsBest ? new BestWeights(network.changingWeights(), state) : undefined;
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
      const running = await this.prepare(phase);
      yield* this.computeAhead(running);
      yield* this.batches(running);
      yield await this.endEpoch(phase, running);
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
    this.running?.step.dispose();
    this.best?.dispose();
    this.drift.dispose();
  }

  /** Sets the layers in training mode; the optimizer starts afresh when they change. */
  private async prepare({ layers }: Phase): Promise<Running> {
    const { network, state } = this.options;
    const progress = this.progress.current;
    const of = layers.join();
    if (this.running?.of === of) return this.running;
    this.running?.step.dispose();
    this.running = undefined;
    network.trainOnly(layers);
    if (progress.optimizing !== of) state.forget("optimizer/");
    progress.optimizing = of;
    this.running = await this.assemble(layers);
    return this.running;
  }

  private async assemble(layers: readonly string[]): Promise<Running> {
    const { network, rateFactors, train, validation, classes, training, seed, source, services, state } = this.options;
    const cut = source === undefined ? undefined : network.cutFor(this.trainedSoFar(layers));
    const frozen = source === undefined || cut === undefined ? undefined : { source, cut, services };
    const { augmentation } = training;
    const inputsOf = (examples: Examples) => inputsFor({ examples, augmentation, seed, frozen });
    const slots = layers.flatMap((layer) =>
      network.trainableWeights(layer).map(({ name, variable }): Slot => {
        return { name, variable, rateFactor: rateFactors?.get(layer) ?? 1, decays: name.endsWith("kernel") };
      }),
    );
    const part = network.after(cut);
    const { weightOfClass } = this;
    const shapes = network.shapesAt(cut);
    const expectedSteps = (batch: number) => this.expectedSteps(layers, batch);
    const step = {
      network,
      part,
      shapes,
      slots,
      classes,
      weightOfClass,
      training,
      seed,
      state,
      services,
      expectedSteps,
    };
    return {
      of: layers.join(),
      part,
      step: new ClassifierStep(step),
      train: await inputsOf(train),
      validation: validation && (await inputsOf(validation)),
    };
  }

  /** These layers, and those of earlier phases, which hold other weights than the source by now. */
  private trainedSoFar(layers: readonly string[]): string[] {
    const earlier = Array.from({ length: this.progress.current.epoch - 1 }, (_, index) => index + 1);
    return [...new Set([...layers, ...earlier.flatMap((epoch) => this.options.phaseOf(epoch).layers)])];
  }

  /** Depends on the experiment alone: a resumed training has to decide like one without a break. */
  private expectedSteps(layers: readonly string[], batch: number): number {
    const { training, train, phaseOf } = this.options;
    const epochs = Array.from({ length: training.epochs }, (_, index) => index + 1);
    const inPhase = epochs.filter((epoch) => phaseOf(epoch).layers.join() === layers.join()).length;
    const perEpoch = batch === training.batchSize ? Math.floor(train.count / training.batchSize) : 1;
    return inPhase * perEpoch * training.seeds.length;
  }

  private async *computeAhead({ train, validation }: Running): AsyncGenerator<TrialReport, void, void> {
    const { epoch } = this.progress.current;
    const variant = variantOf(this.options.training.augmentation, epoch);
    for (const [inputs, wanted] of [[train, variant] as const, [validation, UNCHANGED] as const]) {
      if (inputs === undefined) continue;
      for await (const done of inputs.prepare(wanted)) yield { type: "preparing", epoch, done, total: inputs.count };
    }
  }

  private async *batches({ train, step }: Running): AsyncGenerator<TrialReport, void, void> {
    const { training, seed, services } = this.options;
    const progress = this.progress.current;
    const rows = Array.from({ length: train.count }, (_, row) => row);
    const order = Int32Array.from(shuffled(rows, randomFor(seed, "order", progress.epoch)));
    const perEpoch = Math.ceil(train.count / training.batchSize);
    const rowEvery = Math.ceil(perEpoch / STEP_ROWS_PER_EPOCH);
    const variant = variantOf(training.augmentation, progress.epoch);
    const jobs = function* (first: number) {
      for (let batch = first; batch < perEpoch; batch++)
        yield async () => {
          const indices = order.subarray(batch * training.batchSize, (batch + 1) * training.batchSize);
          return { indices, values: await train.read(indices, variant) };
        };
    };
    let since = performance.now();
    for await (const batch of prefetch(jobs(progress.batch), { ahead: BATCHES_AHEAD, meter: services.performance })) {
      const labels = batch.indices.map((index) => train.labels[index] ?? 0);
      const { loss, correct } = step.run(batch.values, labels, progress.step);
      if (!Number.isFinite(loss))
        throw this.notFinite(`the loss became ${loss}`, `epoch ${progress.epoch}, batch ${progress.batch + 1}`);
      progress.batch += 1;
      progress.step += 1;
      progress.loss += loss * labels.length;
      progress.correct += correct;
      progress.seen += labels.length;
      services.performance.trainingMs += performance.now() - since;
      const figures = { lossNats: loss, accuracy: correct / labels.length };
      const logged = progress.step % rowEvery === 0;
      yield { type: "step", step: progress.step, epoch: progress.epoch, train: figures, logged };
      since = performance.now();
    }
    step.checkNext();
  }

  private async endEpoch(phase: Phase, { part, validation }: Running): Promise<TrialReport> {
    const { training } = this.options;
    const progress = this.progress.current;
    const { epoch, step } = progress;
    const train = { lossNats: progress.loss / progress.seen, accuracy: progress.correct / progress.seen };
    progress.trainLoss.push(train.lossNats);
    const layers: Record<string, LayerHealth> = this.drift.measure();
    const measured = validation === undefined ? undefined : await evaluate(part, validation);
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
