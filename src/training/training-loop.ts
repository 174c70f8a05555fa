/**
 * The loop that gradient methods share: epochs over seeded batches, phases in which some layers train, early stopping,
 * and the whole position in the trial's state after every step. What a step is, and on which data, is the lesson's.
 */
import type { Training } from "../experiment/types";
import { isMeasured, looksPerEpoch } from "../math/health-schedule";
import { overfittingFrom } from "../math/overfitting";
import { stillLearning } from "../math/still-learning";
import type { UnitShares } from "../math/unit-health";
import type { Figures, LayerHealth } from "../protocol/metrics";
import type { ProblemError } from "../protocol/problem";
import { prefetch } from "../data/prefetch";
import { BestWeights } from "./best-weights";
import { LayerDrift } from "./layer-drift";
import { addTotals, meansOf, progressSchema, START, type Progress, type Totals } from "./loop-progress";
import type { Network } from "./network";
import { notFinite } from "./not-finite";
import type { Services } from "./services";
import { StepHealth } from "./step-health";
import type { tf } from "./tf";
import type { TrialReport } from "./trial";
import type { TrialState } from "./trial-state";

/** What trains in an epoch. */
export interface Phase {
  /** Shown with the epoch; left out where there is only one phase. */
  name?: string;
  layers: readonly string[];
}

/** The data and the step of a phase. */
export interface Lesson<Batch> {
  /** Which of its figures is the loss that training lowers: mean per example. */
  readonly loss: string;
  /** By which figure of `validate` the best epoch is told; by a low loss where left out. */
  readonly chosenBy?: { figure: string; better: "lower" | "higher" };
  /** Batches of an epoch. */
  readonly batches: number;
  /** @param epoch and @param batch from 1 and from 0; a few batches are read ahead */
  read(epoch: number, batch: number): Promise<Batch>;
  /** One training step. @param step of the trial, from 0; decides the noise */
  step(batch: Batch, step: number): Totals;
  /** Computes ahead what `read` and `validate` would have to. */
  prepare(epoch: number): AsyncGenerator<{ done: number; total: number }, void, void>;
  /** @returns figures on validation examples, the loss under its name; undefined where there are none */
  validate(): Promise<Figures | undefined>;
  /** Dead and saturated units by layer with weights, in epochs that are probed. @param epoch that ends */
  probeUnits?(epoch: number): Promise<Readonly<Record<string, UnitShares>>>;
  /** Once an epoch: lets graph and plain step be compared again. */
  checkNext(): void;
  dispose(): void;
}

export interface LoopOptions<Batch> {
  network: Network;
  services: Services;
  training: Training;
  state: TrialState;
  /** @param epoch from 1 */
  phaseOf: (epoch: number) => Phase;
  /**
   * Made whenever other layers train than before; the network is in the mode for it by then.
   *
   * @param layers that train
   * @param changed these and those of earlier phases, which hold other weights than at the start by now
   */
  lesson: (layers: readonly string[], changed: readonly string[]) => Promise<Lesson<Batch>>;
  /** Whether validation examples are there. */
  validates: boolean;
  /** Whether the weights of the best epoch are kept where nothing stops early, too. */
  choosesBest?: boolean;
  /** Discriminative rates: the rate of each layer as a multiple of the optimizer's; 1 where left out. */
  rateFactors?: ReadonlyMap<string, number>;
  /** Patience of early stopping counts from this epoch: the last one that unfroze something. */
  settledFrom?: number;
  /** For messages. */
  experimentFile: string;
}

export interface LoopResult {
  epochs: number;
  steps: number;
  bestEpoch?: number;
  overfittingFrom?: number;
  stillLearning?: true;
  /** On validation examples, of the weights that were kept. */
  validation?: Figures;
}

/** Step rows an epoch at most: enough for a live curve, few enough for a log of many epochs. */
const STEP_ROWS_PER_EPOCH = 20;
/** Batches that are read while one is trained on. */
const BATCHES_AHEAD = 2;

