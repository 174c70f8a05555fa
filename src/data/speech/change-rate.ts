/**
 * Brings sound to another rate of samples by band-limited interpolation: each new sample is a sum of old ones around
 * its place, weighted with a sinc in a Kaiser window. What the lower of the two rates cannot carry is filtered out.
 *
 * Own code: `wave-resampler` has had no release since 2020, and the ports of the Speex and SoX resamplers are
 * WebAssembly of some 100 KB a bundle with an interface of raw memory.
 *
 * @see J. O. Smith, Digital Audio Resampling, https://ccrma.stanford.edu/~jos/resample/
 */

/** Zero crossings of the sinc on each side. */
const CROSSINGS = 32;
/** The window's shape: more than 80 dB between what passes and what does not. */
const KAISER_BETA = 9;
/** Where the filter cuts, as a share of what the lower rate can carry; the rest is its slope. */
const ROLL_OFF = 0.92;
/** Weights are kept for so many positions between two samples; 160 are needed from 44,100 to 16,000. */
const MAX_KEPT = 1024;

/**
 * Takes `count` samples at the new rate, of which the first lies exactly at sample `start` of the old ones. Before and
 * behind the sound there is silence, so `start` may be negative.
 */
export type TakeSamples = (samples: Float32Array, start: number, count: number) => Float32Array;

/** @param from, to samples a second, integers above 0 */
export function rateChanger(from: number, to: number): TakeSamples {
  if (from === to) return takeUnchanged;
  const divisor = greatestCommonDivisor(from, to);
  const [step, phases] = [from / divisor, to / divisor];
  const cut = Math.min(1, to / from) * ROLL_OFF;
  const reach = CROSSINGS / cut;
  const kept = new Map<number, Float64Array>();
  const weightsAt = (phase: number): Float64Array => {
    const known = kept.get(phase);
    if (known !== undefined) return known;
    const weights = sincWeights(phase / phases, cut, reach);
    if (phases <= MAX_KEPT) kept.set(phase, weights);
    return weights;
  };
  return (samples, start, count) => {
    const taken = new Float32Array(count);
    for (let index = 0; index < count; index++) {
      const phase = (index * step) % phases;
      const base = start + (index * step - phase) / phases;
      taken[index] = weightedSum(samples, base - Math.floor(reach), weightsAt(phase));
    }
    return taken;
  };
}

function takeUnchanged(samples: Float32Array, start: number, count: number): Float32Array {
  const taken = new Float32Array(count);
  const part = samples.subarray(Math.max(0, start), Math.max(0, start + count));
  taken.set(part, Math.max(0, -start));
  return taken;
}

/** @param first position of the sample that the first weight belongs to; outside there is silence */
function weightedSum(samples: Float32Array, first: number, weights: Float64Array): number {
  const end = Math.min(weights.length, samples.length - first);
  let sum = 0;
  for (let tap = Math.max(0, -first); tap < end; tap++) sum += (weights[tap] ?? 0) * (samples[first + tap] ?? 0);
  return sum;
}

/** Weights of the samples from −⌊reach⌋ to ⌊reach⌋ + 1 around a place that lies `shift` behind sample 0; their sum is 1. */
function sincWeights(shift: number, cut: number, reach: number): Float64Array {
  const side = Math.floor(reach);
  const weights = Float64Array.from({ length: 2 * side + 2 }, (_, tap) => {
    const x = tap - side - shift;
    return Math.abs(x) > reach ? 0 : sinc(x * cut) * besselI0(KAISER_BETA * Math.sqrt(1 - (x / reach) ** 2));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** The modified Bessel function of the first kind and order 0, by its power series. */
function besselI0(x: number): number {
  let [term, sum] = [1, 1];
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
