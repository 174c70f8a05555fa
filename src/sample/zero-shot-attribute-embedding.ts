/** The sample of attribute embedding: letters that no example was seen of, from the strokes that they are made of. */
import type { Sample } from "./sample";

/** Six letters that no training sees; every fourth of the alphabet, from D on. */
const unseen = ["D", "H", "L", "P", "T", "X"];
const seen = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ").filter((letter) => !unseen.includes(letter));

const listed = (letters: readonly string[]): string => letters.map((letter) => JSON.stringify(letter)).join(", ");

const data = `  // 20 letters with labelled examples: 16 numbers that say how the pixels of a distorted letter lie.
  "source": {
    "dataset": "data/letters/letters.csv",
    "label": "letter",
    "classes": [${listed(seen)}],
    "architecture": "mlp",
    "labelled": { "perClass": 200 },
    "validation": { "perClass": 40 }
  },

  // The other six: no example is trained on, all are judged.
  "target": {
    "dataset": "data/letters/letters.csv",
    "label": "letter",
    "classes": [${listed(unseen)}]
  },

  // A row for each of the 26 letters, a column for each stroke that letters are made of.
  "semantics": { "attributes": "data/letters/strokes.csv" },`;

const strokes = `// Start here: six letters without a single example, recognised by the strokes that they are made of.
{
  "method": "zero-shot-attribute-embedding",

${data}

  "options": {
    // Each letter has to score its own row of the table higher than every other row, by a margin.
    "objective": "margin",
    "negatives": "hardest"
  },

${training(20)}

  // The same with the rows dealt out to the wrong letters, and a closed form without any training.
  "controls": ["shuffled-attributes", "eszsl"]
}
`;

const collapse = `// A demonstration: bringing letters and rows together is not enough. Watch the spread of the embeddings.
{
  "method": "zero-shot-attribute-embedding",

${data}

  "options": { "objective": "margin" },

${training(60)}

  // naive: the same networks, trained only to bring each letter and its row together. Everything ends in one point.
  "controls": ["naive"]
}
`;

function training(epochs: number): string {
  return `  "training": {
    "epochs": ${epochs},
    "batchSize": 64,
    "optimizer": { "name": "adam", "learningRate": 0.002 },
    // The spread of a whole training is to be seen.
    "earlyStopping": false,
    // Each seed draws other examples of the 20 letters.
    "seeds": [1, 2, 3]
  },`;
}

export const zeroShotAttributeEmbeddingSample: Sample = {
  id: "zero-shot-attribute-embedding",
  title: "Zero-shot: attribute embedding",
  detail: "Does a network name letters that it never saw, if it is told which strokes they are made of?",
  data: ["letters"],
  files: {
    "zero-shot-attribute-embedding.transfer.json": strokes,
    "collapsing-embedding.transfer.json": collapse,
  },
};