/** Trains a network; yields a report after each step and epoch. The network's weights are the result. */
export async function* trainingLoop<Batch>(options: LoopOptions<Batch>): AsyncGenerator<TrialReport, LoopResult, void> {
  const loop = new TrainingLoop(options);
  try {
    return yield* loop.run();
  } finally {
    loop.dispose();
  }
}

class TrainingLoop<Batch> {
  private readonly progress: { current: Progress };
  private readonly drift: LayerDrift;
  private readonly stepHealth: StepHealth;
  private readonly best: BestWeights | undefined;
  /** What is in place while the same layers train. */
  private running: { of: string; lesson: Lesson<Batch> } | undefined;

  constructor(private readonly options: LoopOptions<Batch>) {
    const {
      network,
      state,
      training,
      validates,
      choosesBest = false,
      rateFactors = new Map<string, number>(),
    } = options;
    this.drift = new LayerDrift(network);
    this.stepHealth = new StepHealth({ network, state, optimizer: training.optimizer, rateFactors });
    for (const { name, variable } of network.changingWeights()) state.variable(`weights/${name}`, variable);
    const keepsBest = choosesBest || (training.earlyStopping !== null && validates);
    this.best = keepsBest ? new BestWeights(network.changingWeights(), state) : undefined;
    this.progress = state.cell("loop", progressSchema, structuredClone(START));
  }

  async *run(): AsyncGenerator<TrialReport, LoopResult, void> {
    const progress = this.progress.current;
    while (!progress.done) {
      const { layers } = this.options.services.rehearsal ?? {};
      const phase = layers === undefined ? this.options.phaseOf(progress.epoch) : { layers };
      const lesson = await this.prepare(phase);
      for await (const part of lesson.prepare(progress.epoch)) {
        yield { type: "preparing", epoch: progress.epoch, ...part };
      }
      yield* this.batches(phase, lesson);
      yield await this.endEpoch(phase, lesson);
    }
    return this.result();
  }

  dispose(): void {
    this.running?.lesson.dispose();
    this.best?.dispose();
    this.drift.dispose();
  }

  private result(): LoopResult {
    const { trainLoss, validationLoss, step, best, validation } = this.progress.current;
    const overfitting = overfittingFrom(validationLoss, trainLoss);
    return {
      epochs: trainLoss.length,
      steps: step,
      ...(this.best !== undefined && best !== null ? { bestEpoch: best.epoch } : {}),
      ...(overfitting === undefined ? {} : { overfittingFrom: overfitting }),
      ...(stillLearning(trainLoss) ? { stillLearning: true } : {}),
      ...(validation === null ? {} : { validation }),
    };
  }

  /** Sets the layers in training mode; the optimizer starts afresh when they change. */
  private async prepare({ layers }: Phase): Promise<Lesson<Batch>> {
    const { network, state } = this.options;
    const progress = this.progress.current;
    const of = layers.join();
    if (this.running?.of === of) return this.running.lesson;
    this.running?.lesson.dispose();
    this.running = undefined;
    network.trainOnly(layers);
    if (progress.optimizing !== of) state.forget("optimizer/");
    progress.optimizing = of;
    const lesson = await this.options.lesson(layers, this.changedSoFar(layers));
    this.running = { of, lesson };
    return lesson;
  }

  private changedSoFar(layers: readonly string[]): string[] {
    const earlier = Array.from({ length: this.progress.current.epoch - 1 }, (_, index) => index + 1);
    return [...new Set([...layers, ...earlier.flatMap((epoch) => this.options.phaseOf(epoch).layers)])];
  }

