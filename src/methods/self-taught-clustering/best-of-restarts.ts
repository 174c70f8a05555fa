/** Searches from several starts, one round after the other, and keeps the best end. All of it survives a stop. */
import { z } from "zod";
import type { TrialReport } from "../../training/trial";
import type { TrialState } from "../../training/trial-state";
import type { Clusters, Search } from "./searches";

interface Found {
  clusters: Clusters;
  /** What was brought down: at the start and after each round. */
  losses: readonly number[];
}

const foundSchema = z.object({ clusters: z.array(z.array(z.number())), losses: z.array(z.number()) });
const progressSchema = z.object({
  restart: z.number(),
  /** Null before a search starts. */
  now: foundSchema.nullable(),
  best: foundSchema.nullable(),
});
type Progress = z.infer<typeof progressSchema>;

interface Limits {
  restarts: number;
  rounds: number;
}

/** A run can stop where a report is made; a report costs more than a round of few examples. */
const STEPS_A_REPORT = 5;

/** @returns the end with the least loss; of equals, the first */
export function* bestOfRestarts(
  search: Search,
  limits: Limits,
  state: TrialState,
): Generator<TrialReport, Found, void> {
  const { restarts, rounds } = limits;
  const progress = state.cell<Progress>("search", progressSchema, { restart: 0, now: null, best: null });
  while (progress.current.restart < restarts) {
    const begun = progress.current.restart;
    for (let step = 0; step < STEPS_A_REPORT && progress.current.restart === begun; step++) {
      progress.current = advanced(search, progress.current, rounds);
    }
    const { restart, now } = progress.current;
    const done = restart * rounds + (now === null ? 0 : now.losses.length - 1);
    yield { type: "preparing", epoch: 0, done, total: restarts * rounds, what: { text: "Clustering", unit: "rounds" } };
  }
  const { best } = progress.current;
  if (best === null) throw new Error("a search starts at least once");
  return best;
}

/** A search starts, or makes a round; where nothing moved, or there is no round left, it is over. */
function advanced(search: Search, { restart, now, best }: Progress, rounds: number): Progress {
  if (now === null) {
    const clusters = search.start(restart);
    return { restart, now: { clusters: copied(clusters), losses: [search.lossOf(clusters)] }, best };
  }
  const clusters = search.step(now.clusters);
  const next = { clusters: copied(clusters), losses: [...now.losses, search.lossOf(clusters)] };
  if (next.losses.length <= rounds && !isSame(clusters, now.clusters)) return { restart, now: next, best };
  const isBetter = best === null || lastOf(next) < lastOf(best);
  return { restart: restart + 1, now: null, best: isBetter ? next : best };
}

const lastOf = ({ losses }: Found): number => losses.at(-1) ?? Infinity;

const copied = (clusters: Clusters): number[][] => clusters.map((list) => [...list]);

const isSame = (left: Clusters, right: Clusters): boolean =>
  left.every((list, index) => list.every((cluster, item) => cluster === right[index]?.[item]));
