import type { Control } from "../define";

/** The candidates have each other's words. */
export const SHUFFLED = "shuffled-labels";
/** T = 1. */
export const NEAREST_NAME = "nearest-name";

/** What the convex combination is compared with; the verdict is about the first. */
export const controls = [
  {
    id: SHUFFLED,
    title: "Shuffled labels",
    describe: "Each candidate has the word of another one, drawn by the seed: what is hit if the words mean nothing.",
    suggested: true,
    untrained: true,
  },
  {
    id: NEAREST_NAME,
    title: "Nearest name",
    describe: "T = 1: the candidate whose word is nearest to that of the classifier's best label.",
    suggested: true,
    untrained: true,
  },
] as const satisfies readonly Control[];
