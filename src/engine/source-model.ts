/**
 * The source model of an experiment: read from a folder, or trained here on a source data set and kept beside the runs
 * under the fingerprint of everything that decides its weights.
 */
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import path from "node:path";
import { splitExamples } from "../data/split";
import type { Dataset } from "../data/types";
import type { Experiment, Preprocessing, Source, Training } from "../experiment/types";
import { derivedSeed } from "../math/random";
import { architectureById } from "../models/architectures";
import type { ModelSummary } from "../models/layer-summary";
import { readModelFiles, writeModelFiles } from "../models/model-files";
import { summarizeTopology, weightedLayers } from "../models/summarize";
import { architectureTopology, type Topology } from "../models/topology";
import { ProblemError } from "../protocol/problem";
import { modelsFolder } from "../runs/layout";
import { writing } from "../runs/write-problem";
import { buildFault } from "../training/build-fault";
import { columnStatistics } from "../training/column-statistics";
import { evaluate } from "../training/evaluate";
import { Examples } from "../training/examples";
import { fit } from "../training/fit";
import { inputsFor } from "../training/inputs";
import { Network, type SourceModel } from "../training/network";
import type { Services } from "../training/services";
import { sourceModel, type ModelMetadata } from "../training/source-weights";
import type { Backend } from "../training/backend";
import type { TrialReport } from "../training/trial";
import type { TrialState } from "../training/trial-state";

type DatasetSource = Extract<Source, { kind: "dataset" }>;

/** Goes up when the same settings train to other weights. */
const TRAINING_VERSION = 2;
/** Share of the source data that is held out to say how good the source model is. */
const HELD_OUT = 0.1;
/** Side of pictures whose sizes differ, where the file names none. */
const DEFAULT_SIZE = 64;

export async function readSourceModel(
  experiment: Experiment,
  folder: string,
  preprocessing?: Preprocessing,
): Promise<SourceModel> {
  const absolute = path.resolve(path.dirname(experiment.file), folder);
  const files = await readModelFiles(absolute, folder);
  const fault = await buildFault(files);
  if (fault !== undefined) {
    const message = `${fault}; export the model again`;
    throw new ProblemError({ severity: "error", code: "source-model/unfit", file: folder, message });
  }
  return sourceModel(files, preprocessing);
}

export interface TrainedSourceOptions {
  experiment: Experiment;
  source: DatasetSource;
  dataset: Dataset;
  backend: Backend;
  services: Services;
}

/** A source model that is trained here, unless it was before. */
export class TrainedSource {
  private readonly topology: Topology;
  private readonly inputShape: readonly number[];
  readonly fingerprint: string;

  private readonly experiment: Experiment;
  private readonly source: DatasetSource;
  private readonly dataset: Dataset;
  private readonly services: Services;

  constructor({ experiment, source, dataset, services, backend }: TrainedSourceOptions) {
    this.experiment = experiment;
    this.source = source;
    this.dataset = dataset;
    this.services = services;
    const architecture = architectureById(source.architecture);
    if (architecture === undefined) throw new Error(`no architecture ${source.architecture}`);
    this.inputShape = inputShapeFor(dataset.shape, source.size);
    if ((architecture.input === "image") !== (this.inputShape.length === 3)) throw this.misfit();
    this.topology = architectureTopology(architecture, this.inputShape, dataset.classes.length);
    const { epochs, batchSize, learningRate, seed } = source;
    const decisive = {
      data: dataset.fingerprint,
      topology: this.topology,
      epochs,
      batchSize,
      learningRate,
      seed,
      backend,
      training: TRAINING_VERSION,
    };
    this.fingerprint = createHash("sha256").update(JSON.stringify(decisive)).digest("hex");
  }

  /** What it is, whether trained yet or not. */
  get summary(): ModelSummary {
    return { ...summarizeTopology(this.topology), classes: this.dataset.classes };
  }

  get folder(): string {
    return path.join(modelsFolder(this.experiment.file), this.fingerprint.slice(0, 16));
  }

  /** @returns undefined where it was not trained yet */
  async cached(): Promise<SourceModel | undefined> {
    const found = await stat(path.join(this.folder, "model.json")).catch(() => undefined);
    return found === undefined ? undefined : sourceModel(await readModelFiles(this.folder, this.folder));
  }

  /** Trains it and saves it; yields what the loop reports. */
  async *train(state: TrialState): AsyncGenerator<TrialReport, SourceModel, void> {
    const { source, dataset, topology, inputShape } = this;
    const { train, test } = this.split();
    const preprocessing = inputShape.length === 3 ? { mean: [0], std: [1] } : await columnStatistics(dataset, train);
    const { services } = this;
    const { records } = services;
    const view = (rows: Int32Array) => new Examples({ dataset, rows, inputShape, preprocessing, records });
    const plan = weightedLayers(this.summary).map((name) => ({ name, state: "new" as const }));
    const outputs = dataset.classes.length;
    // A stream of its own: a trial of the same seed must not begin with the head that this network began with.
    const seed = derivedSeed("source", source.seed);
    const network = await Network.create({
      source: { topology, weights: new Map() },
      outputs,
      plan,
      seed,
    });
    try {
      yield* fit({
        network,
        source: undefined,
        services,
        train: view(train),
        validation: undefined,
        classes: outputs,
        training: sourceTraining(source),
        seed,
        state,
        phaseOf: () => ({ layers: network.trainedLayers }),
        experimentFile: this.experiment.file,
      });
      const inputs = await inputsFor({ examples: view(test), augmentation: null, seed });
      const { accuracy } = await evaluate(network.model, inputs);
      const metadata: ModelMetadata = {
        transferLab: {
          version: 1,
          classes: [...dataset.classes],
          inputShape: [...inputShape],
          preprocessing,
          accuracy,
          trainedOn: this.source.dataset.path,
        },
      };
      const files = { topology: network.topology, metadata, ...(await network.weightFiles()) };
      await writing(this.folder, () => writeModelFiles(this.folder, files));
      return sourceModel(files);
    } finally {
      network.dispose();
    }
  }

  private split() {
    const result = splitExamples({
      labels: this.dataset.labels,
      classes: this.dataset.classes,
      labelled: "all",
      validation: "none",
      test: { fraction: HELD_OUT },
      splitSeed: this.source.seed,
      seed: this.source.seed,
      file: this.experiment.file,
    });
    if (!result.ok) throw new ProblemError({ ...result.problem, place: "source.dataset", path: ["source", "dataset"] });
    return result.split;
  }

  private misfit(): ProblemError {
    const got = this.inputShape.length === 3 ? "pictures" : "a table";
    return new ProblemError({
      severity: "error",
      code: "source/architecture-misfit",
      file: this.experiment.file,
      place: "source.architecture",
      path: ["source", "architecture"],
      message: `must suit the source data, which are ${got}; use ${got === "pictures" ? "small-convnet or small-resnet" : "mlp"}`,
    });
  }
}

/** @param size side in pixels, where the experiment file says one */
export function inputShapeFor(shape: Dataset["shape"], size: number | undefined): readonly number[] {
  if (shape.length !== 3) return shape.map((side) => side ?? 0);
  const [height, width, channels] = shape;
  return [size ?? height ?? DEFAULT_SIZE, size ?? width ?? DEFAULT_SIZE, channels ?? 3];
}

function sourceTraining({ epochs, batchSize, learningRate, seed }: DatasetSource): Training {
  return {
    epochs,
    batchSize,
    optimizer: { name: "adam", learningRate, momentum: 0.9, weightDecay: 0 },
    seeds: [seed],
    earlyStopping: null,
    augmentation: null,
    classWeights: "none",
  };
}
