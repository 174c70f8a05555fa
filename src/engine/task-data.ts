/** The data of a task: its data set, the rows of each trial, and the test examples that the engine keeps to itself. */
import { dirname } from "node:path";
import { openDataset } from "../data/open";
import { selectExamples } from "../data/selection";
import { splitExamples } from "../data/split";
import type { Dataset, OpenOptions } from "../data/types";
import { pathOfTask, testDatasetOf } from "../experiment/data-places";
import { interpretationOf } from "../experiment/interpretation";
import type { DatasetRef, Experiment, Preprocessing, TaskSettings } from "../experiment/types";
import { ProblemError, type JsonPath } from "../protocol/problem";
import type { RecordCache } from "../records/record-cache";
import { Examples } from "../training/examples";
import type { Task, TaskForm } from "../training/trial";

/** How the network takes its inputs. */
export interface InputForm {
  inputShape: readonly number[];
  preprocessing: Preprocessing;
  /** Keeps what is slow to decode. */
  records?: RecordCache | undefined;
}

type Opening = Pick<OpenOptions, "signal" | "onProgress">;

export interface ReferenceOptions extends Opening {
  /** Where the experiment file names the examples. */
  at: JsonPath;
  /** The task that they are of; none for data that a source model is trained on first. */
  task?: TaskSettings;
}

/** Opens the examples that an experiment names. */
export async function openReferenced(
  ref: DatasetRef,
  experiment: Experiment,
  { at, task, ...options }: ReferenceOptions,
): Promise<Dataset> {
  const base = dirname(experiment.file);
  const dataset = await openDataset(ref.path, { base, ...options, ...interpretationOf(ref, experiment, task) });
  try {
    const { only, classes } = ref;
    return selectExamples(dataset, { only, classes }, { file: experiment.file, path: at });
  } catch (error) {
    await dataset.close();
    throw error;
  }
}

interface Opened {
  dataset: Dataset;
  testDataset?: Dataset;
  /** A task on the same data, whose test examples are this one's too. */
  sharing: TaskData | undefined;
}

export class TaskData {
  /** What may be predicted, where others than the data say it. */
  private answers: readonly string[] | undefined;

  private constructor(
    private readonly experiment: Experiment,
    private readonly settings: TaskSettings,
    private readonly opened: Opened,
  ) {}

  get dataset(): Dataset {
    return this.opened.dataset;
  }

  /** The test data set where it is one of its own. */
  get testDataset(): Dataset | undefined {
    return this.opened.testDataset;
  }

  /** @param earlier tasks that are open already: what tests one of them on the same data, no task trains on */
  static async open(
    experiment: Experiment,
    settings: TaskSettings,
    options: Opening,
    earlier: readonly TaskData[] = [],
  ): Promise<TaskData> {
    const { dataset: ref } = settings;
    const at = pathOfTask(experiment, settings);
    const dataset = await openReferenced(ref, experiment, { ...options, task: settings, at });
    const sharing = earlier.find((task) => holdsOut(task.settings) && isSameData(task.settings.dataset, ref));
    const testRef = testDatasetOf(settings);
    if (testRef === undefined) return new TaskData(experiment, settings, { dataset, sharing });
    const testDataset = await openReferenced(testRef, experiment, {
      ...options,
      task: settings,
      at: [...at, "test"],
    });
    const task = new TaskData(experiment, settings, { dataset, testDataset, sharing });
    const fault = testFault(dataset, testDataset);
    if (fault !== undefined) {
      const path = [...at, "test", "dataset"];
      await task.close();
      throw new ProblemError({
        severity: "error",
        code: "data/unfit-test-data",
        file: experiment.file,
        place: path.join("."),
        path,
        message: fault,
      });
    }
    return task;
  }

  /** Whether training sees labels of it. */
  get hasLabels(): boolean {
    return this.settings.labels === "given" && this.dataset.classes.length > 0;
  }

  /** Where the experiment file speaks of it. */
  get place(): JsonPath {
    return pathOfTask(this.experiment, this.settings);
  }

  get form(): TaskForm {
    const { name, predicts } = this.settings;
    return { name, predicts, classes: this.answers ?? this.dataset.classes };
  }

  /**
   * Lets others say what may be predicted: the source, where the labels here are hidden or not there at all.
   *
   * @param classes that a network will tell apart
   * @param whose they are, for messages: `the source`
   * @throws ProblemError where the data have a class that is none of them
   */
  answerWith(classes: readonly string[], whose: string): void {
    for (const [dataset, key] of [[this.dataset, "dataset"] as const, [this.testDataset, "test"] as const]) {
      const unknown = dataset?.classes.find((name) => !classes.includes(name));
      if (unknown !== undefined) throw this.unknownClass(unknown, key, { classes, whose });
    }
    this.answers = classes;
  }

