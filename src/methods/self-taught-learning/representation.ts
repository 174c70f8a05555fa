/**
 * What an example is described by, in each arm: its values, their principal components, or codes of its pieces. All are
 * brought to one size over unlabelled examples, so that a learning rate means the same to each.
 */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Encoder } from "../../training/examples";
import { CodeFeatures } from "../../training/sparse-coding/features";
import { SparseCoder } from "../../training/sparse-coding/coder";
import type { Cutting } from "../../training/patches";
import type { Levelling } from "../../training/sparse-coding/levelling";

export interface Representation {
  /** Features of an example. */
  length: number;
  /** Says all that decides them. */
  key: object;
  /** @param to where to put the features, [length], zeros */
  of(example: Float32Array, to: Float32Array): void;
}

export interface Described {
  cutting: Cutting;
  bases: readonly (readonly number[])[];
  beta: number;
  levelling: Levelling;
}

export function codesOf({ cutting, bases, beta, levelling }: Described): Representation {
  const features = new CodeFeatures(cutting, new SparseCoder(bases, beta), levelling);
  return {
    length: features.length,
    key: { cutting, bases, beta, levelling },
    of: (example, to) => {
      features.of(example, to);
    },
  };
}

export const valuesOf = (length: number): Representation => ({
  length,
  key: { raw: length },
  of: (example, to) => {
    to.set(example);
  },
});

/** cᵀ(x − mean) for each component c. */
export function componentsOf(components: readonly Float64Array[], mean: Float64Array): Representation {
  return {
    length: components.length,
    key: { components: components.map((component) => Array.from(component)), mean: Array.from(mean) },
    of: (example, to) => {
      components.forEach((component, index) => {
        let sum = 0;
        for (let i = 0; i < component.length; i++) sum += (component[i] ?? 0) * ((example[i] ?? 0) - (mean[i] ?? 0));
        to[index] = sum;
      });
    },
  };
}

/** Root mean square length that features are brought to: steps of 0.001 in each weight then move an answer by a little. */
const FEATURE_LENGTH = 10;

/** Examples whose features are computed in one go. */
const AT_A_TIME = 16;

/** @param scale what features are multiplied with */
export function encoderFor(representation: Representation, scale: number): Encoder {
  const { length, key } = representation;
  const hash = createHash("sha256").update(JSON.stringify({ key, scale }));
  return {
    fingerprint: hash.digest("hex"),
    outputShape: [length],
    async encode(values, count) {
      const features = new Float32Array(count * length);
      const each = values.length / count;
      for (let row = 0; row < count; row++) {
        // Whoever wants to pause or stop is heard in between.
        if (row % AT_A_TIME === 0) await setImmediate();
        const to = features.subarray(row * length, (row + 1) * length);
        representation.of(values.subarray(row * each, (row + 1) * each), to);
        for (let i = 0; i < length; i++) to[i] = (to[i] ?? 0) * scale;
      }
      return features;
    },
  };
}

/** @param examples unlabelled ones, by their values: what the size of the features is measured on */
export function scaleOf(representation: Representation, examples: readonly Float32Array[]): number {
  let square = 0;
  for (const example of examples) {
    const features = new Float32Array(representation.length);
    representation.of(example, features);
    for (const value of features) square += value * value;
  }
  return square > 0 ? FEATURE_LENGTH / Math.sqrt(square / examples.length) : 1;
}
