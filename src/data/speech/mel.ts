/**
 * Mel bands: triangles over the bins of a spectrum, evenly spaced on the mel scale of Slaney's Auditory Toolbox (linear
 * below 1,000 Hz, logarithmic above), each of area 1 over hertz. The same as `librosa.filters.mel` by default.
 *
 * @see M. Slaney, Auditory Toolbox, Interval Technical Report 1998-010
 */

/** The weights of neighbouring bins; all others are 0. */
export interface MelBand {
  firstBin: number;
  weights: Float64Array;
}

export interface MelScale {
  bands: number;
  /** Samples a second; the highest band ends at half of it. */
  rate: number;
  /** Points of the Fourier transform; a spectrum has half as many bins and one. */
  size: number;
}

/** Where the lowest band begins, in hertz: what lies below is no speech but the microphone's offset. */
const LOWEST = 20;

const HERTZ_PER_MEL = 200 / 3;
const BREAK_HERTZ = 1000;
const BREAK_MEL = BREAK_HERTZ / HERTZ_PER_MEL;
/** Mels of a factor e above the break: 27 of them are a factor 6.4. */
const MELS_PER_E = 27 / Math.log(6.4);

const toMel = (hertz: number): number =>
  hertz < BREAK_HERTZ ? hertz / HERTZ_PER_MEL : BREAK_MEL + MELS_PER_E * Math.log(hertz / BREAK_HERTZ);
const toHertz = (mel: number): number =>
  mel < BREAK_MEL ? mel * HERTZ_PER_MEL : BREAK_HERTZ * Math.exp((mel - BREAK_MEL) / MELS_PER_E);

/** @returns the bands from low to high; one has no weights where it is narrower than a bin and lies between two */
export function melBands({ bands, rate, size }: MelScale): MelBand[] {
  const [low, high] = [toMel(LOWEST), toMel(rate / 2)];
  const edge = (index: number) => toHertz(low + ((high - low) * index) / (bands + 1));
  return Array.from({ length: bands }, (_, band) => {
    const [from, peak, to] = [edge(band), edge(band + 1), edge(band + 2)];
    const weightAt = (bin: number) => {
      const hertz = (bin * rate) / size;
      return Math.max(0, Math.min((hertz - from) / (peak - from), (to - hertz) / (to - peak))) * (2 / (to - from));
    };
    const firstBin = Math.floor((from * size) / rate) + 1;
    const endBin = Math.min(Math.ceil((to * size) / rate), size / 2 + 1);
    const length = Math.max(0, endBin - firstBin);
    return { firstBin, weights: Float64Array.from({ length }, (__, index) => weightAt(firstBin + index)) };
  });
}
