import assert from "node:assert/strict";
import fc from "fast-check";
import { after, before, describe, it } from "mocha";
import { statelessUniform } from "../../../src/math/philox";
import {
  affineRow,
  affinesFor,
  augment,
  warp,
  type AffineDraws,
  type VariantKey,
  type Warping,
} from "../../../src/training/augment";
import { tf } from "../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";

type Shape = readonly [height: number, width: number, channels: number];

const nothing: Warping = { shift: 0, rotate: 0, zoom: 0, flipHorizontal: false };
const everything: Warping = { shift: 0.2, rotate: 30, zoom: 0.3, flipHorizontal: true };
const picture = Float32Array.from({ length: 16 }, (_, index) => index / 20);

/** The largest number below 1 that can be drawn. */
const LAST = 1 - 2 ** -23;
const always = (draw: number): AffineDraws => [draw, draw, draw, draw, draw];
const keysOf = (...examples: number[]): VariantKey[] => examples.map((example) => ({ example, variant: 0 }));

/** Reads after tidy, which would look at every value of an array that it is given to return. */
function valuesOf(make: () => tf.Tensor): Float32Array {
  const tensor = tf.tidy(make);
  const values = tensor.dataSync<"float32">().slice();
  tensor.dispose();
  return values;
}

const tensorOf = (values: Float32Array, [height, width, channels]: Shape): tf.Tensor4D =>
  tf.tensor4d(values, [values.length / (height * width * channels), height, width, channels]);

/** One picture, with these draws. */
const warped = (values: Float32Array, shape: Shape, settings: Warping, draws: AffineDraws): Float32Array =>
  valuesOf(() => warp(tensorOf(values, shape), tf.tensor2d([affineRow(settings, [shape[0], shape[1]], draws)])));

const augmented = (values: Float32Array, shape: Shape, settings: Warping, keys: VariantKey[]): Float32Array =>
  valuesOf(() => augment(tensorOf(values, shape), settings, { keys, seed: 1 }));

const rows = (values: Float32Array, width = 4): number[][] =>
  Array.from({ length: values.length / width }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width), (value) => Math.round(value * 1000) / 1000),
  );

/** Any number that can be drawn. */
const draw = fc.integer({ min: 0, max: 2 ** 23 - 1 }).map((step) => step / 2 ** 23);
const anyDraws = fc.tuple(draw, draw, draw, draw, draw);
const anySettings = (most: Omit<Warping, "flipHorizontal">) =>
  fc.record({
    shift: fc.double({ min: 0, max: most.shift, noNaN: true }),
    rotate: fc.double({ min: 0, max: most.rotate, noNaN: true }),
    zoom: fc.double({ min: 0, max: most.zoom, noNaN: true }),
    flipHorizontal: fc.boolean(),
  });

