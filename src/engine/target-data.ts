/** The target domain of an experiment: its data set, the rows of each trial, and the test examples the engine keeps. */
import path from "node:path";
import { openDataset } from "../data/open";
import { splitExamples } from "../data/split";
import type { Dataset, OpenOptions } from "../data/types";
import type { DatasetRef, Experiment, Preprocessing } from "../experiment/types";
import { ProblemError } from "../protocol/problem";
import type { RecordCache } from "../records/record-cache";
import { Examples } from "../training/examples";

/** How the network takes its inputs. */
export interface InputForm {
  inputShape: readonly number[];
  preprocessing: Preprocessing;
  /** Keeps what is slow to decode. */
  records?: RecordCache | undefined;
}

export interface TrialExamples {
  train: Examples;
  validation: Examples | undefined;
}

export function openReferenced(
  ref: DatasetRef,
  experiment: Experiment,
  options: Omit<OpenOptions, "base">,
): Promise<Dataset> {
  const base = path.dirname(experiment.file);
  return openDataset(ref.path, { base, ...options, ...(ref.label === undefined ? {} : { label: ref.label }) });
}

export class TargetData {
  private constructor(
    private readonly experiment: Experiment,
    readonly dataset: Dataset,
    /** The test data set where it is one of its own. */
    readonly testDataset: Dataset | undefined,
  ) {}

  static async open(experiment: Experiment, options: Omit<OpenOptions, "base">): Promise<TargetData> {
    const { dataset: ref, test } = experiment.target;
    const dataset = await openReferenced(ref, experiment, options);
    if (!("dataset" in test)) return new TargetData(experiment, dataset, undefined);
    const testDataset = await openReferenced(test.dataset, experiment, options);
    const fault = testFault(dataset, testDataset);
    if (fault !== undefined) {
      throw new ProblemError({
        severity: "error",
        code: "data/unfit-test-data",
        file: experiment.file,
        place: "target.test.dataset",
        path: ["target", "test", "dataset"],
        message: fault,
      });
    }
    return new TargetData(experiment, dataset, testDataset);
  }

  get classes(): readonly string[] {
    return this.dataset.classes;
  }

  /** SHA-256 by path. */
  fingerprints(): Record<string, string> {
    const datasets = this.testDataset === undefined ? [this.dataset] : [this.dataset, this.testDataset];
    return Object.fromEntries(datasets.map(({ path: name, fingerprint }) => [name, fingerprint]));
  }

  /** The labelled examples that the trials of a seed train and validate on. */
  trialExamples(seed: number, form: InputForm): TrialExamples {
    const { train, validation } = this.split(seed);
    const view = (rows: Int32Array) => new Examples({ dataset: this.dataset, rows, ...form });
    return { train: view(train), validation: validation.length === 0 ? undefined : view(validation) };
  }

  /** The same for every seed. Only the engine reads them, after a trial has ended. */
  testExamples(form: InputForm): Examples {
    if (this.testDataset === undefined) {
      const { test } = this.split(this.experiment.training.seeds[0] ?? 1);
      return new Examples({ dataset: this.dataset, rows: test, ...form });
    }
    const { count, classes } = this.testDataset;
    return new Examples({
      dataset: this.testDataset,
      rows: Int32Array.from({ length: count }, (_, row) => row),
      classMap: Int32Array.from(classes, (name) => this.classes.indexOf(name)),
      ...form,
    });
  }

  /** How many examples each trial has. */
  counts(): { train: number; validation: number; test: number } {
    const { train, validation, test } = this.split(this.experiment.training.seeds[0] ?? 1);
    return { train: train.length, validation: validation.length, test: this.testDataset?.count ?? test.length };
  }

  async close(): Promise<void> {
    await Promise.all([this.dataset.close(), this.testDataset?.close()]);
  }

  private split(seed: number) {
    const { target, file } = this.experiment;
    const result = splitExamples({
      labels: this.dataset.labels,
      classes: this.classes,
      labelled: target.labelled,
      validation: target.validation,
      test: "fraction" in target.test ? target.test : "none",
      splitSeed: target.splitSeed,
      seed,
      file,
    });
    if (!result.ok) throw new ProblemError(result.problem);
    return result.split;
  }
}

/** @returns why a data set cannot be the test of another one, if it cannot */
function testFault(target: Dataset, test: Dataset): string | undefined {
  if (target.fingerprint === test.fingerprint) {
    const wayOut = 'name another one, or hold out a share of the target data with "test": { "fraction": 0.3 }';
    return `must hold other examples than the target data, which would be test and training at once; ${wayOut}`;
  }
  const unknown = test.classes.find((name) => !target.classes.includes(name));
  if (unknown !== undefined)
    return `test data may only have classes of the target data (${target.classes.join(", ")}), got "${unknown}"`;
  const [wanted, given] = [formOf(target), formOf(test)];
  return wanted === given ? undefined : `test data must be what the target data are, ${wanted}, got ${given}`;
}

/** Pictures are brought to one size; the columns of a table have to be the same, in the same order. */
function formOf({ shape, columns }: Dataset): string {
  if (shape.length > 1) return "pictures";
  return columns === undefined ? `a table of ${shape[0] ?? 0} columns` : `a table of the columns ${columns.join(", ")}`;
}
