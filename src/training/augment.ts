/**
 * Augmentation of pictures: a random shift, rotation, zoom and flip of each, bilinear, with the edge repeated, as one
 * tensor operation over a batch.
 *
 * What is drawn for a picture depends on the seed, the example and its variant alone, not on the batch or the order in
 * which it comes: variant 3 of example 7 is always the same picture, so it can be kept, and a resumed run sees it again.
 */
import type { Augmentation } from "../experiment/types";
import { statelessUniform } from "../math/philox";
import { derivedSeed } from "../math/random";
import { nativeBackend } from "./compile/native-backend";
import { tf } from "./tf";

/** The settings that decide over one picture. */
export type Warping = Pick<Augmentation, "shift" | "rotate" | "zoom" | "flipHorizontal">;

/** Which picture is drawn for. */
export interface VariantKey {
  example: number;
  /** Counts how often the example was augmented. */
  variant: number;
}

/** Numbers in [0, 1) that decide over one picture: angle, zoom, shift down, shift right, flip. */
export type AffineDraws = readonly [number, number, number, number, number];

const DRAWS = 5;
/** Numbers a row of transformations has; the last two, of a perspective, are 0 here. */
const ROW = 8;
/** Pictures do not shrink below this share of their side, so that all numbers stay finite where zoom may be 1. */
const SMALLEST = 1e-3;

/**
 * One row of a projective transformation, [a0 a1 a2 b0 b1 b2 0 0]: the value at column x and row y of the result comes
 * from column a0·x + a1·y + a2 and row b0·x + b1·y + b2 of the picture. Rotation and zoom are about the centre.
 *
 * @param sides height and width, pixels
 */
export function affineRow(settings: Warping, sides: readonly [number, number], draws: AffineDraws): number[] {
  const spread = (draw: number, limit: number): number => -limit + 2 * limit * draw;
  const angle = (spread(draws[0], settings.rotate) * Math.PI) / 180;
  const scale = 1 / Math.max(1 + spread(draws[1], settings.zoom), SMALLEST);
  const [shiftY, shiftX] = [spread(draws[2], settings.shift) * sides[0], spread(draws[3], settings.shift) * sides[1]];
  const mirror = draws[4] < 0.5 && settings.flipHorizontal ? -1 : 1;
  const [centreY, centreX] = [(sides[0] - 1) / 2, (sides[1] - 1) / 2];
  const [a0, a1] = [Math.cos(angle) * scale * mirror, Math.sin(angle) * scale * mirror];
  const [b0, b1] = [-Math.sin(angle) * scale, Math.cos(angle) * scale];
  const a2 = centreX + shiftX - a0 * centreX - a1 * centreY;
  const b2 = centreY + shiftY - b0 * centreX - b1 * centreY;
  return [a0, a1, a2, b0, b1, b2, 0, 0];
}

/**
 * The transformations of a batch.
 *
 * @param sides height and width, pixels
 * @param keys one a picture
 * @param seed the trial's
 * @returns a row of `affineRow` for each key, one after the other
 */
export function affinesFor(
  settings: Warping,
  sides: readonly [number, number],
  keys: readonly VariantKey[],
  seed: number,
): Float32Array {
  const rows = new Float32Array(keys.length * ROW);
  for (const [index, { example, variant }] of keys.entries()) {
    // Two hashes of 31 bits: with one, pictures of a large run would share their draws.
    const half = (name: string): number => derivedSeed(seed, "augment", name, example, variant);
    const [angle = 0, zoom = 0, down = 0, right = 0, flip = 0] = statelessUniform(DRAWS, [
      half("first"),
      half("second"),
    ]);
    rows.set(affineRow(settings, sides, [angle, zoom, down, right, flip]), index * ROW);
  }
  return rows;
}

/**
 * Each picture through its transformation.
 *
 * @param pictures float32 [n, height, width, channels]; left as they are
 * @param affines float32 [n, 8], rows as `affineRow` gives them; a tensor, so that a compiled step can take it as input
 * @returns [n, height, width, channels]; the caller disposes it. No gradient flows back from it.
 */
export function warp(pictures: tf.Tensor4D, affines: tf.Tensor2D): tf.Tensor4D {
  const [count, height, width] = pictures.shape;
  if (affines.shape[0] !== count || affines.shape[1] !== ROW) {
    throw new Error(`${count} pictures need transformations [${count}, ${ROW}], got [${affines.shape.join()}]`);
  }
  const backend = nativeBackend();
  return tf.tidy(() => {
    if (backend === undefined) return warpOneByOne(pictures, affines);
    // tfjs-node has no kernel for tf.image.transform, but TensorFlow has the operation.
    const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_FLOAT } = backend.binding;
    const attributes = [
      { name: "dtype", type: TF_ATTR_TYPE, value: TF_FLOAT },
      { name: "interpolation", type: TF_ATTR_STRING, value: "BILINEAR" },
      { name: "fill_mode", type: TF_ATTR_STRING, value: "NEAREST" },
    ];
    const inputs = [pictures, affines, tf.tensor1d([height, width], "int32"), tf.scalar(0)];
    return backend.executeSingleOutput("ImageProjectiveTransformV3", attributes, inputs).as4D(...pictures.shape);
  });
}

/** The JavaScript kernel of tfjs 4.22.0 leaves after the first picture of a batch, so each one is a batch of its own. */
function warpOneByOne(pictures: tf.Tensor4D, affines: tf.Tensor2D): tf.Tensor4D {
  const warped = Array.from({ length: pictures.shape[0] }, (_, index) =>
    tf.image.transform(tf.slice(pictures, index, 1), tf.slice(affines, index, 1), "bilinear", "nearest", 0),
  );
  return tf.concat(warped);
}

/**
 * Augments a batch.
 *
 * @param pictures float32 [n, height, width, channels]; left as they are
 * @param draws `keys` has one key a picture; `seed` is the trial's
 * @returns [n, height, width, channels]; the caller disposes it
 */
export function augment(
  pictures: tf.Tensor4D,
  settings: Warping,
  draws: { keys: readonly VariantKey[]; seed: number },
): tf.Tensor4D {
  const [, height, width] = pictures.shape;
  const affines = affinesFor(settings, [height, width], draws.keys, draws.seed);
  return tf.tidy(() => warp(pictures, tf.tensor2d(affines, [draws.keys.length, ROW])));
}
