/** From the sound of a recording to its features: one length, one rate, then windows and bands. */
import { rateChanger, type TakeSamples } from "./change-rate";
import { featureMaker } from "./features";
import { partStart } from "./fit-length";
import type { AudioSettings } from "./settings";
import type { Sound } from "./wav";

export interface SoundFeatures {
  /** [frames, bands or coefficients, 1]: time downwards, pitch to the right. */
  readonly shape: readonly [frames: number, width: number, channels: 1];
  /** Row-major values of the shape. */
  of(sound: Sound): Float32Array;
}

/** Rates for which the weights of the change are kept. */
const MAX_RATES = 8;

/** @param settings such as `settingsFault` finds nothing wrong with */
export function soundFeatures(settings: AudioSettings): SoundFeatures {
  const maker = featureMaker(settings);
  const changers = new Map<number, TakeSamples>();
  const changerFrom = (rate: number): TakeSamples => {
    const known = changers.get(rate);
    if (known !== undefined) return known;
    if (changers.size === MAX_RATES) changers.clear();
    const changer = rateChanger(rate, settings.sampleRate);
    changers.set(rate, changer);
    return changer;
  };
  return {
    shape: [maker.frames, maker.width, 1],
    of: ({ samples, rate }) => {
      const start = partStart(samples, Math.max(1, Math.round(settings.seconds * rate)));
      return maker.make(changerFrom(rate)(samples, start, maker.samples));
    },
  };
}
