/** Pictures of one size held in memory as one array: what IDX and NPZ files hold. */
import type { Problem } from "../protocol/problem";
import { canConvertChannels } from "./channels";
import { fault } from "./fault";
import { pictureFitter } from "./fit-picture";
import { fingerprint } from "./fingerprint";
import type { EncodedLabels } from "./label-encoder";
import { exampleAt } from "./rows";
import type { Dataset, DatasetKind, PictureShape } from "./types";

interface PictureArray extends EncodedLabels {
  kind: DatasetKind;
  path: string;
  shape: PictureShape;
  /** Row-major [examples, height, width, channels]. */
  values: Uint8Array | Float32Array;
  /** The value of white: what values are divided by to lie in 0..1. */
  white: 1 | 255;
  notes: Problem[];
}

export function pictureArrayDataset(pictures: PictureArray): Dataset {
  const { kind, path, shape, classes, labels, values, white, notes } = pictures;
  const each = sizeOf(shape);
  if (each === 0) throw fault("empty-pictures", path, `has pictures without pixels, of shape ${shape.join(" × ")}`);
  return {
    kind,
    path,
    classes,
    labels,
    count: labels.length,
    shape,
    fingerprint: fingerprint([kind, shape.join(), ...classes, labels, values]),
    notes,
    nameOf: (row) => `picture ${row + 1}`,
    read: (rows, size = shape) => {
      if (!canConvertChannels(shape[2], size[2])) return Promise.reject(channelsFault(path, shape[2], size[2]));
      const fit = pictureFitter(shape, size, white);
      const result = new Float32Array(rows.length * sizeOf(size));
      for (let index = 0; index < rows.length; index++) {
        const row = exampleAt(rows, index);
        exampleAt(labels, row);
        result.set(fit(values.subarray(row * each, (row + 1) * each)), index * sizeOf(size));
      }
      return Promise.resolve(result);
    },
    close: () => Promise.resolve(),
  };
}

const sizeOf = ([height, width, channels]: PictureShape): number => height * width * channels;

const channelsFault = (path: string, from: number, to: number) =>
  fault(
    "channels",
    path,
    `has pictures of ${from} channels, which cannot be brought to ${to}; save them as grey (1) or RGB (3) pictures`,
  );
