import { defineMethod } from "../define";
import { checkSelfTaught } from "./check";
import { concludeSelfTaught } from "./conclude";
import { controls } from "./controls";
import { options } from "./options";

/** Self-taught learning: bases learnt from unlabelled examples give features to a classifier with few labels. */
export const selfTaughtLearning = defineMethod({
  id: "self-taught-learning",
  title: "Self-taught learning",
  summary:
    "Learn from many unlabelled examples, of other classes even, what examples are made of, and describe the few labelled ones by it.",
  paper: "Raina, Battle, Lee, Packer & Ng, Self-taught Learning: Transfer Learning from Unlabeled Data, ICML 2007",
  needs: { source: "unlabelled", target: "labelled" },
  sources: ["examples"],
  network: "linear",
  layers: false,
  sweeps: false,
  numbers: false,
  options,
  controls,
  charts: [],
  check: checkSelfTaught,
  conclude: concludeSelfTaught,
  headline: { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" },
});
