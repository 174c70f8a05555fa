/**
 * The Vowel data as a task of adaptation: a network that learnt the vowels from some speakers is adapted to one that it
 * never heard, from a few frames of some vowels, and tested on frames of all vowels.
 */
import type { RawExperiment } from "../../src/experiment/raw";
import type { Lab } from "./lab";

/** Of 15 people; the data's authors trained on 0 to 7 and tested on 8 to 14. */
export const sourceSpeakers = [0, 1, 2, 3, 4, 5, 6, 7] as const;
export const testSpeakers = [8, 9, 10, 11, 12, 13, 14] as const;

export interface SourceTraining {
  epochs: number;
  learningRate: number;
}

export interface Adaptation {
  /** Path of the table, absolute. */
  table: string;
  /** Who the source model learns from, and how. */
  from: readonly number[];
  source: SourceTraining;
  /** Who it is adapted to. */
  speaker: number;
  /** Labelled frames of each vowel that has any. */
  frames: number;
  /** Vowels with labelled frames, drawn anew by each seed; all 11 where left out. */
  vowels?: number;
  seeds: readonly number[];
  options: { rho: number; alpha: number };
  controls: readonly string[];
  epochs: number;
  /** Of Adam. */
  learningRate: number;
}

/** On test frames of all vowels. */
export interface Outcome {
  arm: string;
  speaker: number;
  seed: number;
  accuracy: number;
  lossNats: number;
}

export async function adapt(lab: Lab, adaptation: Adaptation): Promise<Outcome[]> {
  const { table, from, source, speaker, frames, vowels, seeds, options, controls, epochs, learningRate } = adaptation;
  const data = { dataset: table, label: "vowel", group: "speaker" };
  const experiment: RawExperiment = {
    method: "conservative-training",
    source: { ...data, only: from.map(String), architecture: "mlp", ...source },
    target: {
      ...data,
      only: [String(speaker)],
      labelled: { perClass: frames, ...(vowels !== undefined && { classes: vowels }) },
      validation: "none",
      // Three of the six frames of each vowel; as many are left to train on.
      test: { fraction: 0.5 },
    },
    options: { ...options, beta: 0 },
    training: { epochs, batchSize: 64, optimizer: { name: "adam", learningRate }, seeds: [...seeds] },
    controls: [...controls],
  };
  const { report } = await lab.run(experiment);
  return report.trials.map(({ arm, seed, test: { accuracy = NaN, lossNats = NaN } }) => {
    return { arm, speaker, seed, accuracy, lossNats };
  });
}

/** The same for several speakers and numbers of frames. */
export async function adaptAll(
  lab: Lab,
  cases: readonly { from: readonly number[]; speaker: number; frames: number }[],
  common: Omit<Adaptation, "from" | "speaker" | "frames">,
): Promise<(Outcome & { frames: number })[]> {
  const outcomes: (Outcome & { frames: number })[] = [];
  for (const one of cases) {
    const measured = await adapt(lab, { ...common, ...one });
    outcomes.push(...measured.map((outcome) => ({ ...outcome, frames: one.frames })));
  }
  return outcomes;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The accuracies of an arm in a fixed order: one a speaker and seed, or one a speaker, the mean over its seeds. */
export function accuraciesOf(outcomes: readonly Outcome[], arm: string, by: "trial" | "speaker"): number[] {
  const own = outcomes.filter((outcome) => outcome.arm === arm);
  if (by === "trial") return own.map(({ accuracy }) => accuracy);
  const speakers = [...new Set(own.map(({ speaker }) => speaker))];
  return speakers.map((speaker) =>
    mean(own.filter((outcome) => outcome.speaker === speaker).map(({ accuracy }) => accuracy)),
  );
}
