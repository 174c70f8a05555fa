import { boolean, choice, defineMethod, number } from "../define";
import { checkMultitask } from "./check";
import { concludeMultitask } from "./conclude";
import { controls } from "./controls";

/** Multitask learning: one network learns the target together with other tasks, from a trunk that all share. */
export const multitaskLearning = defineMethod({
  id: "multitask-learning",
  title: "Multitask learning",
  summary: "Learn several tasks at once from layers that they share: related tasks help one that has few labels.",
  paper: "Caruana, Multitask Learning, Machine Learning 28, 1997",
  needs: { source: "labelled", target: "labelled" },
  sources: ["tasks"],
  layers: false,
  sweeps: false,
  numbers: true,
  options: {
    weighting: choice({
      choices: [
        { value: "uniform", describe: "The losses are added up as they are." },
        {
          value: "uncertainty",
          describe:
            "Each loss is weighted by how uncertain the network is in its task, which is learnt (Kendall 2018).",
        },
        {
          value: "gradnorm",
          describe:
            "Weights are moved so that all tasks pull the shared layers alike and learn at one pace (Chen 2018).",
        },
      ],
      default: "uniform",
      describe: "How the losses of the tasks are weighted against each other.",
      reason:
        "Losses are comparable here: numbers are standardised, classes are in nats. Choose another where one task drowns the others.",
    }),
    weightRate: number({
      above: 0,
      max: 1,
      default: 0.1,
      describe: "How fast the weights of the losses are learnt, whatever the optimizer's rate.",
      reason:
        "0.1 corrects a factor of 100 within some 50 steps; the authors of GradNorm, who train far longer, use 0.025.",
    }),
    gradnormAlpha: number({
      min: 0,
      default: 1.5,
      describe: "GradNorm, α: how strongly tasks that lag behind are pulled forward; 0 only evens out the gradients.",
      reason: "1.5 is what Chen et al. use for tasks that differ; symmetric tasks need less.",
    }),
    gradientSurgery: boolean({
      default: false,
      describe: "PCGrad: what of a task's gradient points against another task's is taken out of the shared layers.",
      reason: "It costs a pass a task and rarely changes the outcome; try it where the angles are above 90°.",
    }),
    standardizeNumbers: boolean({
      default: true,
      describe: "Numbers are learnt in units of their standard deviation, from their mean; figures stay in their own.",
      reason:
        "A task in large units would drown the others. Switch it off where the unit itself says how much it matters.",
    }),
  },
  controls,
  charts: [
    {
      id: "task-accuracy",
      title: "Accuracy of each task",
      describe:
        "On validation examples where a task has them. Compare the arms: what does a task gain or lose together?",
      unit: "share",
      draws: { figures: ["accuracy", "*/accuracy"] },
      arms: ["transfer", "single-task"],
    },
    {
      id: "task-explained",
      title: "Explained variance (R²) of each task",
      describe: "Of tasks that predict a number: 1 is perfect, 0 as good as the mean.",
      unit: "number",
      draws: { figures: ["r2", "*/r2"] },
      arms: ["transfer", "single-task"],
    },
    {
      id: "task-weights",
      title: "Weights of the losses",
      describe:
        "What each task's loss counts, mean of an epoch. A weight that runs away points at a task that is scaled badly.",
      unit: "number",
      draws: { figures: ["weight/*"] },
    },
    {
      id: "gradient-angles",
      title: "Angles between the tasks' gradients",
      describe:
        "In the shared layers, on the same few examples throughout. Below 90° a step for one task helps the other, above it hurts.",
      unit: "degrees",
      draws: { figures: ["angle/*"] },
    },
  ],
  check: checkMultitask,
  conclude: concludeMultitask,
  headline: { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" },
});
