/** A few pictures of one class, small, as one picture; nothing for data that are no pictures. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { evenIndices } from "../math/even-indices";
import { ProblemError } from "../protocol/problem";
import { contactSheet, smallSize, type SmallPicture } from "./contact-sheet";
import { listPictures } from "./image-folder";
import { decodePicture, pictureShape } from "./picture-file";
import { openDataset } from "./open";
import { resolvePlace, type Place } from "./place";
import { readerFor } from "./readers";
import type { Dataset, PictureShape } from "./types";

/** Pictures on the sheet, at most. */
const SHOWN = 9;
/** Pictures that are tried: some may not be readable. */
const TRIED = 2 * SHOWN;
/** Larger files are not decoded for a hover. */
const MAX_BYTES = 1 << 25;

/**
 * @param absolute path of the data set
 * @returns a WebP file, below 50 kB; undefined where the class has no pictures
 * @throws ProblemError like `openDataset`; the reason of the signal when it aborts
 */
export async function previewClass(
  absolute: string,
  className: string,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  const place = await resolvePlace(absolute, "");
  const reader = readerFor(place);
  const pictures =
    reader?.kind === "image-folder"
      ? await fromFiles(place, className, signal)
      : reader?.kind === "idx" || reader?.kind === "npz"
        ? await fromArray(await openDataset(absolute, { base: "", ...(signal && { signal }) }), className)
        : [];
  return pictures.length === 0 ? undefined : await contactSheet(pictures);
}

async function fromFiles(place: Place, className: string, signal: AbortSignal | undefined): Promise<SmallPicture[]> {
  const names = (await listPictures(place)).pictures.filter((name) => name.startsWith(`${className}/`));
  const pictures: SmallPicture[] = [];
  for (const name of spread(names, TRIED)) {
    signal?.throwIfAborted();
    const picture = await fromFile(path.join(place.absolute, name));
    if (picture !== undefined) pictures.push(picture);
    if (pictures.length === SHOWN) break;
  }
  return pictures;
}

/** @returns undefined where it is no picture, or too large */
async function fromFile(file: string): Promise<SmallPicture | undefined> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > MAX_BYTES) return undefined;
    const [height, width, channels] = smallSize(await pictureShape(bytes, file));
    return { height, width, values: await decodePicture(bytes, file, [height, width, channels]) };
  } catch (error) {
    if (error instanceof ProblemError || (error instanceof Error && "syscall" in error)) return undefined;
    throw error;
  }
}

async function fromArray(dataset: Dataset, className: string): Promise<SmallPicture[]> {
  try {
    const shape = pictureShapeOf(dataset);
    const label = dataset.classes.indexOf(className);
    if (shape === undefined || label < 0) return [];
    const rows = [...dataset.labels.keys()].filter((row) => dataset.labels[row] === label);
    const [height, width, channels] = smallSize(shape);
    const shown = spread(rows, SHOWN);
    const values = await dataset.read(shown, [height, width, channels]);
    const each = height * width * channels;
    return shown.map((_, index) => ({ height, width, values: values.subarray(index * each, (index + 1) * each) }));
  } finally {
    await dataset.close();
  }
}

function pictureShapeOf({ shape }: Dataset): PictureShape | undefined {
  const [height, width, channels] = shape;
  return height && width && channels ? [height, width, channels] : undefined;
}

/** Up to `count` of the items, evenly from the first on. */
const spread = <T>(items: readonly T[], count: number): T[] => {
  const chosen = new Set(evenIndices(items.length, count));
  return items.filter((_, index) => chosen.has(index));
};
