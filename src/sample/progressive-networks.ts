/** The sample of progressive networks: digits, clothes, then few small digits, one after the other in one network. */
import type { Sample } from "./sample";

const experiment = `// Start here: digits, then clothes, then few small digits; nothing is forgotten on the way.
{
  "method": "progressive-networks",

  "source": {
    // Learnt in this order, each by a column of its own. The target below is the last one.
    "tasks": {
      "mnist": {
        "dataset": "data/mnist",
        "labelled": { "perClass": 100 },
        "validation": "none",
        "test": { "fraction": 0.1 }
      },
      "fashion": {
        "dataset": "data/fashion-mnist",
        "labelled": { "perClass": 100 },
        "validation": "none",
        "test": { "fraction": 0.02 }
      }
    },
    // Of each column. Every column but the first also reads what the columns before it make of a picture.
    "architecture": "small-convnet",
    // Side in pixels to which the pictures of all tasks are brought.
    "size": 28
  },

  "target": {
    // Figures of each task go by its name.
    "name": "uci",
    "dataset": "data/uci-digits",
    "labelled": { "perClass": 5 },
    "validation": "none",
    // Held out for the final figures; no training ever sees them.
    "test": { "fraction": 0.3 }
  },

  "options": {
    // Epochs for each task before the target: they have many more examples, so many more steps an epoch.
    "earlierEpochs": 4
  },

  "training": {
    // Of the target.
    "epochs": 40,
    "batchSize": 32,
    "optimizer": { "name": "adam", "learningRate": 0.002 },
    // Each seed draws other labelled examples; the verdict's interval is over the seeds.
    "seeds": [1, 2, 3]
  },

  // scratch: one column for the target alone. fine-tuning: one network that learns all tasks in turn, and forgets.
  "controls": ["scratch", "fine-tuning"]

  // To add another task to this run later, name its folder in another experiment file in the place of the tasks:
  //   "source": { "run": ".transfer-lab/runs/…" }
}
`;

export const progressiveNetworksSample: Sample = {
  id: "progressive-networks",
  title: "Progressive networks",
  detail: "Does a network that learns digits, clothes and other digits in turn forget the first ones?",
  data: ["mnist", "fashion-mnist", "uci-digits"],
  files: { "progressive-networks.transfer.json": experiment },
};
