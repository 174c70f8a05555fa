/** The sample of layer transfer: from five kinds of clothes to five others, one cut and every cut. */
import type { Sample } from "./sample";

/** Of Fashion-MNIST: what the source model learns, and what it is to be taken to. */
const known = { classes: `["0", "1", "4", "5", "8"]`, names: "T-shirts, trousers, coats, sandals and bags" };
const wanted = { classes: `["2", "3", "6", "7", "9"]`, names: "pullovers, dresses, shirts, sneakers and ankle boots" };

const source = `  // Trained first, once, on ${known.names}; later runs find it in .transfer-lab/models.
  "source": {
    "dataset": "data/fashion-mnist",
    "classes": ${known.classes},
    // conv1, conv2, conv3, conv4, dense1 and the head.
    "architecture": "convnet-6",
    "epochs": 2
  },`;

/** @param labelled and @param validation examples a class */
const target = (labelled: number, validation: number): string => `  "target": {
    // ${capital(wanted.names)}.
    "dataset": "data/fashion-mnist",
    "classes": ${wanted.classes},
    "labelled": { "perClass": ${labelled} },
    "validation": { "perClass": ${validation} },
    // Held out for the final figures; no training ever sees them.
    "test": { "fraction": 0.05 }
  },`;

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const oneCut = `// Start here: the first three layers copied and frozen, the others new.
{
  "method": "layer-transfer",

${source}

${target(20, 10)}

  // frozen: copied and kept · train: copied and trained on · new: fresh weights
  "layers": {
    "conv1": "frozen",
    "conv2": "frozen",
    "conv3": "frozen",
    "conv4": "new",
    "dense1": "new",
    "head": "new"
  },

  "training": {
    "epochs": 60,
    "batchSize": 20,
    "optimizer": { "name": "adam", "learningRate": 0.001 },
    // Each seed draws other labelled examples; the verdict's interval is over the seeds.
    "seeds": [1, 2, 3]
  },

  // scratch copies nothing; random-frozen freezes the same layers with random weights, so that its gap to the method is
  // what the copied weights are worth.
  "controls": ["scratch", "random-frozen"]
}
`;

const everyCut = `// Which layers to copy: every cut from the first layer to the last, frozen or trained on.
{
  "method": "layer-transfer",

${source}

${target(20, 10)}

  // For n = 1 to 5: the first n layers copied and frozen (AnB), copied and trained on (AnB+), or frozen with random weights.
  // "BnB" and "BnB+" copy them from a network that was trained on the target itself. "from": "last" begins at the output.
  // When all have ended, the cut that is best on the validation examples is offered as a quick fix to this file.
  "sweep": {
    "from": "first",
    "curves": ["AnB", "AnB+", "random"]
  },

  "training": {
    "epochs": 60,
    "batchSize": 20,
    "optimizer": { "name": "adam", "learningRate": 0.001 },
    "seeds": [1, 2]
  }
}
`;

export const layerTransferSample: Sample = {
  id: "layer-transfer",
  title: "Layer transfer",
  detail: `Which layers of a network that knows ${known.names} serve ${wanted.names}?`,
  data: ["fashion-mnist"],
  files: {
    "layer-transfer.transfer.json": oneCut,
    "layer-sweep.transfer.json": everyCut,
  },
};