for (const backend of ["tensorflow", "cpu"] as const) {
  describe(`augment on the backend ${backend}`, function () {
    this.timeout(trainingMs);
    before(async () => {
      await startNativeBackend();
      await tf.setBackend(backend);
    });
    after(async () => {
      await tf.setBackend("tensorflow");
    });

    it("gives the pictures as they are where nothing may change", () => {
      assert.deepEqual(augmented(picture, [4, 4, 1], nothing, keysOf(0)), picture);
    });

    it("mirrors left and right where the draw says so", () => {
      const flipping = { ...nothing, flipHorizontal: true };
      const mirrored = rows(picture).map((row) => row.toReversed());
      assert.deepEqual(rows(warped(picture, [4, 4, 1], flipping, always(0))), mirrored);
      assert.deepEqual(rows(warped(picture, [4, 4, 1], flipping, always(0.5))), rows(picture));
    });

    it("shifts by a share of the side and repeats the edge", () => {
      const shifted = warped(picture, [4, 4, 1], { ...nothing, shift: 0.25 }, always(LAST));
      const [, second = [], third = [], fourth = []] = rows(picture);
      const left = (row: number[]) => [...row.slice(1), row[3]];
      assert.deepEqual(rows(shifted), [left(second), left(third), left(fourth), left(fourth)]);
    });

    it("turns by the angle: a quarter turn makes rows of columns, one way or the other", () => {
      const turned = (share: number) => rows(warped(picture, [4, 4, 1], { ...nothing, rotate: 90 }, always(share)));
      const columns = rows(picture).map((_, column) => rows(picture).map((row) => row[column]));
      assert.deepEqual(turned(LAST), columns.map((column) => column.toReversed())); // prettier-ignore
      assert.deepEqual(turned(0), columns.toReversed());
    });

    it("zooms about the centre: a point there stays, and is twice as large at twice the size", () => {
      const bright = Float32Array.from({ length: 25 }, (_, index) => (index === 12 ? 1 : 0));
      const small = rows(warped(bright, [5, 5, 1], { ...nothing, zoom: 0.5 }, always(0)), 5);
      const large = rows(warped(bright, [5, 5, 1], { ...nothing, zoom: 1 }, always(LAST)), 5);
      assert.deepEqual(small[2], [0, 0, 1, 0, 0], "the point stays in the centre");
      assert.deepEqual(large[2], [0, 0.5, 1, 0.5, 0], "the point is twice as large");
    });

    it("equals the bilinear warp in plain numbers", () => {
      const shapes: Shape[] = [[9, 7, 3], [8, 8, 1], [5, 12, 2], [1, 6, 1]]; // prettier-ignore
      const most = { shift: 1, rotate: 180, zoom: 0.5 };
      fc.assert(
        fc.property(
          fc.constantFrom(...shapes),
          anySettings(most),
          anyDraws,
          fc.nat(),
          (shape, settings, draws, noise) => {
            const values = statelessUniform(shape[0] * shape[1] * shape[2], [noise, 0]);
            const found = warped(values, shape, settings, draws);
            plainWarp(values, shape, plainAffine(settings, shape, draws)).forEach((value, index) => {
              assert.ok(Math.abs(value - (found[index] ?? NaN)) < 1e-5, `${index}: ${value}, ${found[index] ?? NaN}`);
            });
          },
        ),
      );
    });

    it("leaves the batch as it is, and a batch of several pictures apart", () => {
      const batch = new Float32Array(48);
      batch.fill(1, 16, 32);
      batch.fill(2, 32);
      const pictures = tensorOf(batch, [4, 4, 1]);
      const found = valuesOf(() => augment(pictures, everything, { keys: keysOf(0, 1, 2), seed: 2 }));
      assert.deepEqual(pictures.dataSync(), batch);
      pictures.dispose();
      found.forEach((value, index) => {
        assert.ok(Math.abs(value - (batch[index] ?? NaN)) < 1e-6, "a picture of one value stays one");
      });
    });

    it("never leaves the range of a picture's values, channel by channel, whatever the settings", () => {
      fc.assert(
        fc.property(anySettings({ shift: 1, rotate: 180, zoom: 1 }), anyDraws, (settings, draws) => {
          const colours = Float32Array.from({ length: 3 * 5 * 2 }, (_, index) => (index % 2 === 0 ? 0.25 : 0.75));
          warped(colours, [3, 5, 2], settings, draws).forEach((value, index) => {
            assert.ok(Math.abs(value - (index % 2 === 0 ? 0.25 : 0.75)) < 1e-6);
          });
        }),
      );
    });

    it("gives a variant of an example the same bits in any batch and order", () => {
      const values = statelessUniform(3 * 6 * 5 * 2, [1, 1]);
      const shape: Shape = [6, 5, 2];
      const size = 60;
      const each = [7, 3, 7].map((example, variant) => ({ example, variant }));
      const together = augmented(values, shape, everything, each);
      for (const [index, key] of each.entries()) {
        const alone = augmented(values.slice(index * size, (index + 1) * size), shape, everything, [key]);
        assert.deepEqual(alone, together.slice(index * size, (index + 1) * size));
      }
    });

    it("leaves no tensors behind but its result", () => {
      const pictures = tensorOf(picture, [4, 4, 1]);
      const before = tf.memory().numTensors;
      const result = augment(pictures, everything, { keys: keysOf(0), seed: 1 });
      assert.equal(tf.memory().numTensors, before + 1);
      tf.dispose([pictures, result]);
    });

    it("refuses transformations for another number of pictures", () => {
      tf.tidy(() => {
        const pictures = tensorOf(picture, [4, 4, 1]);
        const draws = { keys: keysOf(0, 1), seed: 1 };
        assert.throws(() => augment(pictures, nothing, draws), /1 pictures need transformations \[1, 8\], got \[2,8\]/);
        assert.throws(() => warp(pictures, tf.ones([1, 6])), /1 pictures need transformations \[1, 8\], got \[1,6\]/);
      });
    });
  });
}

