/** Pictures of one size, one after the other: what IDX and NPZ files hold. */
import { t } from "@vscode/l10n";
import type { Problem } from "../protocol/problem";
import type { ReadOptions } from "./bytes";
import { canConvertChannels } from "./channels";
import { fault } from "./fault";
import { pictureFitter } from "./fit-picture";
import { fingerprintWithRows } from "./fingerprint";
import { targetParts, type EncodedLabels } from "./label-encoder";
import type { RowStore } from "./row-store";
import { checkRows } from "./rows";
import type { Dataset, DatasetKind, PictureShape } from "./types";

interface PictureArray extends EncodedLabels {
  kind: DatasetKind;
  path: string;
  shape: PictureShape;
  /** One row an example, row-major [height, width, channels]. */
  rows: RowStore;
  /** The value of white: what values are divided by to lie in 0..1. */
  white: 1 | 255;
  notes: Problem[];
}

/** @returns a data set that closes the rows when it is closed */
export async function pictureArrayDataset(pictures: PictureArray, options: ReadOptions): Promise<Dataset> {
  const { kind, path, shape, classes, labels, targets, rows, white, notes } = pictures;
  if (sizeOf(shape) === 0) {
    throw fault("empty-pictures", path, t("has pictures without pixels, of shape {0}", shape.join(" × ")));
  }
  const parts = [kind, shape.join(), ...classes, labels, ...targetParts(targets)];
  return {
    kind,
    path,
    classes,
    labels,
    count: labels.length,
    shape,
    ...(targets && { targets }),
    fingerprint: await fingerprintWithRows(parts, rows, options),
    notes,
    nameOf: (row) => `picture ${row + 1}`,
    read: async (wanted, size = shape) => {
      if (!canConvertChannels(shape[2], size[2])) throw channelsFault(path, shape[2], size[2]);
      checkRows(wanted, labels);
      const fit = pictureFitter(shape, size, white);
      const each = sizeOf(size);
      const result = new Float32Array(wanted.length * each);
      await rows.read(wanted, (values, index) => {
        result.set(fit(values), index * each);
      });
      return result;
    },
    close: () => rows.close(),
  };
}

const sizeOf = ([height, width, channels]: PictureShape): number => height * width * channels;

const channelsFault = (path: string, from: number, to: number) =>
  fault(
    "channels",
    path,
    t(
      "has pictures of {0} channels, which cannot be brought to {1}; save them as grey (1) or RGB (3) pictures",
      from,
      to,
    ),
  );
