/** How recorded speech becomes features: the settings of `audio` in an experiment file, with defaults and reasons. */
import { boolean, choice, integer, number, type OptionsOf } from "../../methods/define";

/** Fewer samples a second carry no speech that can be understood. */
export const LOWEST_RATE = 4000;

export const audioSettings = {
  features: choice({
    default: "log-mel",
    choices: [
      { value: "log-mel", describe: "Logarithms of the energy in mel bands: a picture of the sound." },
      { value: "mfcc", describe: "Mel-frequency cepstral coefficients: the same, decorrelated and shorter." },
    ],
    describe: "What is computed of each window of sound.",
    reason: "Convolutional networks find more in log-mel bands than in cepstral coefficients.",
  }),
  sampleRate: integer({
    default: 16000,
    min: LOWEST_RATE,
    max: 48000,
    describe: "Samples a second that every recording is brought to.",
    reason: "Speech has little above 8 kHz.",
  }),
  bands: integer({ default: 40, min: 8, max: 128, describe: "Mel bands.", reason: "The usual number for words." }),
  coefficients: integer({
    default: 13,
    min: 4,
    max: 40,
    describe: "Cepstral coefficients; only mfcc reads it.",
    reason: "13 hold the shape of the vocal tract.",
  }),
  windowMs: number({
    default: 25,
    min: 5,
    max: 100,
    describe: "Length of a window, milliseconds.",
    reason: "Speech stands still for about so long.",
  }),
  hopMs: number({
    default: 10,
    min: 2,
    max: 100,
    describe: "From window to window, milliseconds.",
    reason: "Windows overlap by more than half.",
  }),
  seconds: number({
    default: 1,
    above: 0,
    max: 30,
    describe: "Length that every recording is brought to: silence is added, or its loudest part kept.",
    reason: "A spoken word is shorter than a second.",
  }),
  normalize: boolean({
    default: true,
    describe: "Bring each band or coefficient of a recording to mean 0 and standard deviation 1.",
    reason: "It takes out how loud and on which device a recording was made.",
  }),
};

export type AudioSettings = OptionsOf<{ options: typeof audioSettings }>;

/** What applies where an experiment says nothing of `audio`. */
export const defaultAudio: AudioSettings = {
  features: audioSettings.features.default,
  sampleRate: audioSettings.sampleRate.default,
  bands: audioSettings.bands.default,
  coefficients: audioSettings.coefficients.default,
  windowMs: audioSettings.windowMs.default,
  hopMs: audioSettings.hopMs.default,
  seconds: audioSettings.seconds.default,
  normalize: audioSettings.normalize.default,
};
