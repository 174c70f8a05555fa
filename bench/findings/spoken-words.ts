/**
 * Spoken words: a network that learnt ten words from eight voices is taken to ten other words in eight other voices, of
 * which four are heard in training and four in the test alone.
 */
import path from "node:path";
import { fetchNpmPackage } from "../../src/packages/fetch-package";
import { espeakNg } from "../../src/packages/pinned";
import { speechVoices, speechWords, writeSpeech } from "../../src/sample/speech";
import type { Sweep } from "../../src/experiment/types";

const names = speechVoices.map(({ name }) => name);

/** Who says what: no word and no voice of the source is in the target. */
export const spoken = {
  source: { words: speechWords.slice(0, 10), voices: names.slice(0, 8) },
  target: { words: speechWords.slice(10, 20), voices: names.slice(8, 12) },
  test: { words: speechWords.slice(10, 20), voices: names.slice(12, 16) },
};

/** @returns the folder of the words in the folder of a lab */
export async function writeSpokenWords(labFolder: string, repeats: number): Promise<string> {
  const folder = path.join(labFolder, "words");
  const voices = speechVoices;
  await writeSpeech(await fetchNpmPackage(espeakNg), folder, { words: speechWords, voices, repeats });
  return folder;
}

export interface SpeechSweep extends Sweep {
  /** Labelled recordings a word, and as many for validation as `validation` says. */
  perClass: number;
  validation: number;
  epochs: number;
  sourceEpochs: number;
  seeds: readonly number[];
}

/** Coarser than the usual features, so that a sweep is quick: 49 windows of 32 bands. */
const audio = { bands: 32, hopMs: 20 };

export function speechSweep(folder: string, settings: SpeechSweep): object {
  const { from, curves, perClass, validation, epochs, sourceEpochs, seeds } = settings;
  const heard = ({ words, voices }: { words: readonly string[]; voices: readonly string[] }) => ({
    dataset: folder,
    audio,
    classes: words,
    only: voices,
  });
  return {
    method: "layer-transfer",
    source: {
      ...heard(spoken.source),
      architecture: "convnet-6",
      epochs: sourceEpochs,
      batchSize: 32,
      learningRate: 0.002,
    },
    target: {
      ...heard(spoken.target),
      labelled: { perClass },
      validation: { perClass: validation },
      test: heard(spoken.test),
    },
    sweep: { from, curves },
    training: { epochs, batchSize: 16, optimizer: { learningRate: 0.003 }, seeds },
  };
}
