/** What experiments refer to, kept for a short time, since the checks run while a person types. */
import type { ExperimentFacts } from "../../experiment/check";
import type { Experiment } from "../../experiment/types";
import { dataParts } from "../core";

const KEPT_MS = 20_000;

interface Kept {
  fact: Promise<unknown>;
  since: number;
}

export class FactCache {
  readonly #kept = new Map<string, Kept>();

  async of(experiment: Experiment): Promise<ExperimentFacts> {
    const { gatherFacts } = await dataParts();
    return gatherFacts(experiment, (path, look) => this.#once(path, look));
  }

  #once<T>(path: string, look: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(path);
    if (kept !== undefined && Date.now() - kept.since < KEPT_MS) return kept.fact as Promise<T>;
    const fact = look();
    this.#kept.set(path, { fact, since: Date.now() });
    return fact;
  }
}
