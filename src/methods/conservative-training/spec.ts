import { defineMethod, number } from "../define";
import { checkConservative } from "./check";
import { concludeConservative } from "./conclude";
import { controls } from "./controls";

/** Conservative training: adapt a source model to few labelled examples without letting it forget what it knew. */
export const conservativeTraining = defineMethod({
  id: "conservative-training",
  title: "Conservative training",
  summary:
    "Adapt a source model to few examples, which may lack some classes, while its outputs and weights stay near the source's.",
  paper: "Yu, Yao, Su, Li & Seide, KL-Divergence Regularized Deep Neural Network Adaptation, ICASSP 2013",
  needs: { source: "labelled", target: "labelled" },
  sources: ["model", "dataset"],
  layers: true,
  sweeps: false,
  numbers: false,
  options: {
    rho: number({
      min: 0,
      max: 1,
      default: 0.25,
      otherClasses: 0,
      describe:
        "Output side, ρ: how much of each target is what the source model says of the example; 0 is the label alone, 1 the source model alone.",
      reason:
        "0.25 leaves the labels most of the say; 0.5 did better where 5 of 11 classes had no labels. It needs the source's classes.",
    }),
    alpha: number({
      min: 0,
      default: 0.1,
      describe: "Weight side, α of L2-SP: how strongly each copied layer that trains is drawn to its source weights.",
      reason:
        "0.1 holds back gently; with Adam, which evens out the size of gradients, 1 did better where labels were few.",
    }),
    beta: number({
      min: 0,
      default: 0.01,
      describe: "Weight side, β of L2-SP: how strongly the kernels of new layers are drawn to 0.",
      reason: "0.01 keeps them small without deciding where they go; they have no source weights to be drawn to.",
    }),
  },
  controls,
  charts: [
    {
      id: "output-divergence",
      title: "Output divergence",
      describe:
        "How far the outputs have moved from the source model's on the training examples: mean KL(source ‖ network) of an epoch. Flat near 0 is held back, steep is forgetting.",
      unit: "nats",
      draws: { figures: ["outputDivergenceNats"] },
      arms: ["transfer", "fine-tuning", "output-side", "weight-side"],
    },
    {
      id: "weight-drift",
      title: "Weight drift by layer",
      describe: "How far each layer has moved from where it started, as a share of its size then.",
      unit: "number",
      draws: { layers: "drift" },
      arms: ["transfer", "fine-tuning"],
    },
  ],
  check: checkConservative,
  conclude: concludeConservative,
  headline: { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" },
});
