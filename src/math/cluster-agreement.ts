/** How well clusters agree with classes that they were found without. Counts: rows are clusters, columns classes. */

interface Agreement {
  /** Σ_c n_c/n · H(class | cluster c): what a cluster leaves open of the class, bits; 0 is best. */
  entropyBits: number;
  /** Share of items that are of the most frequent class of their cluster, 0..1. */
  purity: number;
  /** I(cluster; class) over the mean of their entropies, 0..1; 1 where both are of one part only. */
  nmi: number;
  /** The adjusted Rand index: 1 for the same division, 0 on average for a random one, −0.5..1. */
  ari: number;
}

/**
 * @param counts of items, [clusters][classes]
 * @throws RangeError if there are no items
 * @see Zhao & Karypis, Criterion Functions for Document Clustering, 2001 (entropy, purity)
 * @see Hubert & Arabie, Comparing Partitions, Journal of Classification 2, 1985 (adjusted Rand index)
 */
export function agreement(counts: readonly (readonly number[])[]): Agreement {
  const clusters = counts.map(sum);
  const classes = (counts[0] ?? []).map((_, column) => sum(counts.map((row) => row[column] ?? 0)));
  const n = sum(clusters);
  if (!(n > 0)) throw new RangeError("clusters agree with classes on items, got none");
  const within = sum(counts.map((row, cluster) => ((clusters[cluster] ?? 0) / n) * entropyBits(row)));
  const [ofClusters, ofClasses] = [entropyBits(clusters), entropyBits(classes)];
  const both = ofClusters + ofClasses;
  return {
    entropyBits: within,
    purity: sum(counts.map((row) => Math.max(0, ...row))) / n,
    nmi: both === 0 ? 1 : Math.max(0, (2 * (ofClasses - within)) / both),
    ari: adjustedRand(counts.flat(), clusters, classes),
  };
}

/** How many items of each class each cluster has. */
export function contingency(
  clusters: ArrayLike<number>,
  labels: ArrayLike<number>,
  { clusters: rows, classes }: { clusters: number; classes: number },
): number[][] {
  if (clusters.length !== labels.length) {
    throw new RangeError(`each item has a cluster and a class, got ${clusters.length} and ${labels.length}`);
  }
  const counts = Array.from({ length: rows }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) {
    const row = counts[clusters[i] ?? -1];
    const label = labels[i] ?? -1;
    if (row?.[label] === undefined) throw new RangeError(`item ${i} has a cluster or a class that there is not`);
    row[label] += 1;
  }
  return counts;
}

/** H of a distribution given by counts, bits. */
function entropyBits(counts: readonly number[]): number {
  const total = sum(counts);
  return sum(counts.map((count) => (count === 0 ? 0 : (count / total) * Math.log2(total / count))));
}

/** (pairs together in both − expected) / (mean of the pairs together in either − expected). */
function adjustedRand(cells: readonly number[], clusters: readonly number[], classes: readonly number[]): number {
  const pairs = (counts: readonly number[]) => sum(counts.map((count) => (count * (count - 1)) / 2));
  const all = pairs([sum(clusters)]);
  const [inClusters, inClasses] = [pairs(clusters), pairs(classes)];
  const expected = all === 0 ? 0 : (inClusters * inClasses) / all;
  const most = (inClusters + inClasses) / 2;
  // Both put every item by itself, or all together: the same division.
  return most === expected ? 1 : (pairs(cells) - expected) / (most - expected);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
