/**
 * Trains a classifier on labelled examples. What lies before the first layer that trains is computed once for each
 * example, and only the rest of the network takes part in the steps.
 */
import type { Training } from "../experiment/types";
import { randomFor, shuffled } from "../math/random";
import { ClassifierStep } from "./classifier-step";
import { evaluate } from "./evaluate";
import type { Examples } from "./examples";
import { inputsFor, UNCHANGED, variantOf } from "./inputs";
import { weightOfClasses } from "./labels";
import type { Network, SourceModel } from "./network";
import type { Objective } from "./objective";
import { slotsOf } from "./optimizers";
import type { Services } from "./services";
import type { Trial, TrialReport } from "./trial";
import type { TrialState } from "./trial-state";
import { UnitProbe } from "./unit-probe";
import { trainingLoop, type Lesson, type LoopResult, type Phase } from "./training-loop";

export interface FitOptions {
  network: Network;
  /** Which of its outputs; the only one by default. */
  output?: number;
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
  /** What is minimised; the cross-entropy to the labels by default. */
  objective?: Objective;
  /** For messages. */
  experimentFile: string;
}

/** Trains a network; yields a report after each step and epoch. The network's weights are the result. */
export function fit(options: FitOptions): AsyncGenerator<TrialReport, LoopResult, void> {
  const { network, services, training, state, phaseOf, settledFrom, rateFactors, experimentFile, validation } = options;
  return trainingLoop({
    ...{ network, services, training, state, phaseOf, experimentFile },
    ...(settledFrom === undefined ? {} : { settledFrom }),
    ...(rateFactors === undefined ? {} : { rateFactors }),
    validates: validation !== undefined,
    lesson: (layers, changed) => classifierLesson(options, layers, changed),
  });
}

/** What the trial decides of a training. */
type OfTrial = "services" | "train" | "validation" | "classes" | "training" | "seed" | "state" | "experimentFile";

/** The same on the target of a trial; all layers that the network's plan trains do so, where no phases are given. */
export function fitTarget(
  { target, experiment, services, seed, state }: Trial,
  own: Omit<FitOptions, OfTrial | "phaseOf"> & Partial<Pick<FitOptions, "phaseOf">>,
): ReturnType<typeof fit> {
  return fit({
    services,
    train: target.train,
    validation: target.validation,
    classes: target.classes.length,
    training: experiment.training,
    seed,
    state,
    experimentFile: experiment.file,
    phaseOf: () => ({ layers: own.network.trainedLayers }),
    ...own,
  });
}

interface Batch {
  indices: Int32Array;
  values: Float32Array[];
  /** Of the objective. */
  given: Awaited<ReturnType<NonNullable<Objective["read"]>>>;
}

async function classifierLesson(
  options: FitOptions,
  layers: readonly string[],
  changed: readonly string[],
): Promise<Lesson<Batch>> {
  const { network, output = 0, train, validation, training, seed, source, services, objective } = options;
  const cut = source === undefined ? undefined : network.cutFor(changed, source);
  const frozen = source === undefined || cut === undefined ? undefined : { source, cut, services };
  const { augmentation, batchSize } = training;
  const inputsOf = (examples: Examples) => inputsFor({ examples, augmentation, seed, frozen });
  const [inputs, held] = [await inputsOf(train), validation && (await inputsOf(validation))];
  const part = network.after(cut, output);
  const step = stepOf(options, layers, { part, shapes: network.shapesAt(cut) });
  const orders = new Orders(train.count, seed);
  const probe = new UnitProbe({ part, weighted: new Set(network.plan.map(({ name }) => name)), inputs, training });
  return {
    loss: "lossNats",
    batches: Math.ceil(train.count / batchSize),
    async read(epoch, batch) {
      const indices = orders.of(epoch).subarray(batch * batchSize, (batch + 1) * batchSize);
      const variant = variantOf(augmentation, epoch);
      const given = (await objective?.read?.(indices, variant)) ?? {};
      return { indices, values: await inputs.read(indices, variant), given };
    },
    step: ({ indices, values, given }, at) => {
      const labels = indices.map((index) => inputs.labels[index] ?? 0);
      return step.run({ values, labels, given }, at);
    },
    async *prepare(epoch) {
      const variant = variantOf(augmentation, epoch);
      for (const [wanted, some] of [[variant, inputs] as const, [UNCHANGED, held] as const]) {
        if (some === undefined) continue;
        for await (const done of some.prepare(wanted)) yield { done, total: some.count };
      }
      yield* objective?.prepare?.(variant) ?? [];
    },
    async validate() {
      if (held === undefined) return undefined;
      const { lossNats, accuracy } = await evaluate(part, held);
      return { lossNats, accuracy };
    },
    probeUnits: (epoch) => probe.measure(epoch, variantOf(augmentation, epoch)),
    checkNext: () => {
      step.checkNext();
    },
    dispose: () => {
      step.dispose();
    },
  };
}

function stepOf(
  options: FitOptions,
  layers: readonly string[],
  part: Pick<ClassifierStep["options"], "part" | "shapes">,
): ClassifierStep {
  const { network, rateFactors, train, classes, training, seed, services, state, objective } = options;
  const slots = slotsOf(network, layers, rateFactors);
  const weightOfClass = weightOfClasses(training, train.labels, classes);
  return new ClassifierStep({
    ...{ network, slots, classes, weightOfClass, training, seed, state, services, ...part },
    ...(objective && { objective }),
    expectedSteps: (batch) => expectedSteps(options, layers, batch),
  });
}

/** Depends on the experiment alone: a resumed training has to decide like one without a break. */
function expectedSteps({ training, train, phaseOf }: FitOptions, layers: readonly string[], batch: number): number {
  const epochs = Array.from({ length: training.epochs }, (_, index) => index + 1);
  const inPhase = epochs.filter((epoch) => phaseOf(epoch).layers.join() === layers.join()).length;
  const perEpoch = batch === training.batchSize ? Math.floor(train.count / training.batchSize) : 1;
  return inPhase * perEpoch * training.seeds.length;
}

/** The order of the examples in each epoch; the last one asked for is kept. */
class Orders {
  private last: { epoch: number; order: Int32Array } | undefined;

  constructor(
    private readonly count: number,
    private readonly seed: number,
  ) {}

  of(epoch: number): Int32Array {
    if (this.last?.epoch !== epoch) {
      const rows = Array.from({ length: this.count }, (_, row) => row);
      this.last = { epoch, order: Int32Array.from(shuffled(rows, randomFor(this.seed, "order", epoch))) };
    }
    return this.last.order;
  }
}
