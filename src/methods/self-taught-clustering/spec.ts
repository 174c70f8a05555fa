import { defineMethod, integer, number } from "../define";
import { checkClustering } from "./check";
import { concludeClustering } from "./conclude";
import { controls } from "./controls";

/** Self-taught clustering: unlabelled examples of something else teach which features belong together. */
export const selfTaughtClustering = defineMethod({
  id: "self-taught-clustering",
  title: "Self-taught clustering",
  summary:
    "Group unlabelled examples with the help of many other unlabelled ones that have the same features, such as words.",
  paper: "Dai, Yang, Xue & Yu, Self-taught Clustering, ICML 2008",
  needs: { source: "unlabelled", target: "unlabelled" },
  sources: ["examples"],
  target: "grouped",
  network: "none",
  untrained: true,
  layers: false,
  sweeps: false,
  numbers: false,
  options: {
    lambda: number({
      min: 0,
      default: 64,
      describe:
        "λ: what the information that the auxiliary clusters lose counts beside that of the target; 0 leaves it out.",
      reason:
        "At 1 the few target examples decide alike with the many auxiliary ones about the features, and their noise wins; 64 was best on texts that the result is not about.",
    }),
    clusters: integer({
      min: 0,
      default: 0,
      describe: "Clusters of the target; 0 for as many as its data have classes.",
      reason: "To find the classes again, there have to be as many clusters. Give it where the data have no labels.",
    }),
    featureClusters: integer({
      min: 2,
      default: 8,
      describe: "Clusters of the features, which target and auxiliary examples share.",
      reason:
        "Few, so that rare features lean on others: 8 was better than 32 for three clusters of texts. Raise it with the clusters.",
    }),
    sourceClusters: integer({
      min: 2,
      default: 10,
      describe: "Clusters of the auxiliary examples.",
      reason: "Enough to tell the subjects of mixed data apart.",
    }),
    restarts: integer({
      min: 1,
      max: 1000,
      default: 10,
      describe: "Searches from other random clusters; the one with the least objective wins.",
      reason: "Each ends in the nearest hollow of the objective, and there are many.",
    }),
    rounds: integer({
      min: 1,
      max: 1000,
      default: 30,
      describe: "Rounds of a search at most; it ends before where nothing moves any more.",
      reason: "Most searches stand still after some 10 to 20.",
    }),
  },
  controls,
  charts: [],
  check: checkClustering,
  conclude: concludeClustering,
  headline: { figure: "entropyBits", title: "Entropy within clusters, bits", unit: "number", better: "lower" },
});
