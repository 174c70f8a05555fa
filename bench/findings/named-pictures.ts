/** The experiments on pictures that are named by words alone, for the full table and for its small version in the tests. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { getSourceModel } from "../../src/client/get-source-model";
import { readyModels } from "../../src/client/ready-models";
import { synonymsOf } from "../../src/data/semantics/class-names";
import type { RawExperiment } from "../../src/experiment/raw";
import { readModelSummary } from "../../src/models/read-model-summary";
import { sampleDataFolder } from "../../src/sample/sample-data";
import type { Lab, LabRun } from "./lab";

export interface NamedPictures {
  /** Folder of the pictures, one folder a name. */
  folder: string;
  /** All names that have pictures. */
  all: string[];
  /** Those that are no label of the classifier. */
  untaught: string[];
  /** Those of which no word is in any label of the classifier. */
  unheard: string[];
  /** Labels of the classifier. */
  labels: string[];
}

/** Puts the classifier and the words into the folder of the lab, and tells which names the classifier has never heard. */
export async function preparePictures(lab: Lab): Promise<NamedPictures> {
  for (const model of readyModels) await getSourceModel(model, lab.folder);
  const folder = await sampleDataFolder("animal-pictures");
  const read = await readModelSummary(path.join(lab.folder, "models", "efficientnet-lite0"));
  const labels = "summary" in read ? [...(read.summary.classes ?? [])] : [];
  const taught = new Set(labels.flatMap(synonymsOf));
  const heard = new Set(labels.flatMap(wordsIn));
  const entries = await readdir(folder, { withFileTypes: true });
  const all = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return {
    ...{ folder, all, labels },
    untaught: all.filter((name) => !taught.has(name)),
    unheard: all.filter((name) => !wordsIn(name).some((word) => heard.has(word))),
  };
}

const wordsIn = (name: string): string[] => synonymsOf(name).flatMap((synonym) => synonym.split(/[ -]/));

export interface Naming {
  /** Names whose pictures are named. */
  pictured: readonly string[];
  /** Names to choose among; those that are pictured where left out. */
  candidates?: readonly string[];
  top?: number;
  seeds: number[];
  controls?: string[];
}

export const naming = (folder: string, { pictured, candidates, top = 10, seeds, controls }: Naming): RawExperiment => ({
  method: "zero-shot-convex-combination",
  source: { model: "models/efficientnet-lite0" },
  target: { dataset: folder, classes: [...pictured] },
  semantics: { vectors: "vectors/glove-100d", ...(candidates && { labels: [...candidates] }) },
  options: { top },
  training: { seeds },
  controls: controls ?? ["shuffled-labels"],
});

/** @returns a test figure of an arm by seed */
export const figuresOf = ({ report }: LabRun, figure: string, arm = "transfer"): number[] =>
  report.trials.filter((trial) => trial.arm === arm).map(({ test }) => test[figure] ?? NaN);
