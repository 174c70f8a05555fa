/**
 * IDX files, as MNIST and Fashion-MNIST come: one of pictures, one of labels beside it, plain or gzip. A path names
 * the pictures file, or the folder that holds the pair.
 *
 * @see LeCun et al., the MNIST database: two zero bytes, the type of the values (8 = unsigned byte), the number of
 *   dimensions, each dimension as a big-endian 32-bit number, then the values
 */
import path from "node:path";
import { t } from "@vscode/l10n";
import type { Problem } from "../protocol/problem";
import { fault, note, quoteList } from "./fault";
import { idxShape, readIdxFile } from "./idx-file";
import { LabelEncoder, type EncodedLabels } from "./label-encoder";
import { pictureArrayDataset } from "./picture-array";
import type { Place } from "./place";
import { placeBeside, placeIn } from "./place";
import type { DatasetReader } from "./reader";
import { closingOnFailure } from "./row-store";
import { countsOf } from "./summary";
import type { Dataset, OpenOptions } from "./types";

/** Labels up to this size are read for a summary. */
const SMALL_BYTES = 1 << 20;

export const idxReader: DatasetReader = {
  kind: "idx",
  accepts: ({ absolute, entries }) =>
    entries === undefined
      ? IDX_NAME.test(path.basename(absolute))
      : entries.some(({ name, folder }) => !folder && isPicturesName(name)),
  open: openIdx,
  async summarize(place) {
    const { pictures, labels } = await findPair(place);
    const [, height = 0, width = 0, channels = 1] = await idxShape(pictures, "pictures");
    const shape = [height, width, channels] as const;
    if (labels.bytes > SMALL_BYTES) return { path: place.path, kind: "idx", classes: [], shape };
    const { classes, labels: rows } = await readLabels(labels, labels.path);
    const counts = countsOf({ classes, labels: rows });
    return { path: place.path, kind: "idx", classes, count: rows.length, counts, shape };
  },
};

/** `train-images-idx3-ubyte.gz`, `train-images.idx3-ubyte` */
const IDX_NAME = /^(.*)(images|labels)([-.])idx\d-ubyte(\.gz)?$/i;

const isPicturesName = (name: string): boolean => IDX_NAME.exec(name)?.[2]?.toLowerCase() === "images";

async function openIdx(place: Place, options: OpenOptions): Promise<Dataset> {
  const pair = await findPair(place);
  const encoded = await readLabels(pair.labels, place.path, options.signal);
  const { shape, rows } = await readIdxFile(pair.pictures, "pictures", options);
  return closingOnFailure(rows, async () => {
    const [count = 0, height = 0, width = 0, channels = 1] = shape;
    if (count !== encoded.labels.length) {
      throw fault(
        "count-mismatch",
        pair.pictures.path,
        t(
          "has {0} pictures, but {1} has {2} labels; the two must belong together",
          count,
          pair.labels.path,
          encoded.labels.length,
        ),
      );
    }
    const pictures = { rows, shape: [height, width, channels], white: 255 } as const;
    return pictureArrayDataset({ kind: "idx", path: place.path, ...encoded, ...pictures, notes: pair.notes }, options);
  });
}

interface Pair {
  pictures: Place;
  labels: Place;
  notes: Problem[];
}

async function findPair(place: Place): Promise<Pair> {
  const names = (place.entries ?? []).filter(({ name, folder }) => !folder && isPicturesName(name));
  const chosen = names.find(({ name }) => /^train/i.test(name)) ?? names[0];
  const pictures = chosen === undefined ? place : await placeIn(place, chosen.name);
  const others = names.filter((entry) => entry !== chosen).map(({ name }) => name);
  const notes =
    chosen === undefined || others.length === 0
      ? []
      : [
          note(
            "chosen-file",
            place.path,
            t('uses "{0}"; to use {1}, name the file itself', chosen.name, quoteList(others)),
          ),
        ];
  return { pictures, labels: await labelsOf(pictures), notes };
}

async function labelsOf(pictures: Place): Promise<Place> {
  const name = path.basename(pictures.absolute);
  const [, prefix = "", what = "", separator = "-"] = IDX_NAME.exec(name) ?? [];
  if (what.toLowerCase() === "labels") {
    throw fault("labels-file", pictures.path, t('holds labels; name the file of the pictures ("…images…") instead'));
  }
  const labels = `${prefix}${what.startsWith("I") ? "Labels" : "labels"}${separator}idx1-ubyte`;
  for (const candidate of [labels, `${labels}.gz`]) {
    const found = await placeBeside(pictures, candidate).catch(() => undefined);
    if (found !== undefined) return found;
  }
  throw fault("no-labels-file", pictures.path, t('needs its labels beside it, in "{0}" or "{0}.gz"', labels));
}

/** @param named what the labels belong to, for messages */
async function readLabels(place: Place, named: string, signal?: AbortSignal): Promise<EncodedLabels> {
  const { rows } = await readIdxFile(place, "labels", { signal });
  const encoder = new LabelEncoder();
  try {
    for await (const labels of rows.pieces()) for (const label of labels) encoder.add(String(label));
  } finally {
    await rows.close();
  }
  return encoder.encode(named);
}
