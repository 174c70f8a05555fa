/** What each arm searches for: where a search starts, what a round of it does, and what it brings down. */
import { coClusteringStep, lostInformation, viewOf, type CoClustering, type View } from "../../math/co-clustering";
import type { JointTable } from "../../math/joint-table";
import { stackedTable } from "../../math/joint-table";
import { kMeansLoss, kMeansStart, kMeansStep, type Points } from "../../math/k-means";
import { randomFor, shuffled } from "../../math/random";
import { K_MEANS, POOLED, TARGET_ALONE } from "./controls";
import type { Counts } from "./counts";
import type { Options } from "./options";

/** The cluster of each item: the target's first, in one list a view; the features' last, where they are clustered. */
export type Clusters = readonly (readonly number[])[];

export interface Search {
  start(restart: number): Clusters;
  /** A round; `lossOf` never rises. */
  step(clusters: Clusters): Clusters;
  /** Nats that are lost, or squared distances. */
  lossOf(clusters: Clusters): number;
}

interface Task {
  arm: string;
  seed: number;
  target: Counts;
  source: Counts;
  /** Of the target. */
  clusters: number;
  options: Options;
}

export function searchFor(task: Task): Search {
  const { arm, target } = task;
  if (arm === K_MEANS) return kMeansSearch(unitRows(target.joint), task);
  return coClusteringSearch(viewsOf(task), task);
}

/** λ = 0 leaves the auxiliary examples out, as the control does. */
function viewsOf({ arm, target, source, clusters, options: { lambda, sourceClusters } }: Task): View[] {
  if (arm === POOLED) return [viewOf(stackedTable([target, source]), { weight: 1, clusters })];
  const own = viewOf(target.joint, { weight: 1, clusters });
  if (arm === TARGET_ALONE || lambda === 0) return [own];
  return [own, viewOf(source.joint, { weight: lambda, clusters: sourceClusters })];
}

/** Starts are the same for all arms of a seed as far as they have the same items. */
function coClusteringSearch(views: readonly View[], { seed, options: { featureClusters } }: Task): Search {
  const start = (items: number, clusters: number, ...purpose: readonly (string | number)[]) => {
    const order = shuffled([...Array(items).keys()], randomFor(seed, "clusters", ...purpose));
    return order.map((at) => at % clusters);
  };
  const read = (clusters: Clusters): CoClustering => {
    const lists = clusters.map((list) => Int32Array.from(list));
    return { items: lists.slice(0, -1), features: lists.at(-1) ?? new Int32Array(0) };
  };
  return {
    start: (restart) => [
      ...views.map(({ joint, clusters }, view) => start(joint.rows, clusters, "items", view, restart)),
      start(views[0]?.joint.columns ?? 0, featureClusters, "features", restart),
    ],
    step: (clusters) => {
      const { items, features } = coClusteringStep(views, read(clusters), featureClusters);
      return [...items, features].map((list) => [...list]);
    },
    lossOf: (clusters) => lostInformation(views, read(clusters), featureClusters),
  };
}

const kMeansSearch = (points: Points, { seed, clusters: count }: Task): Search => ({
  start: (restart) => [[...kMeansStart(points, count, randomFor(seed, "k-means", restart))]],
  step: ([items = []]) => [[...kMeansStep(points, Int32Array.from(items), count)]],
  lossOf: ([items = []]) => kMeansLoss(points, Int32Array.from(items), count),
});

/** Rows of length 1, whose squared distances are 2 − 2 cos: a long text is not far from all short ones. */
function unitRows({ rows, columns, starts, at, shares }: JointTable): Points {
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
    const length = Math.sqrt(shares.subarray(from, to).reduce((sum, share) => sum + share * share, 0));
    for (let entry = from; entry < to; entry++)
      values[row * columns + (at[entry] ?? 0)] = (shares[entry] ?? 0) / length;
  }
  return { values, width: columns };
}
