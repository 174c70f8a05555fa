/** The bases of an arm: learnt from pieces of unlabelled examples, pieces as they are, or random directions. */
import { z } from "zod";
import { optimalityGap } from "../../math/optimality";
import { randomFor } from "../../math/random";
import { randomDirections } from "../../math/random-directions";
import type { Cutting } from "../../training/patches";
import { SparseCoder } from "../../training/sparse-coding/coder";
import { codeAll, nextBases, sampledBases, type Coded } from "../../training/sparse-coding/learning";
import { levelled, type Levelling } from "../../training/sparse-coding/levelling";
import type { Trial, TrialReport } from "../../training/trial";
import { SAMPLED_BASES, type RANDOM_BASES } from "./controls";
import { optionsIn } from "./options";
import type { Described } from "./representation";

/** Where learning stands: between two sweeps nothing else has to survive. */
const progressSchema = z.object({
  bases: z.array(z.array(z.number())),
  /** Before the first sweep and after each. */
  objectives: z.array(z.number()),
  /** No sweep lowers the objective any more. */
  done: z.boolean(),
});

export interface LearntBases {
  bases: readonly (readonly number[])[];
  /** Means over the pieces, of the bases that learning began with and after each sweep. */
  objectives: readonly number[];
  /** What the codes of all pieces say at the end. */
  coded: Coded;
}

/** Pieces of unlabelled examples, levelled, and how they were made. */
export interface Pieces {
  /** [n, size of a piece], row-major. */
  values: Float64Array;
  cutting: Cutting;
  levelling: Levelling;
  beta: number;
}

/** Alternates between codes and bases; yields a report a sweep, after which it can be resumed. */
export function* learnBases(
  trial: Pick<Trial, "seed" | "state" | "experiment">,
  pieces: Pieces,
): Generator<TrialReport, LearntBases, void> {
  const { values, beta } = pieces;
  const { sweeps } = optionsIn(trial.experiment);
  const { bases: start } = givenBases(SAMPLED_BASES, trial, pieces);
  const { current } = trial.state.cell("bases", progressSchema, { bases: start, objectives: [], done: false });
  let coded = codeAll(values, current.bases, beta);
  if (current.objectives.length === 0) current.objectives.push(coded.objective);
  while (!current.done) {
    const bases = nextBases(current.bases, coded);
    const next = codeAll(values, bases, beta);
    const before = current.objectives.at(-1) ?? Infinity;
    current.done = next.objective >= before || current.objectives.length >= sweeps;
    if (next.objective < before) {
      coded = next;
      current.bases = bases;
      current.objectives.push(next.objective);
    }
    yield preparing("Learning bases", { done: current.objectives.length - 1, total: sweeps, unit: "sweeps" });
  }
  return { bases: current.bases, objectives: current.objectives, coded };
}

/** Bases for which nothing is learnt. */
export function givenBases(
  arm: typeof RANDOM_BASES | typeof SAMPLED_BASES,
  { seed, experiment }: Pick<Trial, "seed" | "experiment">,
  pieces: Pieces,
): Described & { bases: number[][] } {
  const { bases: count } = optionsIn(experiment);
  const { values, cutting, levelling } = pieces;
  const random = randomFor(seed, arm);
  if (arm === SAMPLED_BASES) return { ...pieces, bases: sampledBases(values, cutting.size, count, random) };
  const directions = randomDirections(count, cutting.size, random);
  return { ...pieces, bases: levelling.mean === null ? directions.map(withoutMean) : directions };
}

/** What lies along the mean of a patch could never be used: patches have none. */
function withoutMean(direction: readonly number[]): number[] {
  const rest = Float64Array.from(direction);
  levelled(rest, { mean: null, length: 1 });
  const length = Math.hypot(...rest);
  return Array.from(rest, (value) => (length > 0 ? value / length : 0));
}

export const preparing = (
  text: string,
  { done, total, unit }: { done: number; total: number; unit: string },
): TrialReport => ({ type: "preparing", epoch: 1, done, total, what: { text, unit } });

/** Pieces whose codes are checked. */
const CHECKED = 200;

/** By how much the codes that features are made of miss the conditions of the best ones, at most. */
export function checkedGap({ values, cutting, beta }: Pieces, bases: LearntBases["bases"]): number {
  const { size } = cutting;
  const coder = new SparseCoder(bases, beta);
  const code = new Float64Array(bases.length);
  const pieces = Array.from({ length: Math.min(CHECKED, values.length / size) }, (_, row) =>
    values.subarray(row * size, (row + 1) * size),
  );
  return pieces.reduce((gap, piece) => {
    coder.code(piece, code);
    return Math.max(gap, optimalityGap(Array.from(piece), bases, Array.from(code), beta));
  }, 0);
}
