/** Which features tell a cluster from the others. */
import type { JointTable } from "../../math/joint-table";

/**
 * Features by p(x̃, z) log (p(x̃, z) / (p(x̃) p(z))), what each adds to the information between clusters and features: both
 * frequent in the cluster and more frequent than elsewhere.
 *
 * @param of the cluster of each row
 * @returns features of each cluster, the most telling first, those above 0 only
 */
export function typicalFeatures(
  { columns, starts, at, shares }: JointTable,
  of: readonly number[],
  { clusters, most }: { clusters: number; most: number },
): number[][] {
  const table = Array.from({ length: clusters }, () => new Float64Array(columns));
  const totals = new Float64Array(columns);
  for (const [row, cluster] of of.entries()) {
    const own = table[cluster];
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
      const [column, share] = [at[entry] ?? 0, shares[entry] ?? 0];
      if (own !== undefined) own[column] = (own[column] ?? 0) + share;
      totals[column] = (totals[column] ?? 0) + share;
    }
  }
  return table.map((own) => {
    const size = own.reduce((sum, share) => sum + share, 0);
    const telling = Array.from(own, (share, feature) => {
      return { feature, nats: share === 0 ? 0 : share * Math.log(share / (size * (totals[feature] ?? 0))) };
    });
    const above = telling.filter(({ nats }) => nats > 0).sort((a, b) => b.nats - a.nats || a.feature - b.feature);
    return above.slice(0, most).map(({ feature }) => feature);
  });
}
