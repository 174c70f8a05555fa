/**
 * Self-taught clustering: items of one or more data sets and the features that they share are clustered together.
 *
 * A view is one data set: a joint distribution of its items and the features. With two of them, the target p(X, Z) of
 * weight 1 and the auxiliary q(Y, Z) of weight λ, the objective is
 *
 *   J = I(X; Z) − I(X̃; Z̃) + λ [I(Y; Z) − I(Ỹ; Z̃)],
 *
 * the information that the clusters X̃, Ỹ and Z̃ lose. With the target alone it is information-theoretic co-clustering.
 *
 * @see Dai, Yang, Xue & Yu, Self-taught Clustering, ICML 2008
 * @see Dhillon, Mallela & Modha, Information-Theoretic Co-Clustering, KDD 2003
 */
import { informationIn, mutualInformation } from "./mutual-information";
import type { JointTable } from "./joint-table";
import { reassigned } from "./reassignment";

export interface View {
  readonly joint: JointTable;
  /** What its lost information counts, above 0. */
  readonly weight: number;
  /** How many clusters its items are divided into. */
  readonly clusters: number;
  /** I(X; Z) before anything is put into clusters. */
  readonly informationNats: number;
}

export const viewOf = (joint: JointTable, { weight, clusters }: Pick<View, "weight" | "clusters">): View => ({
  ...{ joint, weight, clusters },
  informationNats: informationIn(joint),
});

export interface CoClustering {
  /** The cluster of each item, for each view. */
  readonly items: readonly Int32Array[];
  /** The cluster of each feature. */
  readonly features: Int32Array;
}

/**
 * One round: the items of each view in turn, then the features, each by the clusters that the others have just got. The
 * objective never rises, and no cluster is left empty.
 *
 * @param featureClusters how many clusters the features are divided into
 */
export function coClusteringStep(
  views: readonly View[],
  { items, features }: CoClustering,
  featureClusters: number,
): CoClustering {
  const moved = views.map(({ joint, clusters }, view) => {
    const own = itemsOf(items, view);
    const shares = byFeatureCluster(joint, features, featureClusters);
    return reassigned([{ shares, width: featureClusters, weight: 1 }], own, clusters);
  });
  const blocks = views.map(({ joint, weight, clusters }, view) => {
    return { shares: byItemCluster(joint, itemsOf(moved, view), clusters), width: clusters, weight };
  });
  return { items: moved, features: reassigned(blocks, features, featureClusters) };
}

/** @returns J, nats */
export function lostInformation(
  views: readonly View[],
  { items, features }: CoClustering,
  featureClusters: number,
): number {
  return views.reduce((nats, { joint, weight, clusters, informationNats }, view) => {
    const table = new Float64Array(clusters * featureClusters);
    const own = itemsOf(items, view);
    const shares = byFeatureCluster(joint, features, featureClusters);
    shares.forEach((share, i) => {
      const cluster = own[Math.floor(i / featureClusters)] ?? 0;
      const cell = cluster * featureClusters + (i % featureClusters);
      table[cell] = (table[cell] ?? 0) + share;
    });
    return nats + weight * (informationNats - mutualInformation(table, featureClusters));
  }, 0);
}

const itemsOf = (items: readonly Int32Array[], view: number): Int32Array => items[view] ?? new Int32Array(0);

/** @returns p(x, z̃), [items, clusters] */
function byFeatureCluster({ rows, starts, at, shares }: JointTable, features: Int32Array, clusters: number) {
  const table = new Float64Array(rows * clusters);
  for (let row = 0; row < rows; row++) {
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
      const cell = row * clusters + (features[at[entry] ?? 0] ?? 0);
      table[cell] = (table[cell] ?? 0) + (shares[entry] ?? 0);
    }
  }
  return table;
}

/** @returns p(x̃, z), [features, clusters] */
function byItemCluster({ rows, columns, starts, at, shares }: JointTable, items: Int32Array, clusters: number) {
  const table = new Float64Array(columns * clusters);
  for (let row = 0; row < rows; row++) {
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
      const cell = (at[entry] ?? 0) * clusters + (items[row] ?? 0);
      table[cell] = (table[cell] ?? 0) + (shares[entry] ?? 0);
    }
  }
  return table;
}
