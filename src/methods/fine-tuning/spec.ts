import { boolean, defineMethod, integer, number, scratch } from "../define";
import { checkFineTuning } from "./check";
import { ratesOf } from "./rates";

/** Fine-tuning: copy a network that was trained on the source domain and go on training it on few target examples. */
export const fineTuning = defineMethod({
  id: "fine-tuning",
  title: "Fine-tuning",
  summary: "Go on training a source model on your few labelled examples; you decide which layers stay frozen.",
  paper: "Howard & Ruder, Universal Language Model Fine-tuning for Text Classification, ACL 2018",
  needs: { source: "labelled", target: "labelled" },
  sources: ["model", "dataset"],
  layers: true,
  sweeps: false,
  numbers: false,
  options: {
    gradualUnfreezing: boolean({
      default: false,
      describe: "Train the head first, then unfreeze one layer after the other from the output to the input.",
      reason: "With few epochs every layer should have time to adapt; switch it on where fine-tuning forgets.",
    }),
    headEpochs: integer({
      min: 0,
      default: 0,
      describe: "Epochs in which only new layers are trained, before all trained layers are.",
      reason: "0 because a new head on small data settles within the first steps.",
    }),
    rateDecay: number({
      min: 1,
      default: 1,
      describe: "Discriminative rates: each trained layer further from the output learns this many times slower.",
      reason: "1 gives every layer the same rate; Howard & Ruder use 2.6.",
    }),
  },
  controls: [
    scratch,
    {
      id: "linear-probe",
      title: "Linear probe",
      describe: "Every copied layer frozen, only a new head trained: what the source features alone are worth.",
      suggested: true,
    },
  ],
  charts: [],
  rates: ratesOf,
  check: checkFineTuning,
  headline: { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" },
});
