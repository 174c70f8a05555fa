/**
 * Features of speech: for each window of sound the energy in mel bands, in decibels, or the cepstral coefficients of
 * these. With the settings alike, the numbers are those of librosa: `power_to_db(melspectrogram(…))` and `mfcc(…)`,
 * with a periodic Hann window, no padding at the ends, Slaney's mel scale, and the orthonormal DCT-II.
 *
 * @see Davis & Mermelstein, Comparison of parametric representations for monosyllabic word recognition, IEEE ASSP 28(4), 1980
 */
import FFT from "fft.js";
import { t } from "@vscode/l10n";
import { melBands } from "./mel";
import type { AudioSettings } from "./settings";

/** A matrix [frames, width] of each recording, row-major: time runs from row to row. */
export interface FeatureMaker {
  /** Samples that a recording has to have: all recordings have one length. */
  readonly samples: number;
  readonly frames: number;
  /** Mel bands, or cepstral coefficients. */
  readonly width: number;
  /** @param sound `samples` of it, full scale −1..1 */
  make(sound: Float32Array): Float32Array;
}

/** Decibels below the loudest value of a recording at which everything quieter is cut off. */
const RANGE_DB = 80;
/** Power of what is silent. */
const LEAST_POWER = 1e-10;
/** Longest Fourier transform, in points. */
const LARGEST_SIZE = 1 << 15;

/**
 * @param settings such as `settingsFault` finds nothing wrong with
 */
export function featureMaker(settings: AudioSettings): FeatureMaker {
  const { bands, features, normalize } = settings;
  const { samples, window, hop, frames } = lengths(settings);
  const decibels = bandPowers(settings, window);
  const transform = features === "mfcc" ? cosines(settings.coefficients, bands) : undefined;
  const width = transform === undefined ? bands : settings.coefficients;
  return {
    samples,
    frames,
    width,
    make(sound) {
      const powers = new Float64Array(frames * bands);
      for (let frame = 0; frame < frames; frame++) {
        const start = frame * hop;
        decibels(sound.subarray(start, start + window), powers.subarray(frame * bands, (frame + 1) * bands));
      }
      toDecibels(powers);
      const values = transform === undefined ? powers : multiply(powers, transform, bands);
      if (normalize) standardizeColumns(values, width);
      return Float32Array.from(values);
    },
  };
}

/** Milliseconds and seconds as samples. */
function lengths({ sampleRate, windowMs, hopMs, seconds }: AudioSettings) {
  const samples = Math.round(seconds * sampleRate);
  const window = Math.round((windowMs / 1000) * sampleRate);
  const hop = Math.max(1, Math.round((hopMs / 1000) * sampleRate));
  return { samples, window, hop, frames: Math.floor((samples - window) / hop) + 1 };
}

/** @returns what of the settings does not go together, and the way out; undefined where all is well */
export function settingsFault(settings: AudioSettings): string | undefined {
  const { features, coefficients, bands, windowMs, seconds } = settings;
  if (lengths(settings).frames < 1) {
    return t('"seconds" must be at least one window ({0} ms) long, got {1}; make it longer', windowMs, seconds);
  }
  if (features === "mfcc" && coefficients > bands) {
    return t(
      '"coefficients" must be no more than the {0} bands, got {1}; raise "bands" or lower it',
      ...[bands, coefficients],
    );
  }
  return undefined;
}

/** A function that writes the power in each mel band of a window of sound. */
function bandPowers(
  { bands, sampleRate: rate }: AudioSettings,
  window: number,
): (sound: Float32Array, powers: Float64Array) => void {
  const { size, filters } = finestNeeded(bands, rate, window);
  const fft = new FFT(size);
  const hann = Float64Array.from({ length: window }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / window));
  const input = new Float64Array(size);
  /** Real and imaginary parts alternate; the second half is left unused. */
  const spectrum = new Float64Array(2 * size);
  return (sound, powers) => {
    for (let n = 0; n < window; n++) input[n] = (sound[n] ?? 0) * (hann[n] ?? 0);
    fft.realTransform(spectrum, input);
    for (const [band, { firstBin, weights }] of filters.entries()) {
      let power = 0;
      for (let index = 0; index < weights.length; index++) {
        const real = spectrum[2 * (firstBin + index)] ?? 0;
        const imaginary = spectrum[2 * (firstBin + index) + 1] ?? 0;
        power += (weights[index] ?? 0) * (real * real + imaginary * imaginary);
      }
      powers[band] = power;
    }
  };
}

/** The shortest transform, a power of two, that takes a window and has a bin in each band; else the longest. */
function finestNeeded(bands: number, rate: number, window: number) {
  for (let size = 2 ** Math.ceil(Math.log2(Math.max(window, 4))); ; size *= 2) {
    const filters = melBands({ bands, rate, size });
    if (size >= LARGEST_SIZE || filters.every(({ weights }) => weights.some((weight) => weight > 0))) {
      return { size, filters };
    }
  }
}

function toDecibels(powers: Float64Array): void {
  let loudest = -Infinity;
  for (let index = 0; index < powers.length; index++) {
    const decibels = 10 * Math.log10(Math.max(powers[index] ?? 0, LEAST_POWER));
    powers[index] = decibels;
    loudest = Math.max(loudest, decibels);
  }
  for (let index = 0; index < powers.length; index++) {
    powers[index] = Math.max(powers[index] ?? 0, loudest - RANGE_DB);
  }
}

/** The first rows of the orthonormal DCT-II, [coefficients, bands]. */
function cosines(coefficients: number, bands: number): Float64Array {
  return Float64Array.from({ length: coefficients * bands }, (_, index) => {
    const [k, n] = [Math.floor(index / bands), index % bands];
    return Math.sqrt((k === 0 ? 1 : 2) / bands) * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * bands));
  });
}

/** @returns values · matrixᵀ; both have rows of `inner` numbers */
function multiply(values: Float64Array, matrix: Float64Array, inner: number): Float64Array {
  const [rows, columns] = [values.length / inner, matrix.length / inner];
  const product = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += (values[row * inner + k] ?? 0) * (matrix[column * inner + k] ?? 0);
      product[row * columns + column] = sum;
    }
  }
  return product;
}

/** Each column gets mean 0 and standard deviation 1 over its recording; one that does not change becomes 0. */
function standardizeColumns(values: Float64Array, width: number): void {
  const rows = values.length / width;
  for (let column = 0; column < width; column++) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) sum += values[row * width + column] ?? 0;
    const mean = sum / rows;
    for (let row = 0; row < rows; row++) squares += ((values[row * width + column] ?? 0) - mean) ** 2;
    const deviation = Math.sqrt(squares / rows);
    for (let row = 0; row < rows; row++) {
      const index = row * width + column;
      values[index] = deviation > 1e-9 ? ((values[index] ?? 0) - mean) / deviation : 0;
    }
  }
}
