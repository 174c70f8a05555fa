/**
 * A folder of pictures: one sub-folder a class, named after it. Where labels are optional, pictures may also lie in the folder
 * itself, and those that cannot be read are left out.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { t } from "@vscode/l10n";
import { ProblemError, type Problem } from "../protocol/problem";
import { fault, note, quoteList, reasonOf } from "./fault";
import { fingerprint } from "./fingerprint";
import { inParallel } from "./in-parallel";
import { LabelEncoder, orderClasses } from "./label-encoder";
import { decodePicture, isPictureName, pictureShape } from "./picture-file";
import type { Place } from "./place";
import { joinNames, listFolder } from "./place";
import type { DatasetReader } from "./reader";
import { exampleAt, pictureSize } from "./rows";
import type { Dataset, Interpretation, OpenOptions, PictureShape } from "./types";

/** Decoding happens in native threads; more at a time only costs memory. */
const AT_A_TIME = 4;
/** Of SHA-256. */
const HASH_BYTES = 32;

export const imageFolderReader: DatasetReader = {
  kind: "image-folder",
  accepts: (place) => place.entries !== undefined,
  open: openImageFolder,
  async summarize(place, interpretation) {
    const { pictures, byClass } = await listPictures(place, interpretation);
    const isLabelled = byClass.size >= 2 && pictures.every(isInFolder);
    if (!isLabelled && (interpretation?.labels !== "optional" || pictures.length === 0)) return undefined;
    const classes = isLabelled ? orderClasses([...byClass.keys()]) : [];
    return {
      path: place.path,
      kind: "image-folder",
      classes,
      count: pictures.length,
      ...(isLabelled && { counts: classes.map((name) => byClass.get(name) ?? 0) }),
    };
  },
};

interface Listing {
  /** `cats/17.png`, in code-unit order. */
  pictures: string[];
  byClass: Map<string, number>;
  emptyFolders: string[];
  others: string[];
}

async function openImageFolder(place: Place, options: OpenOptions): Promise<Dataset> {
  const listing = await listPictures(place, options);
  if (listing.pictures.length === 0) throw emptyFault(place);
  const { looks, unreadable } = await lookAtAll(place, listing.pictures, options);
  const pictures = looks.map(({ name }) => name);
  if (pictures.length === 0) throw unreadableFault(place, unreadable);
  const { classes, labels } = labelsOf(place, pictures, options);
  const shape = new CommonShape();
  for (const { sides } of looks) shape.add(sides);
  const hashes = Buffer.concat(looks.map(({ hash }) => hash));

  return {
    kind: "image-folder",
    path: place.path,
    classes,
    labels,
    count: pictures.length,
    shape: shape.sides,
    fingerprint: fingerprint(fingerprintParts(pictures, hashes)),
    notes: [...notesOn(place, listing), ...unreadableNotes(place, unreadable)],
    nameOf: (row) => exampleAt(pictures, row),
    read: async (rows, size) => {
      const target = size ?? pictureSize(shape.sides);
      const each = target[0] * target[1] * target[2];
      const values = new Float32Array(rows.length * each);
      await inParallel(Array.from(rows), AT_A_TIME, async (row, index) => {
        const name = exampleAt(pictures, row);
        values.set(
          await decodePicture(await readPicture(place, name), joinNames(place.path, name), target),
          index * each,
        );
      });
      return values;
    },
    close: () => Promise.resolve(),
  };
}

interface Look {
  name: string;
  sides: PictureShape;
  /** SHA-256 of the file. */
  hash: Buffer;
}

/** @returns what can be read, in its order, and the names of what cannot, where labels are optional */
async function lookAtAll(
  place: Place,
  pictures: readonly string[],
  { labels, signal, onProgress }: OpenOptions,
): Promise<{ looks: Look[]; unreadable: string[] }> {
  const unreadable: string[] = [];
  let done = 0;
  const looks = await inParallel(pictures, AT_A_TIME, async (name) => {
    signal?.throwIfAborted();
    try {
      return await lookAt(place, name, labels === "optional");
    } catch (error) {
      if (labels !== "optional" || !(error instanceof ProblemError)) throw error;
      unreadable.push(name);
      return undefined;
    } finally {
      onProgress?.(++done, pictures.length);
    }
  });
  return { looks: looks.filter((look) => look !== undefined), unreadable: unreadable.sort() };
}

