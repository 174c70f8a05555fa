/** One half-step of co-clustering: each item goes to the cluster whose distribution is nearest to its own. */

/** The items as one view shows them. */
export interface Block {
  /** Joint shares of items and the other side's clusters, [items, width], row-major. */
  readonly shares: Float64Array;
  readonly width: number;
  /** What the view counts beside others. */
  readonly weight: number;
}

/**
 * Each item i goes to the cluster c with the least Σ_blocks w · p(i) · D(p(· | i) ‖ p(· | c)), where p(· | c) is that of
 * the present clusters; of equals, the one it is in. The information that is lost never rises, also not when a cluster
 * that got empty is given the item that fits its own cluster worst: dividing a cluster loses nothing.
 *
 * @param current cluster of each item
 * @param clusters how many there are, as many as items at most
 * @returns the cluster of each item; no cluster is empty
 * @see Dhillon, Mallela & Modha, KDD 2003, lemmas 4.1 to 4.3
 */
export function reassigned(blocks: readonly Block[], current: Int32Array, clusters: number): Int32Array {
  const logs = blocks.map((block) => logShares(block, current, clusters));
  const costs = new Float64Array(clusters);
  const moved = current.map((own, item) => {
    costsOf(item, blocks, logs, costs);
    let best = own;
    for (let cluster = 0; cluster < clusters; cluster++) {
      if ((costs[cluster] ?? 0) < (costs[best] ?? 0)) best = cluster;
    }
    return best;
  });
  const misfitOf = (item: number): number => {
    costsOf(item, blocks, logs, costs);
    return (costs[moved[item] ?? 0] ?? 0) - ownCost(item, blocks);
  };
  return withoutEmpty(moved, clusters, misfitOf);
}

/** @returns log p(m | c), [clusters, width]; −∞ where a cluster has nothing */
function logShares({ shares, width }: Block, current: Int32Array, clusters: number): Float64Array {
  const table = new Float64Array(clusters * width);
  const totals = new Float64Array(clusters);
  for (const [i, share] of shares.entries()) {
    const cluster = current[Math.floor(i / width)] ?? 0;
    const cell = cluster * width + (i % width);
    table[cell] = (table[cell] ?? 0) + share;
    totals[cluster] = (totals[cluster] ?? 0) + share;
  }
  return table.map((share, cell) =>
    share === 0 ? -Infinity : Math.log(share / (totals[Math.floor(cell / width)] ?? 0)),
  );
}

/** Fills in −Σ_blocks w Σ_m p(i, m) log p(m | c) for each cluster c; what it leaves out is the same for all of them. */
function costsOf(item: number, blocks: readonly Block[], logs: readonly Float64Array[], costs: Float64Array): void {
  costs.fill(0);
  for (const [index, { shares, width, weight }] of blocks.entries()) {
    const table = logs[index];
    if (table === undefined) continue;
    for (let m = 0; m < width; m++) {
      const share = shares[item * width + m] ?? 0;
      if (share === 0) continue;
      for (let cluster = 0; cluster < costs.length; cluster++) {
        costs[cluster] = (costs[cluster] ?? 0) - weight * share * (table[cluster * width + m] ?? 0);
      }
    }
  }
}

/** −Σ_blocks w Σ_m p(i, m) log p(m | i): the cost of a cluster of its own. */
function ownCost(item: number, blocks: readonly Block[]): number {
  return blocks.reduce((cost, { shares, width, weight }) => {
    const own = shares.subarray(item * width, (item + 1) * width);
    const total = own.reduce((sum, share) => sum + share, 0);
    return own.reduce((sum, share) => (share === 0 ? sum : sum - weight * share * Math.log(share / total)), cost);
  }, 0);
}

/** Gives each empty cluster the item that fits worst where it is, of clusters that have more than one. */
function withoutEmpty(moved: Int32Array, clusters: number, misfitOf: (item: number) => number): Int32Array {
  const sizes = new Int32Array(clusters);
  for (const cluster of moved) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  const empty = [...sizes.keys()].filter((cluster) => sizes[cluster] === 0);
  if (empty.length === 0) return moved;
  const misfits = Array.from(moved.keys(), (item) => ({ item, misfit: misfitOf(item) }));
  misfits.sort((a, b) => b.misfit - a.misfit || a.item - b.item);
  for (const { item } of misfits) {
    const from = moved[item] ?? 0;
    if ((sizes[from] ?? 0) < 2) continue;
    const to = empty.pop();
    if (to === undefined) break;
    moved[item] = to;
    sizes[from] = (sizes[from] ?? 0) - 1;
  }
  return moved;
}
