/**
 * Image augmentation over plain numbers: a random shift, rotation, zoom and flip of each picture, bilinear, with the
 * edge repeated. Drawn from a generator the caller derives, so that a resumed run sees the same pictures.
 */
import type { Augmentation } from "../experiment/types";
import type { Random } from "../math/random";

interface Affine {
  /** Output to input: [a b; c d] around the centre, then the shift, in pixels. */
  a: number;
  b: number;
  c: number;
  d: number;
  shiftY: number;
  shiftX: number;
}

function randomAffine(settings: Augmentation, height: number, width: number, random: Random): Affine {
  const angle = (random.uniform(-settings.rotate, settings.rotate) * Math.PI) / 180;
  const scale = 1 / (1 + random.uniform(-settings.zoom, settings.zoom));
  const shiftY = random.uniform(-settings.shift, settings.shift) * height;
  const shiftX = random.uniform(-settings.shift, settings.shift) * width;
  const mirror = random.uniform(0, 1) < 0.5 && settings.flipHorizontal ? -1 : 1;
  return {
    a: Math.cos(angle) * scale,
    b: -Math.sin(angle) * scale,
    c: Math.sin(angle) * scale * mirror,
    d: Math.cos(angle) * scale * mirror,
    shiftY,
    shiftX,
  };
}

const clamp = (value: number, high: number): number => Math.min(Math.max(value, 0), high);

/** One picture through the transformation. */
function warp(
  source: Float32Array,
  [height, width, channels]: readonly [number, number, number],
  affine: Affine,
): Float32Array {
  const target = new Float32Array(source.length);
  const centreY = (height - 1) / 2;
  const centreX = (width - 1) / 2;
  const at = (y: number, x: number, channel: number): number => source[(y * width + x) * channels + channel] ?? 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromY = clamp(affine.a * (y - centreY) + affine.b * (x - centreX) + centreY + affine.shiftY, height - 1);
      const fromX = clamp(affine.c * (y - centreY) + affine.d * (x - centreX) + centreX + affine.shiftX, width - 1);
      const top = Math.floor(fromY);
      const left = Math.floor(fromX);
      const bottom = Math.min(top + 1, height - 1);
      const right = Math.min(left + 1, width - 1);
      for (let channel = 0; channel < channels; channel++) {
        const upper = at(top, left, channel) * (1 - fromX + left) + at(top, right, channel) * (fromX - left);
        const lower = at(bottom, left, channel) * (1 - fromX + left) + at(bottom, right, channel) * (fromX - left);
        target[(y * width + x) * channels + channel] = upper * (1 - fromY + top) + lower * (fromY - top);
      }
    }
  }
  return target;
}

/**
 * @param batch row-major pictures, n × height × width × channels; left as it is
 * @returns the augmented pictures
 */
export function augment(
  batch: Float32Array,
  shape: readonly [number, number, number],
  settings: Augmentation,
  random: Random,
): Float32Array {
  const size = shape[0] * shape[1] * shape[2];
  const augmented = new Float32Array(batch.length);
  for (let start = 0; start < batch.length; start += size) {
    const affine = randomAffine(settings, shape[0], shape[1], random);
    augmented.set(warp(batch.subarray(start, start + size), shape, affine), start);
  }
  return augmented;
}
