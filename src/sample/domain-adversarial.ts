/** The sample of domain-adversarial training: plain digits have labels, digits over photographs have none. */
import type { Sample } from "./sample";

const adapted = `// Start here: read digits that lie over photographs, with labels of plain digits alone.
{
  "method": "domain-adversarial",

  // Has labels. The same run learns from it, so it names the examples and the network.
  "source": {
    "dataset": "data/mnist-m/digits.npz",
    // Of 8,000; all of them take twice as long and adapt better.
    "labelled": { "fraction": 0.5 },
    "validation": "none",
    // Plain digits that nothing trains on: whether adapting costs the source something.
    "test": { "dataset": "data/mnist-m/digits-test.npz" },
    // Convolutions make the features, two dense layers tell the digits apart: the network of the method's authors, with
    // batch normalisation that knows the domains apart. Without it ("dann-convnet") there was no gain here.
    "architecture": "dann-convnet-bn"
  },

  // Training sees these pictures without their labels.
  "target": {
    "dataset": "data/mnist-m/train.npz",
    "unlabelled": { "fraction": 0.5 },
    // Other digits, with labels that judge the result once training is over.
    "test": { "dataset": "data/mnist-m/test-same-photographs.npz" }
  },

${settings(16)}
}
`;

const strict = `// The harder test: the digits that judge lie over photographs of which training has seen no piece.
{
  "method": "domain-adversarial",
  "source": {
    "dataset": "data/mnist-m/digits.npz",
    "labelled": { "fraction": 0.5 },
    "validation": "none",
    "test": { "dataset": "data/mnist-m/digits-test.npz" },
    "architecture": "dann-convnet-bn"
  },
  "target": {
    "dataset": "data/mnist-m/train.npz",
    "unlabelled": { "fraction": 0.5 },
    "test": { "dataset": "data/mnist-m/test-new-photographs.npz" }
  },

${settings(16)}
}
`;

export const domainAdversarialSample: Sample = {
  id: "domain-adversarial",
  title: "Domain-adversarial training",
  detail:
    "Plain digits have labels, digits over photographs have none. Can a network that learns from both read the latter?",
  data: ["mnist-m"],
  files: { "domain-adversarial.transfer.json": adapted, "new-photographs.transfer.json": strict },
};

function settings(epochs: number): string {
  return `  "options": {
    // How strongly the features are pulled together at the end of training.
    "strength": 1,
    // Which epoch's weights are kept: the last one, or the one with the best predictions as far as that can be told without labels.
    "chooseBy": "last"
  },

  "training": {
    "epochs": ${epochs},
    // Half source, half target.
    "batchSize": 128,
    // Where the rate begins; it falls with the schedule of the method's authors.
    "optimizer": { "name": "momentum", "learningRate": 0.01 },
    "seeds": [1, 2, 3]
  },

  // The same network without the target: what adapting brings.
  "controls": ["source-only"]`;
}
