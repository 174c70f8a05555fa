/**
 * A closer look at a data set than its summary: how many examples each class has, and what is wrong with its files. Folders of
 * pictures are counted by their names and headers; everything else is opened, and closed again.
 */
import type { Problem } from "../protocol/problem";
import type { ClassCount } from "./class-balance";
import { listPictures } from "./image-folder";
import { orderClasses } from "./label-encoder";
import { openDataset } from "./open";
import { resolvePlace, type Place } from "./place";
import { readerFor } from "./readers";
import { countsOf } from "./summary";
import { unreadablePictures } from "./unreadable-pictures";

export interface Census {
  /** In the order of the data set. */
  readonly classes: readonly ClassCount[];
  /** Picture files that cannot be read, `cats/17.png`. */
  readonly unreadable: readonly string[];
  /** What was left out or guessed. */
  readonly notes: readonly Problem[];
}

/**
 * @param absolute path of the file or folder
 * @returns undefined where it is of no known kind
 * @throws ProblemError like `openDataset`; the reason of the signal when it aborts
 */
export async function takeCensus(absolute: string, signal?: AbortSignal): Promise<Census | undefined> {
  const place = await resolvePlace(absolute, "");
  const reader = readerFor(place);
  if (reader === undefined) return undefined;
  if (reader.kind === "image-folder") return await ofPictures(place, signal);
  const dataset = await openDataset(absolute, { base: "", ...(signal && { signal }) });
  await dataset.close();
  const counts = countsOf(dataset);
  const classes = dataset.classes.map((name, index) => ({ name, count: counts[index] ?? 0 }));
  return { classes, unreadable: [], notes: dataset.notes };
}

async function ofPictures(place: Place, signal: AbortSignal | undefined): Promise<Census> {
  const { pictures, byClass } = await listPictures(place);
  const classes = orderClasses([...byClass.keys()]).map((name) => ({ name, count: byClass.get(name) ?? 0 }));
  return { classes, unreadable: await unreadablePictures(place.absolute, pictures, signal), notes: [] };
}
