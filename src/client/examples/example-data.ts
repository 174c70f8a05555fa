/**
 * The test or the training data of an experiment, to show single examples of them. Files in folders are read one by one; what
 * lies packed in a file is opened once it is needed. Corrections are left out: what they say is shown beside the example.
 */
import path from "node:path";
import { openDataset, summarizeDataset } from "../../data/open";
import { resolvePlace } from "../../data/place";
import { readerFor } from "../../data/readers";
import type { Dataset, DatasetKind, Interpretation } from "../../data/types";
import { testDatasetOf } from "../../experiment/data-places";
import { interpretationOf } from "../../experiment/interpretation";
import type { DatasetRef, Experiment } from "../../experiment/types";
import type { Look, Side } from "../../protocol/examples";
import { ProblemError } from "../../protocol/problem";
import { lookAtFile } from "./look-at-file";
import { lookAtRow } from "./look-at-row";

/** The data set that the examples of a side come from. */
export function refOf({ target }: Experiment, side: Side): DatasetRef {
  return (side === "test" ? testDatasetOf(target) : undefined) ?? target.dataset;
}

/** Whether each example is a file of its own. */
const isInFiles = (kind: DatasetKind | undefined): kind is DatasetKind =>
  kind === "image-folder" || kind === "speech" || kind === "text-folder";

export class ExampleData {
  readonly #ref: DatasetRef;
  readonly #base: string;
  readonly #interpretation: Interpretation;
  #opened: Promise<{ dataset: Dataset; rows: ReadonlyMap<string, number> }> | undefined;
  #kind: Promise<DatasetKind | undefined> | undefined;
  #labels: Promise<readonly string[]> | undefined;

  constructor(experiment: Experiment, side: Side) {
    this.#ref = refOf(experiment, side);
    this.#base = path.dirname(experiment.file);
    this.#interpretation = interpretationOf(this.#ref, experiment, experiment.target);
  }

  /** Of the data set. */
  get absolute(): string {
    return path.resolve(this.#base, this.#ref.path);
  }

  /** As the experiment names it. */
  get path(): string {
    return this.#ref.path;
  }

  /** The label column that classes are of, where the experiment names one. */
  get labelColumn(): string | undefined {
    return this.#ref.label;
  }

  /** What there is to see of each; never throws for what is wrong with the data. */
  async lookAt(names: readonly string[]): Promise<Look[]> {
    try {
      const kind = await this.#kindOf();
      const looks: Look[] = [];
      for (const name of names) {
        looks.push(isInFiles(kind) ? await this.#lookAtFile(name, kind) : await this.#lookAtRow(name));
      }
      return looks;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { message } = error;
      return names.map(() => ({ kind: "missing", reason: message }));
    }
  }

  /** The class that the data themselves give an example. @throws ProblemError where the data cannot be read */
  async classOf(name: string): Promise<string | undefined> {
    if ((await this.#kindOf()) === "image-folder")
      return name.includes("/") ? name.slice(0, name.indexOf("/")) : undefined;
    const { dataset, rows } = await this.#open();
    return dataset.classes[dataset.labels[rows.get(name) ?? -1] ?? -1];
  }

  /** What a label may be corrected to. @throws ProblemError where the data cannot be read */
  labels(): Promise<readonly string[]> {
    this.#labels ??= this.#findLabels();
    return this.#labels;
  }

  /** Where an example can be looked at in an editor: its own file, or a line of the table. */
  async placeOf(name: string): Promise<{ file: string; line?: number }> {
    const kind = await this.#kindOf();
    if (isInFiles(kind)) return { file: this.#fileOf(name) ?? this.absolute };
    const row = /^row (\d+)$/.exec(name)?.[1];
    return { file: this.absolute, ...(row !== undefined && { line: Number(row) }) };
  }

  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.dataset.close();
  }

  async #findLabels(): Promise<readonly string[]> {
    if (this.#interpretation.predicts === "number") return [];
    const summary = await summarizeDataset(this.#ref.path, { base: this.#base, ...this.#interpretation });
    return summary === undefined || summary.classes.length > 0
      ? (summary?.classes ?? [])
      : (await this.#open()).dataset.classes;
  }

  #kindOf(): Promise<DatasetKind | undefined> {
    this.#kind ??= resolvePlace(this.#ref.path, this.#base).then((place) => readerFor(place)?.kind);
    return this.#kind;
  }

  /** Nothing for a name that leads out of the data. */
  #fileOf(name: string): string | undefined {
    const file = path.resolve(this.absolute, name);
    return file.startsWith(this.absolute + path.sep) ? file : undefined;
  }

  async #lookAtFile(name: string, kind: DatasetKind): Promise<Look> {
    const file = this.#fileOf(name);
    return file === undefined ? { kind: "missing", reason: `this is no file of ${this.path}` } : lookAtFile(file, kind);
  }

  async #lookAtRow(name: string): Promise<Look> {
    const { dataset, rows } = await this.#open();
    const row = rows.get(name);
    if (row === undefined) return { kind: "missing", reason: `${this.path} has no example of this name any more` };
    return await lookAtRow(dataset, row);
  }

  #open() {
    this.#opened ??= openDataset(this.#ref.path, {
      ...{ base: this.#base, ...this.#interpretation, corrections: "ignored" },
    }).then((dataset) => ({
      dataset,
      rows: new Map(Array.from({ length: dataset.count }, (_, row) => [dataset.nameOf(row), row])),
    }));
    return this.#opened;
  }
}