  private async *batches(phase: Phase, lesson: Lesson<Batch>): AsyncGenerator<TrialReport, void, void> {
    const { services, training } = this.options;
    const progress = this.progress.current;
    const { epoch } = progress;
    const rowEvery = Math.ceil(lesson.batches / STEP_ROWS_PER_EPOCH);
    const jobs = function* (first: number) {
      for (let batch = first; batch < lesson.batches; batch++) yield () => lesson.read(epoch, batch);
    };
    const isLooked = isMeasured(epoch, { epochs: training.epochs, perEpoch: looksPerEpoch(lesson.batches) });
    let since = performance.now();
    for await (const batch of prefetch(jobs(progress.batch), { ahead: BATCHES_AHEAD, meter: services.performance })) {
      const isLast = progress.batch === lesson.batches - 1;
      if (isLast) this.stepHealth.begin(isLooked ? phase.layers : []);
      const totals = lesson.step(batch, progress.step);
      const train = meansOf(totals);
      if (isLast) this.stepHealth.end(train.rate ?? training.optimizer.learningRate);
      const loss = train[lesson.loss] ?? NaN;
      if (!Number.isFinite(loss))
        throw this.notFinite(`the loss became ${loss}`, `epoch ${epoch}, batch ${progress.batch + 1}`);
      progress.batch += 1;
      progress.step += 1;
      addTotals(progress.totals, totals);
      services.performance.trainingMs += performance.now() - since;
      yield { type: "step", step: progress.step, epoch, train, logged: progress.step % rowEvery === 0 };
      since = performance.now();
    }
    lesson.checkNext();
  }

  private async endEpoch(phase: Phase, lesson: Lesson<Batch>): Promise<TrialReport> {
    const { training } = this.options;
    const progress = this.progress.current;
    const { epoch, step } = progress;
    const train = meansOf(progress.totals);
    progress.trainLoss.push(train[lesson.loss] ?? NaN);
    const layers = await this.health(lesson);
    const validation = await lesson.validate();
    const validationLoss = validation?.[lesson.loss];
    const criterion = criterionOf(lesson, validation);
    this.checkFinite(epoch, criterion);
    if (validationLoss !== undefined) progress.validationLoss.push(validationLoss);
    const stops = validation !== undefined && this.stopsEarly(criterion, validation);
    progress.done = stops || epoch >= training.epochs;
    if (progress.done && progress.best !== null) this.best?.restore();
    Object.assign(progress, { epoch: epoch + 1, batch: 0, totals: {} });
    return {
      type: "epoch",
      step,
      epoch,
      ...(phase.name === undefined ? {} : { phase: phase.name }),
      train,
      ...(validation === undefined ? {} : { validation }),
      layers,
    };
  }

  private async health(lesson: Lesson<Batch>): Promise<Record<string, LayerHealth>> {
    const units = (await lesson.probeUnits?.(this.progress.current.epoch)) ?? {};
    const steps = this.stepHealth.figures;
    const drifts = Object.entries(this.drift.measure());
    return Object.fromEntries(drifts.map(([layer, drift]) => [layer, { ...drift, ...steps[layer], ...units[layer] }]));
  }

  /** Keeps the weights of the best epoch; true when patience is over. @param loss or what is lowest in the best epoch */
  private stopsEarly(loss: number | undefined, figures: Figures): boolean {
    const { training, settledFrom = 1 } = this.options;
    const progress = this.progress.current;
    if (loss === undefined) {
      progress.validation = figures;
      return false;
    }
    const isBest = progress.best === null || loss < progress.best.loss;
    if (isBest || this.best === undefined) progress.validation = figures;
    if (isBest) {
      progress.best = { epoch: progress.epoch, loss };
      this.best?.keep();
    }
    if (training.earlyStopping === null || progress.best === null) return false;
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

/** What is lowest in the best epoch. */
function criterionOf<Batch>({ loss, chosenBy }: Lesson<Batch>, validation: Figures | undefined): number | undefined {
  const value = validation?.[chosenBy?.figure ?? loss];
  return value !== undefined && chosenBy?.better === "higher" ? -value : value;
}
