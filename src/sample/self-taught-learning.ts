/** The sample of self-taught learning: what digits are made of is learnt from digits that nobody has labelled. */
import type { Sample } from "./sample";

const training = `  "training": {
    // Of the linear classifier; an epoch is a step or a few.
    "epochs": 200,
    "batchSize": 50,
    // Each seed draws other labelled examples and other patches.
    "seeds": [1, 2, 3]
  },

  // The same classifier on raw pixels, on principal components, and on codes for bases that were never learnt. If the last one
  // does as well, what helps is cutting and pooling, not the unlabelled pictures.
  "controls": ["raw", "pca", "random-bases"]`;

const digits = `// Start here: five labels of each digit from 0 to 4, beside many unlabelled pictures of other digits.
{
  "method": "self-taught-learning",

  // Pictures whose labels are never looked at. They show other things than the target does, and yet are made of the same
  // strokes. A folder of pictures without sub-folders would do.
  "source": {
    "dataset": "data/mnist",
    "classes": ["5", "6", "7", "8", "9"]
  },

${target('"data/mnist",\n    "classes": ["0", "1", "2", "3", "4"]', 0.1)}

  "options": {
    // Bases that every patch is a sum of few of. Look at them in the panel: they should be strokes and edges, not noise.
    "bases": 100,
    // The larger, the fewer of them.
    "beta": 0.4
  },

${training}
}
`;

const letters = `// A harder one: letters of fonts, of which the unlabelled digits know the strokes and no more.
{
  "method": "self-taught-learning",

  "source": { "dataset": "data/mnist" },

${target('"data/font-characters"', 0.3)}

${training}
}
`;

export const selfTaughtLearningSample: Sample = {
  id: "self-taught-learning",
  title: "Self-taught learning",
  detail: "Five labels of each digit. Do thousands of unlabelled pictures of other digits help to tell them apart?",
  data: ["mnist", "font-characters"],
  files: { "self-taught-learning.transfer.json": digits, "letters-from-digits.transfer.json": letters },
};

function target(dataset: string, test: number): string {
  return `  // The few labelled examples, and those that judge the result.
  "target": {
    "dataset": ${dataset},
    "labelled": { "perClass": 5 },
    "validation": "none",
    "test": { "fraction": ${test} }
  },`;
}
