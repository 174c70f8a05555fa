/**
 * The cut that a sweep of layers recommends: where to stop freezing copied layers.
 *
 * Only validation figures decide, so that the test figure of the chosen cut stays an honest one. Cuts whose mean over
 * seeds lies within the tolerance of the best count as equal, and of those the one with the most frozen layers is taken,
 * since it trains the least.
 *
 * @see Yosinski et al., How Transferable Are Features in Deep Neural Networks?, NeurIPS 2014 (the curves)
 */

/** One trial of the sweep. */
export interface CutPoint {
  frozenLayers: number;
  seed: number;
  /** Validation figure; higher is better. A cut with one that is not finite (a diverged trial) is out. */
  validation: number;
}

export interface BestCut {
  frozenLayers: number;
  /** Mean validation figure over seeds. */
  validation: number;
  /** How many seeds that is the mean of. */
  seeds: number;
}

/** Means that differ by less differ by rounding. */
const ROUNDING = 1e-12;

/**
 * @param points of a finished sweep, the same seeds at each cut
 * @param options.tolerance in units of the figure, 0 or above
 * @returns undefined where no cut has figures
 * @throws RangeError if the tolerance is negative, or if a cut has two figures of one seed
 */
export function bestCut(points: readonly CutPoint[], { tolerance = 0 } = {}): BestCut | undefined {
  if (!(tolerance >= 0)) throw new RangeError(`the tolerance must be 0 or above, got ${tolerance}`);
  const cuts = meansOf(points).filter(({ validation }) => Number.isFinite(validation));
  const bar = Math.max(...cuts.map(({ validation }) => validation)) - tolerance - ROUNDING;
  const good = cuts.filter(({ validation }) => validation >= bar);
  return good.toSorted((left, right) => right.frozenLayers - left.frozenLayers)[0];
}

function meansOf(points: readonly CutPoint[]): BestCut[] {
  const byCut = new Map<number, Map<number, number>>();
  for (const { frozenLayers, seed, validation } of points) {
    const figures = byCut.get(frozenLayers) ?? new Map<number, number>();
    if (figures.has(seed)) throw new RangeError(`cut ${frozenLayers} has two figures of seed ${seed}`);
    byCut.set(frozenLayers, figures.set(seed, validation));
  }
  return [...byCut].map(([frozenLayers, figures]) => {
    const validation = [...figures.values()].reduce((sum, value) => sum + value, 0) / figures.size;
    return { frozenLayers, validation, seeds: figures.size };
  });
}
