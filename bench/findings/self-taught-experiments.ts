/** The experiments of the finding on self-taught learning, for its full table and for its small version in the tests. */
import type { RawExperiment } from "../../src/experiment/raw";
import type { TrialSummary } from "../../src/protocol/report";
import type { LabRun } from "./lab";

export const controls = ["raw", "pca", "random-bases", "sampled-bases"] as const;

export interface Draws {
  /** Each draws other unlabelled pieces and other labelled examples. */
  seeds: number[];
  /** Labelled examples of each class. */
  perClass: number;
  /** Share of the target's pictures that judge. */
  test: number;
  controls?: readonly string[];
  options?: Record<string, number>;
}

const ofDigits = (first: number): string[] => Array.from({ length: 5 }, (_, index) => String(first + index));

/** The digits 5 to 9 without labels, and few labelled ones of 0 to 4. @param mnist folder of the sample data */
export const otherDigits = (mnist: string, draws: Draws): RawExperiment => ({
  ...common(draws),
  source: { dataset: mnist, classes: ofDigits(5) },
  target: { dataset: mnist, classes: ofDigits(0), ...amounts(draws) },
});

/** All digits without labels, and few labelled letters of fonts. */
export const lettersOfFonts = (mnist: string, letters: string, draws: Draws): RawExperiment => ({
  ...common(draws),
  source: { dataset: mnist },
  target: { dataset: letters, ...amounts(draws) },
});

const amounts = ({ perClass, test }: Draws) => ({
  labelled: { perClass },
  validation: "none" as const,
  test: { fraction: test },
});

/** Chosen on validation examples of the seeds 91 to 94. */
const common = ({ seeds, controls: compared = controls, options }: Draws) => ({
  method: "self-taught-learning",
  ...(options && { options }),
  training: { epochs: 200, batchSize: 50, seeds, earlyStopping: false as const },
  controls: [...compared],
});

/** @returns a test figure of an arm by seed, in the order of the seeds */
export const accuraciesOf = ({ report }: LabRun, arm: string): number[] =>
  report.trials.filter((trial: TrialSummary) => trial.arm === arm).map(({ test: { accuracy } }) => accuracy ?? NaN);

/** @returns what was measured of the bases that were learnt, by seed */
export const measuredOf = ({ report }: LabRun, figure: string): number[] =>
  report.trials.flatMap(({ arm, measured }: TrialSummary) => (arm === "transfer" ? (measured?.[figure] ?? []) : []));
