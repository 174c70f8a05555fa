import { defineMethod, integer, number } from "../define";
import { checkProgressive } from "./check";
import { concludeProgressive } from "./conclude";
import { controls } from "./controls";

/** Progressive neural networks: a column for each task, which reads the frozen columns of the tasks before it. */
export const progressiveNetworks = defineMethod({
  id: "progressive-networks",
  title: "Progressive networks",
  summary:
    "Learn tasks one after the other in one network, each with the help of those before it, and forget none of them.",
  paper: "Rusu et al., Progressive Neural Networks, arXiv:1606.04671, 2016",
  needs: { source: "labelled", target: "labelled" },
  sources: ["tasks", "run"],
  inTurn: true,
  layers: false,
  sweeps: false,
  numbers: false,
  options: {
    earlierEpochs: integer({
      min: 0,
      default: 0,
      describe: "Epochs for each task before the target; with 0 those of `training`, as the target has them.",
      reason: "0 gives all tasks the same; take fewer where earlier tasks have many more examples than the target.",
    }),
    lateralScale: number({
      above: 0,
      default: 1,
      describe: "What α begins with, the learned scalar by which a column multiplies what it reads of an earlier one.",
      reason:
        "1 gives earlier columns a say at once, which few examples need; the paper begins with a small random value, nearly alone.",
    }),
  },
  controls,
  charts: [
    {
      id: "task-accuracy",
      title: "Accuracy of each task",
      describe:
        "Each task is learnt after the one before it. A line that falls later is forgetting; the columns keep theirs level.",
      unit: "share",
      draws: { figures: ["accuracy", "*/accuracy"] },
      arms: ["transfer", "fine-tuning"],
    },
  ],
  check: checkProgressive,
  conclude: concludeProgressive,
  headline: { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" },
});
