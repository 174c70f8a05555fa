/**
 * What an experiment refers to, looked at quickly: classes and counts of data sets, layers of source models. Kept for a
 * short time, since the checks run while a person types.
 */
import path from "node:path";
import type { ExperimentFacts } from "../../experiment/check";
import type { Experiment } from "../../experiment/types";
import type { DatasetSummary } from "../../data/types";
import type { ModelSummary } from "../../models/layer-summary";
import type { Problem } from "../../protocol/problem";
import { core, dataParts } from "../core";

const KEPT_MS = 20_000;

interface Kept {
  fact: Promise<unknown>;
  since: number;
}

export class FactCache {
  readonly #kept = new Map<string, Kept>();

  async of(experiment: Experiment): Promise<ExperimentFacts> {
    const base = path.dirname(experiment.file);
    const { source, target } = experiment;
    const targetData = await this.#dataset(target.dataset.path, base);
    if (source.kind === "model") {
      const model = await this.#once(path.resolve(base, source.path), readModel);
      return { source: model, ...(targetData && { targetData }) };
    }
    const sourceData = await this.#dataset(source.dataset.path, base);
    return { ...(sourceData && { sourceData }), ...(targetData && { targetData }) };
  }

  #dataset(named: string, base: string): Promise<DatasetSummary | Problem | undefined> {
    return this.#once(path.resolve(base, named), () => summarize(named, base));
  }

  #once<T>(key: string, look: (key: string) => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept !== undefined && Date.now() - kept.since < KEPT_MS) return kept.fact as Promise<T>;
    const fact = look(key);
    this.#kept.set(key, { fact, since: Date.now() });
    return fact;
  }
}

/** @returns why it cannot be read, as a problem; nothing where it is of no known kind */
async function summarize(named: string, base: string): Promise<DatasetSummary | Problem | undefined> {
  const { readerFor, resolvePlace } = await dataParts();
  const { ProblemError } = await core();
  try {
    const place = await resolvePlace(named, base);
    return await readerFor(place)?.summarize(place);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

async function readModel(folder: string): Promise<ModelSummary | Problem> {
  const { readModelSummary } = await core();
  const read = await readModelSummary(folder);
  return "summary" in read ? read.summary : read.problem;
}