  /** SHA-256 by path, and what of it was selected. */
  fingerprints(): Record<string, string> {
    const { dataset } = this.settings;
    const test = testDatasetOf(this.settings);
    return {
      [nameOf(dataset)]: this.dataset.fingerprint,
      ...(this.testDataset && test ? { [nameOf(test)]: this.testDataset.fingerprint } : {}),
    };
  }

  /** The examples that the trials of a seed train and validate on. */
  trainingOf(seed: number, form: InputForm): Task {
    const { train, validation } = this.split(seed);
    const hidesLabels = this.settings.labels === "hidden";
    const view = (rows: Int32Array) => new Examples({ dataset: this.dataset, rows, ...form, hidesLabels });
    return { ...this.form, train: view(train), validation: validation.length === 0 ? undefined : view(validation) };
  }

  /** Rows that a seed trains on. */
  trainingRows(seed: number): Int32Array {
    return this.split(seed).train;
  }

  /** Whether what is trained on is judged too, without its label. */
  get testsAll(): boolean {
    return this.settings.test === "all";
  }

  /** Examples that any seed trains on. */
  everTrained(form: InputForm): Examples {
    const rows = new Set(this.experiment.training.seeds.flatMap((seed) => [...this.trainingRows(seed)]));
    return new Examples({ dataset: this.dataset, rows: Int32Array.from(rows).sort(), ...form, hidesLabels: true });
  }

  /** The same for every seed. Only the engine reads them, after a trial has ended. */
  testExamples(form: InputForm): Examples {
    const dataset = this.testDataset ?? this.dataset;
    const rows =
      this.testDataset === undefined ? this.testRows() : Int32Array.from({ length: dataset.count }, (_, row) => row);
    const classMap = Int32Array.from(dataset.classes, (name) => this.form.classes.indexOf(name));
    return new Examples({ dataset, rows, classMap, ...form });
  }

  /** How many examples each trial has. */
  counts(): { train: number; validation: number; test: number } {
    const { train, validation, test } = this.split(this.experiment.training.seeds[0] ?? 1);
    return { train: train.length, validation: validation.length, test: this.testDataset?.count ?? test.length };
  }

  async close(): Promise<void> {
    await Promise.all([this.dataset.close(), this.testDataset?.close()]);
  }

  /** Of its own data set; none where the test is another one. */
  private testRows(): Int32Array {
    return this.split(this.experiment.training.seeds[0] ?? 1).test;
  }

  private unknownClass(
    name: string,
    key: "dataset" | "test",
    { classes, whose }: { classes: readonly string[]; whose: string },
  ): ProblemError {
    const path = [...this.place, ...(key === "test" ? ["test"] : []), "dataset"];
    const wayOut = 'choose those in common with "classes", or rename them';
    return new ProblemError({
      severity: "error",
      code: "data/unknown-class",
      file: this.experiment.file,
      place: path.join("."),
      path,
      message: `must have no classes but those of ${whose} (${classes.join(", ")}), got ${JSON.stringify(name)}; ${wayOut}`,
    });
  }

  private split(seed: number) {
    const { labelled, validation, test, splitSeed, labels } = this.settings;
    const { count } = this.dataset;
    // What is hidden must not decide which examples are drawn either.
    const known = labels === "hidden" ? { labels: new Int32Array(count), classes: [] } : this.dataset;
    const result = splitExamples({
      labels: known.labels,
      classes: known.classes,
      labelled,
      validation,
      test: typeof test === "object" && "dataset" in test ? "none" : test,
      heldOut: this.opened.sharing?.testRows(),
      splitSeed,
      seed,
      file: this.experiment.file,
      place: this.place,
    });
    if (!result.ok) throw new ProblemError(result.problem);
    return result.split;
  }
}

const holdsOut = ({ test }: TaskSettings): boolean => typeof test === "object" && "fraction" in test;

/** `data/vowel.csv`, or `data/vowel.csv (speaker 3)`: the same file may serve both domains. */
export const nameOf = ({ path: name, only = [], classes = [] }: DatasetRef): string => {
  const selected = [...only, ...classes];
  return selected.length === 0 ? name : `${name} (${selected.join(", ")})`;
};

/** Whether two tasks have the same examples, row by row, whatever their labels are. */
const isSameData = (one: DatasetRef, other: DatasetRef): boolean =>
  JSON.stringify([one.path, one.only, one.classes]) === JSON.stringify([other.path, other.only, other.classes]);

/** @returns why a data set cannot be the test of another one, if it cannot */
function testFault(target: Dataset, test: Dataset): string | undefined {
  if (target.fingerprint === test.fingerprint) {
    const wayOut = 'name another one, or hold out a share of the target data with "test": { "fraction": 0.3 }';
    return `must hold other examples than the target data, which would be test and training at once; ${wayOut}`;
  }
  // Where the target's own examples have no labels, the source says which classes there are.
  const unknown = target.classes.length === 0 ? undefined : test.classes.find((name) => !target.classes.includes(name));
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