describe("affinesFor", () => {
  const drawn = (keys: VariantKey[], seed = 1) => Array.from(affinesFor(everything, [28, 28], keys, seed));

  it("draws for each picture by seed, example and variant, and by nothing else", () => {
    const first = drawn([{ example: 4, variant: 2 }]);
    assert.equal(first.length, 8);
    assert.deepEqual(drawn([{ example: 9, variant: 0 }, { example: 4, variant: 2 }]).slice(8), first); // prettier-ignore
    assert.notDeepEqual(drawn([{ example: 5, variant: 2 }]), first);
    assert.notDeepEqual(drawn([{ example: 4, variant: 3 }]), first);
    assert.notDeepEqual(drawn([{ example: 2, variant: 4 }]), first);
    assert.notDeepEqual(drawn([{ example: 4, variant: 2 }], 2), first);
  });

  it("flips about every second picture, and shifts to either side", () => {
    const settings = { ...nothing, shift: 0.1, flipHorizontal: true };
    const found = affinesFor(settings, [28, 28], keysOf(...Array.from({ length: 1000 }, (_, example) => example)), 1);
    const pictures = Array.from({ length: 1000 }, (_, index) => found.subarray(index * 8, index * 8 + 8));
    const flipped = pictures.filter(([a0 = 0]) => a0 < 0).length;
    const down = pictures.map(([, , , , , b2 = 0]) => b2);
    // Four standard errors of a share of one half in 1000: 63.
    assert.ok(Math.abs(flipped - 500) < 64, `${flipped} flipped`);
    assert.ok(Math.abs(down.filter((shift) => shift > 0).length - 500) < 64);
    assert.ok(
      down.every((shift) => Math.abs(shift) < 2.8 + 1e-5) && Math.max(...down) > 2.7 && Math.min(...down) < -2.7,
    );
  });

  it("stays finite where a zoom of 1 could shrink a picture to nothing", () => {
    assert.ok(affineRow({ ...nothing, zoom: 1 }, [28, 28], always(0)).every(Number.isFinite));
  });
});

/** Output to input: [a b; c d] around the centre, then the shift, in pixels. */
interface PlainAffine {
  a: number;
  b: number;
  c: number;
  d: number;
  shiftY: number;
  shiftX: number;
}

function plainAffine(settings: Warping, [height, width]: Shape, draws: AffineDraws): PlainAffine {
  const between = (limit: number, share: number): number => (2 * share - 1) * limit;
  const angle = (between(settings.rotate, draws[0]) * Math.PI) / 180;
  const scale = 1 / (1 + between(settings.zoom, draws[1]));
  const mirror = draws[4] < 0.5 && settings.flipHorizontal ? -1 : 1;
  return {
    a: Math.cos(angle) * scale,
    b: -Math.sin(angle) * scale,
    c: Math.sin(angle) * scale * mirror,
    d: Math.cos(angle) * scale * mirror,
    shiftY: between(settings.shift, draws[2]) * height,
    shiftX: between(settings.shift, draws[3]) * width,
  };
}

/** One picture through the transformation, pixel by pixel. */
function plainWarp(source: Float32Array, [height, width, channels]: Shape, affine: PlainAffine): Float32Array {
  const clamp = (value: number, high: number): number => Math.min(Math.max(value, 0), high);
  const target = new Float32Array(source.length);
  const [centreY, centreX] = [(height - 1) / 2, (width - 1) / 2];
  const at = (y: number, x: number, channel: number): number => source[(y * width + x) * channels + channel] ?? NaN;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromY = clamp(affine.a * (y - centreY) + affine.b * (x - centreX) + centreY + affine.shiftY, height - 1);
      const fromX = clamp(affine.c * (y - centreY) + affine.d * (x - centreX) + centreX + affine.shiftX, width - 1);
      const [top, left] = [Math.floor(fromY), Math.floor(fromX)];
      const [bottom, right] = [Math.min(top + 1, height - 1), Math.min(left + 1, width - 1)];
      for (let channel = 0; channel < channels; channel++) {
        const upper = at(top, left, channel) * (1 - fromX + left) + at(top, right, channel) * (fromX - left);
        const lower = at(bottom, left, channel) * (1 - fromX + left) + at(bottom, right, channel) * (fromX - left);
        target[(y * width + x) * channels + channel] = upper * (1 - fromY + top) + lower * (fromY - top);
      }
    }
  }
  return target;
}
