/** The experiments of the finding on self-taught clustering, for its full tables and for its small version in the tests. */
import type { RawExperiment } from "../../src/experiment/raw";
import { longOf } from "./genre-texts";
import type { LabRun } from "./lab";

/** Genres that settings were chosen on, and genres that the result is about; those left over are only ever auxiliary. */
export const choosingGenres = ["adventure", "editorial", "hobbies", "mystery", "religion", "reviews"];
export const declaredGenres = ["belles_lettres", "fiction", "government", "learned", "lore", "news", "romance"];

/** Folder of the texts, in that of the lab. */
export const textsFolder = "genres";

export interface Setting {
  lambda: number;
  featureClusters: number;
}

export const arms = ["transfer", "target-alone", "pooled", "k-means"] as const;
export type Arm = (typeof arms)[number];

/** All choices of three, in the order of the list. */
export function triplesOf(genres: readonly string[]): string[][] {
  return genres.flatMap((first, i) =>
    genres.slice(i + 1).flatMap((second, j) => genres.slice(i + j + 2).map((third) => [first, second, third])),
  );
}

/**
 * Half of the short texts of three genres, which the seed draws, with the long texts of all other genres beside them.
 *
 * @param genres all there are
 */
export const clustering = (
  triple: readonly string[],
  genres: readonly string[],
  { seed, controls, ...setting }: Setting & { seed: number; controls: readonly Arm[] },
): RawExperiment => ({
  method: "self-taught-clustering",
  source: { dataset: textsFolder, classes: genres.filter((genre) => !triple.includes(genre)).map(longOf) },
  target: { dataset: textsFolder, classes: [...triple], unlabelled: { fraction: 0.5 } },
  options: { ...setting, clusters: triple.length, sourceClusters: 10, restarts: 5, rounds: 50 },
  training: { seeds: [seed] },
  controls: controls.filter((arm) => arm !== "transfer"),
});

/** A test figure of each arm of a run of one seed. */
export const figureOf = ({ report }: LabRun, arm: Arm, figure: string): number =>
  report.trials.find((trial) => trial.arm === arm)?.test[figure] ?? NaN;

/** Whether the objective of a run's own arm ever rose, but for rounding. */
export function everRose({ report }: LabRun): boolean {
  const chart = report.parts?.find(({ id }) => id === "objective");
  if (chart?.type !== "chart") throw new Error("a run of self-taught clustering shows its objective");
  const losses = (chart.series[0]?.points ?? []).map((point) => point?.mean ?? NaN);
  return losses.some((loss, round) => round > 0 && !(loss <= (losses[round - 1] ?? NaN) + 1e-12));
}
