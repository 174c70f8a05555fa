/** Seeded pictures for speed, not for insight: noise over waves whose direction and length depend on the class. */
import { createCipheriv, createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

export interface PictureSet {
  count: number;
  height: number;
  width: number;
  channels: number;
  classes: number;
}

/** Share of the noise in the brightness. */
const NOISE = 0.4;

/** Writes a pair of IDX files, which Transfer Lab and the peers read; the same set gives the same bytes. */
export async function writePictures(folder: string, set: PictureSet): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { count, height, width, channels } = set;
  const shape = channels === 1 ? [count, height, width] : [count, height, width, channels];
  await writeFile(path.join(folder, `train-images-idx${shape.length}-ubyte`), idx(shape, valuesOf(set)));
  await writeFile(path.join(folder, "train-labels-idx1-ubyte"), idx([count], labelsOf(set)));
}

/** Every class equally often. */
const labelsOf = ({ count, classes }: PictureSet): Uint8Array =>
  Uint8Array.from({ length: count }, (_, row) => row % classes);

function valuesOf(set: PictureSet): Uint8Array {
  const { count, height, width, channels, classes } = set;
  const waves = Array.from({ length: classes }, (_, label) => waveOf(label, set));
  const each = height * width * channels;
  const values = noise(count * each, JSON.stringify(set));
  for (let row = 0; row < count; row++) {
    const wave = waves[row % classes] ?? new Float32Array(each);
    for (let at = 0; at < each; at++) {
      const index = row * each + at;
      values[index] = NOISE * (values[index] ?? 0) + (1 - NOISE) * (wave[at] ?? 0);
    }
  }
  return values;
}

/** Brightness 0..255 of a class without noise. */
function waveOf(label: number, { height, width, channels, classes }: PictureSet): Float32Array {
  const angle = (Math.PI * label) / classes;
  const length = 0.5 + 0.25 * (label % 3);
  return Float32Array.from({ length: height * width * channels }, (_, at) => {
    const x = Math.floor(at / channels) % width;
    const y = Math.floor(at / channels / width);
    return 127.5 * (1 + Math.sin(length * (x * Math.cos(angle) + y * Math.sin(angle)) + (at % channels)));
  });
}

/** Bytes that depend on the seed alone: the key stream of a cipher. */
function noise(length: number, seed: string): Uint8Array {
  const key = createHash("sha256").update(seed).digest();
  return createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(length));
}

function idx(shape: readonly number[], values: Uint8Array): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.writeUInt32BE(0x0800 + shape.length, 0);
  shape.forEach((side, axis) => head.writeUInt32BE(side, 4 + 4 * axis));
  return Buffer.concat([head, values]);
}