/** @param whole whether to read on behind the header: a picture may break off anywhere */
async function lookAt(place: Place, name: string, whole: boolean): Promise<Look> {
  const bytes = await readPicture(place, name);
  const file = joinNames(place.path, name);
  const sides = await pictureShape(bytes, file);
  if (whole) await decodePicture(bytes, file, [1, 1, 1]);
  return { name, sides, hash: createHash("sha256").update(bytes).digest() };
}

/** No classes where some pictures lie in the folder itself, or all of them in one, if labels are optional. */
function labelsOf(
  place: Place,
  pictures: readonly string[],
  { labels }: OpenOptions,
): Pick<Dataset, "classes" | "labels"> {
  const isUnlabelled = !pictures.every(isInFolder) || new Set(pictures.map(classOf)).size < 2;
  if (labels === "optional" && isUnlabelled) return { classes: [], labels: new Int32Array(pictures.length) };
  const encoder = new LabelEncoder();
  for (const name of pictures) encoder.add(classOf(name));
  return encoder.encode(place.path);
}

/**
 * Names and counts only; no picture is opened.
 *
 * @param place of a folder; without entries it has nothing
 */
export async function listPictures(place: Place, { labels }: Interpretation = {}): Promise<Listing> {
  const listing: Listing = { pictures: [], byClass: new Map(), emptyFolders: [], others: [] };
  for (const folder of place.entries ?? []) {
    if (!folder.folder) {
      if (labels === "optional" && isPictureName(folder.name)) listing.pictures.push(folder.name);
      continue;
    }
    let pictures = 0;
    for (const entry of await listFolder(path.join(place.absolute, folder.name))) {
      const isPicture = !entry.folder && isPictureName(entry.name);
      (isPicture ? listing.pictures : listing.others).push(`${folder.name}/${entry.name}`);
      if (isPicture) pictures += 1;
    }
    if (pictures > 0) listing.byClass.set(folder.name, pictures);
    else listing.emptyFolders.push(folder.name);
  }
  return listing;
}

const isInFolder = (name: string): boolean => name.includes("/");
const classOf = (name: string): string => name.slice(0, name.indexOf("/"));

async function readPicture(place: Place, name: string): Promise<Buffer> {
  try {
    return await readFile(path.join(place.absolute, name));
  } catch (error) {
    throw fault("not-readable", joinNames(place.path, name), t("cannot be read ({0})", reasonOf(error)));
  }
}

/** Each of height, width and channels where all pictures agree on it. */
class CommonShape {
  sides: (number | null)[] = [];

  add(shape: PictureShape): void {
    this.sides = shape.map((side, axis) => (this.sides.length === 0 || this.sides[axis] === side ? side : null));
  }
}

function* fingerprintParts(pictures: readonly string[], hashes: Buffer): Generator<string, void, void> {
  yield "image-folder";
  for (const [row, name] of pictures.entries()) {
    yield name;
    yield hashes.toString("hex", row * HASH_BYTES, (row + 1) * HASH_BYTES);
  }
}

function emptyFault(place: Place) {
  const entries = place.entries ?? [];
  const folders = entries.filter((entry) => entry.folder).map((entry) => entry.name);
  if (entries.some((entry) => isPictureName(entry.name))) {
    return fault(
      "no-class-folders",
      place.path,
      t("holds pictures but no class folders; move the pictures of each class into a sub-folder named after it"),
    );
  }
  const received =
    folders.length === 0 ? t("has no sub-folders") : t("has no pictures in its sub-folders ({0})", quoteList(folders));
  return fault(
    "empty",
    place.path,
    t("{0}; an image folder has one sub-folder a class, with PNG, JPEG, WebP, BMP or TIFF pictures", received),
  );
}

function unreadableFault(place: Place, unreadable: readonly string[]) {
  return fault("unreadable-picture", place.path, t("has no picture that can be read: {0}", quoteList(unreadable, 3)));
}

const unreadableNotes = (place: Place, unreadable: readonly string[]): Problem[] =>
  unreadable.length === 0
    ? []
    : [
        {
          ...note(
            "unreadable",
            place.path,
            t("leaves out what cannot be read as a picture: {0}", quoteList(unreadable)),
          ),
          severity: "warning",
        },
      ];

function notesOn(place: Place, { others, emptyFolders }: Listing): Problem[] {
  const notes: Problem[] = [];
  if (others.length > 0) {
    notes.push(note("left-out", place.path, t("leaves out what is not a picture: {0}", quoteList(others, 3))));
  }
  if (emptyFolders.length > 0) {
    notes.push(
      note("empty-class", place.path, t("leaves out sub-folders without pictures: {0}", quoteList(emptyFolders, 3))),
    );
  }
  return notes;
}
