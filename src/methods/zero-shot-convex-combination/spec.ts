import { boolean, defineMethod, integer } from "../define";
import { checkConvexCombination } from "./check";
import { controls } from "./controls";

/** ConSE: what a ready classifier makes of an example, as a mean of word vectors; the nearest candidate names it. */
export const zeroShotConvexCombination = defineMethod({
  id: "zero-shot-convex-combination",
  title: "Zero-shot: convex combination of words",
  summary: "Name things that a ready classifier was never taught, from words alone: no examples, no training.",
  paper: "Norouzi et al., Zero-Shot Learning by Convex Combination of Semantic Embeddings, ICLR 2014",
  needs: { source: "labelled", target: "unlabelled" },
  sources: ["model", "dataset"],
  target: "unseen",
  semantics: "vectors",
  untrained: true,
  layers: false,
  sweeps: false,
  numbers: false,
  options: {
    top: integer({
      min: 1,
      default: 10,
      describe: "T: how many of the classifier's best labels are combined.",
      reason: "10 is what the paper settles on; 1 is the nearest word of the best label alone, all labels blur.",
    }),
    seenLabels: boolean({
      default: false,
      describe:
        "Whether the classifier's own labels compete with the candidates, as they would where anything may come.",
      reason:
        "Off where you know that none of the examples is of the classifier's classes. On, it mostly answers with its own labels.",
    }),
  },
  controls,
  charts: [],
  check: checkConvexCombination,
  headline: { figure: "accuracy", title: "Test accuracy (hit@1)", unit: "share", better: "higher" },
});
