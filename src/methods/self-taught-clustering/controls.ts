import type { Control } from "../define";

/** λ = 0. */
export const TARGET_ALONE = "target-alone";
/** Target and auxiliary examples as one data set. */
export const POOLED = "pooled";
export const K_MEANS = "k-means";

export const controls: readonly Control[] = [
  {
    id: TARGET_ALONE,
    title: "Target alone",
    describe:
      "λ = 0: items and features of the target are clustered without the auxiliary examples, from the same start.",
    suggested: true,
  },
  {
    id: POOLED,
    title: "Pooled",
    describe:
      "Target and auxiliary examples as one data set in as many clusters: what simply having more examples brings.",
    suggested: true,
  },
  {
    id: K_MEANS,
    title: "k-means",
    describe:
      "k-means of the target, each example scaled to length 1: what clustering brings without clustering the features.",
    suggested: true,
  },
];
