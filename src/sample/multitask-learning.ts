/** The sample of multitask learning: a digit with few labels, beside tasks that help it and one that is in its way. */
import type { Sample } from "./sample";

const helped = `// Start here: five labels of each digit, beside many that say whether the same digit is odd.
{
  "method": "multitask-learning",

  // Other tasks that the same network learns. Each names its own labels; here all are of the same pictures.
  "source": {
    "tasks": {
      // Whoever can tell odd digits from even ones knows much of what tells all ten apart.
      "odd": {
        "dataset": "data/overlays/train.npz",
        "label": "odd",
        "labelled": { "perClass": 400 },
        "validation": "none",
        "test": { "dataset": "data/overlays/test.npz", "label": "odd" }
      },
      // The sum of the two digits, as a number.
      "sum": {
        "dataset": "data/overlays/train.npz",
        "label": "sum",
        "predicts": "number",
        "labelled": { "fraction": 0.16 },
        "validation": "none",
        "test": { "dataset": "data/overlays/test.npz", "label": "sum" }
      }
    },
    // The layers that all tasks share; each task gets a head of its own.
    "architecture": "small-convnet",
    // Half the side of the pictures: four times as fast.
    "size": 18
  },

${target(5)}

  "options": {
    // uniform: the losses as they are. uncertainty and gradnorm learn weights, for tasks whose losses are not alike; beside
    // few labels they may run after the task that is soon known by heart.
    "weighting": "uniform"
  },

${training(10)}

  // A network for each task, with the same batches and as many steps.
  "controls": ["single-task"]
}
`;

const rivals = `// Two digits in each other's way: what one needs to see, the other has to look past.
{
  "method": "multitask-learning",

  "source": {
    "tasks": {
      "right": {
        "dataset": "data/overlays/train.npz",
        "label": "right",
        "labelled": { "perClass": 80 },
        "validation": "none",
        "test": { "dataset": "data/overlays/test.npz", "label": "right" }
      }
    },
    "architecture": "small-convnet",
    "size": 18
  },

${target(5)}

  // Look at the angle between the gradients of the two: above 90° a step for one undoes steps for the other.
  "options": { "gradientSurgery": true },

${training(10)}

  // uniform is the same without the surgery.
  "controls": ["single-task", "uniform"]
}
`;

export const multitaskLearningSample: Sample = {
  id: "multitask-learning",
  title: "Multitask learning",
  detail: "Two digits lie over each other. Does the network read the left one better if it learns other tasks with it?",
  data: ["overlays"],
  files: { "multitask-learning.transfer.json": helped, "rival-tasks.transfer.json": rivals },
};

function target(perClass: number): string {
  return `  // The verdict is about this task.
  "target": {
    "name": "left",
    "dataset": "data/overlays/train.npz",
    "label": "left",
    "labelled": { "perClass": ${perClass} },
    "validation": "none",
    // Pictures of other digits; no training ever sees them.
    "test": { "dataset": "data/overlays/test.npz", "label": "left" }
  },`;
}

function training(epochs: number): string {
  return `  "training": {
    // Passes over the largest task; the few examples of the left digit come round more often.
    "epochs": ${epochs},
    // Divided among the tasks.
    "batchSize": 64,
    "optimizer": { "name": "adam", "learningRate": 0.002 },
    // Each seed draws other labelled examples; the verdict's interval is over the seeds.
    "seeds": [1, 2, 3]
  },`;
}
