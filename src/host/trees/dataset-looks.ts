/**
 * What the Data Sets view knows of the files: summaries at once, the census of a data set and the pictures of a class when they
 * are asked for. All of it is kept until the files change, so that a refresh reads only what is new.
 */
import path from "node:path";
import type { Census } from "../../data/census";
import type { DatasetSummary } from "../../data/types";
import { dataParts } from "../core";
import type { FoundDataset } from "../scaffold/workspace-sources";
import { StampedCache } from "./stamped-cache";

/** Places of a workspace that are looked at: more than `findDatasets` visits. */
const MOST_PLACES = 6000;
const MOST_CENSUSES = 200;
/** Pictures of some 10 kB each. */
const MOST_PREVIEWS = 100;

export class DatasetLooks {
  readonly #summaries = new StampedCache<DatasetSummary | undefined>(MOST_PLACES);
  readonly #censuses = new StampedCache<Census | undefined>(MOST_CENSUSES);
  readonly #previews = new StampedCache<Buffer | undefined>(MOST_PREVIEWS);

  /** @param folder absolute @throws the reason of the signal when it aborts */
  async find(folder: string, signal: AbortSignal): Promise<FoundDataset[]> {
    const { findDatasets, stampOf } = await dataParts();
    const found = await findDatasets(folder, {
      signal,
      once: async ({ absolute }, look) =>
        await this.#summaries.get(absolute, `${folder} ${(await stampOf(absolute)) ?? ""}`, look),
    });
    return found.map((summary) => ({ path: path.resolve(folder, summary.path), summary }));
  }

  /** @throws ProblemError why it cannot be read; the reason of the signal when it aborts */
  async census(file: string, signal: AbortSignal): Promise<Census | undefined> {
    const { takeCensus, stampOf } = await dataParts();
    return await this.#censuses.get(file, (await stampOf(file)) ?? "", () => takeCensus(file, signal));
  }

  /** @returns a WebP file; undefined where the class has no pictures @throws as `census` does */
  async preview(file: string, className: string, signal: AbortSignal): Promise<Buffer | undefined> {
    const { previewClass, stampOf } = await dataParts();
    const stamp = (await stampOf(file)) ?? "";
    return await this.#previews.get(`${file}\0${className}`, stamp, () => previewClass(file, className, signal));
  }
}
