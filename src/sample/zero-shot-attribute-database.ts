/**
 * The sample of the attribute database: letters of which there is no example, by the strokes that they are made of; and
 * photographs of animals by what Zoo says of them, with a ready classifier.
 */
import { letterNames } from "./letters";
import type { Sample } from "./sample";

/** Six letters that no training sees; every fourth of the alphabet, from D on. */
const unseen = ["D", "H", "L", "P", "T", "X"];
const seen = letterNames.filter((letter) => !unseen.includes(letter));

const listed = (letters: readonly string[]): string => letters.map((letter) => JSON.stringify(letter)).join(", ");

const strokes = experimentText({
  title: "Start here: learn 13 strokes from twenty letters, and read six others by them",
  options: `// direct: a classifier of each stroke. indirect: a classifier of the twenty letters, which says the strokes.
    "prediction": "direct",
    // seen: how many of the twenty letters have a stroke counts when it is found; even: it does not.
    "priors": "seen",
    // Looks for what to take off the scores of the twenty letters where all 26 are candidates: a second training.
    "calibrate": true`,
});

const classifier = experimentText({
  title: "The same by way of a classifier of the twenty letters: what it takes a new letter for says the strokes",
  options: `"prediction": "indirect",
    "calibrate": false`,
});

const animals = animalsText({
  title: "Photographs of animals by 18 attributes, with a ready classifier: nothing is trained",
  table: "attributes",
  about: "It has rows for what the classifier knows of these animals, such as ice bears and brown bears",
});

const unseenAnimals = animalsText({
  title: "The same where the table says nothing of what the classifier knows of these animals",
  table: "attributes-unseen",
  about:
    "It has rows for other animals that the classifier knows: what these have in common with the photographed ones has to do",
});

export const zeroShotAttributeDatabaseSample: Sample = {
  id: "zero-shot-attribute-database",
  title: "Zero-shot: attribute database",
  detail:
    "Can letters be read that nobody has shown, when one only says which strokes they have? And animals be recognised by a list of attributes?",
  data: ["letters", "zoo"],
  files: {
    "strokes.transfer.json": strokes,
    "strokes-by-classifier.transfer.json": classifier,
    "animals-by-attributes.transfer.json": animals,
    "unseen-animals-by-attributes.transfer.json": unseenAnimals,
  },
};

function experimentText({ title, options }: { title: string; options: string }): string {
  return `// ${title}.
{
  "method": "zero-shot-attribute-database",

  // Twenty letters with examples: what the strokes are learnt from. A share of them judges how well.
  "source": {
    "dataset": "data/letters/letters.csv",
    "label": "letter",
    "classes": [${listed(seen)}],
    "architecture": "mlp",
    "labelled": { "perClass": 200 },
    "validation": "none"
  },

  // Six letters without a single example in training: all of theirs judge.
  "target": {
    "dataset": "data/letters/letters.csv",
    "label": "letter",
    "classes": [${listed(unseen)}]
  },

  // A row for each letter, a column for each stroke; change a cell and see what it does.
  "semantics": { "attributes": "data/letters/strokes.csv" },

  "options": {
    ${options}
  },

  "training": {
    "epochs": 30,
    "batchSize": 64,
    "optimizer": { "name": "adam", "learningRate": 0.001 },
    "seeds": [1, 2, 3, 4, 5]
  },

  // The same with the rows of the table dealt out to the wrong letters: what the table itself is worth.
  "controls": ["shuffled-attributes"]
}
`;
}

function animalsText({ title, table, about }: { title: string; table: string; about: string }): string {
  return `// ${title}.
{
  "method": "zero-shot-attribute-database",

  // A classifier of ImageNet. Fetch it first, once: the command Get Source Model…, or "transfer-lab get efficientnet-lite0".
  "source": { "model": "models/efficientnet-lite0" },

  // 52 photographs of 37 animals; none is learnt from.
  "target": { "dataset": "data/zoo/pictures" },

  // ${about}.
  "semantics": { "attributes": "data/zoo/${table}.csv" },

  "options": {
    // A ready classifier says classes; they say the attributes.
    "prediction": "indirect"
  },

  "training": {
    // Nothing is drawn but the rows of the control.
    "seeds": [1, 2, 3, 4, 5]
  },

  "controls": ["shuffled-attributes"]
}
`;
}
