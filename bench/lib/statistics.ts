/** Figures of repeated measurements. A round is one turn of every contestant, so that a slow minute hits all alike. */

export interface Spread {
  median: number;
  smallest: number;
  largest: number;
}

/** How many times faster ours is. */
export interface Ratio {
  /** Median of the other over median of ours. */
  ofMedians: number;
  /** Over the rounds, each compared with ours of the same round. */
  smallest: number;
  largest: number;
}

/** @throws RangeError for no values */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [below, above] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (below === undefined || above === undefined) throw new RangeError("a median needs at least one value");
  return (below + above) / 2;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  smallest: Math.min(...values),
  largest: Math.max(...values),
});

/**
 * @param ours durations, one a round
 * @param other durations of the same rounds, or of fewer where a contestant takes part in some of them only
 */
export function ratioOf(ours: readonly number[], other: readonly number[]): Ratio {
  const ofRounds = other.flatMap((duration, round) => {
    const own = ours[round];
    return own === undefined ? [] : [duration / own];
  });
  return {
    ofMedians: median(other) / median(ours),
    smallest: Math.min(...ofRounds),
    largest: Math.max(...ofRounds),
  };
}
