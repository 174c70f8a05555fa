/** The sample of the convex combination: photographs of animals, named by a classifier that was never taught their names. */
import { readyModels } from "../client/ready-models";
import type { Sample } from "./sample";

/** Names of which no word is in any of ImageNet's labels. */
const unheard = [
  ...["abalone", "adelaide rosella", "blackbird", "blackbuck", "butterflyfish", "capybara", "caribou", "clownfish"],
  ...["cow", "crow", "cuckoo", "deer", "doe", "dolphin", "donkey", "emperor tamarin", "freshwater mussel", "gander"],
  ...[
    "giraffe",
    "gnu",
    "goat",
    "hornet",
    "hoverfly",
    "lamb",
    "lark",
    "moon wrasse",
    "pigeon",
    "quetzal",
    "rat",
    "rhea",
  ],
  ...["rooster", "seagull", "seahorse", "shrimp", "turkey", "wapiti", "woodlouse", "yak", "zebu"],
];

const listed = unheard.map((name) => JSON.stringify(name)).join(", ");

const unseen = experimentText({
  title: "Start here: photographs of animals of which no word is in any label of the classifier",
  target: `{
    "dataset": "data/animal-pictures",
    // Only these; all that there are where it is left out.
    "classes": [${listed}]
  }`,
  semantics: `{ "vectors": "vectors/glove-100d" }`,
  seenLabels: false,
});

const crowded = experimentText({
  title: "The same where the classifier's own thousand labels compete: it nearly always answers with one of them",
  target: `{
    "dataset": "data/animal-pictures",
    "classes": [${listed}]
  }`,
  semantics: `{ "vectors": "vectors/glove-100d" }`,
  seenLabels: true,
});

const typed = experimentText({
  title: "Any names you type: change the list and run it again",
  target: `{ "dataset": "data/animal-pictures", "classes": ["cow", "crow", "dolphin", "turkey"] }`,
  semantics: `{
    "vectors": "vectors/glove-100d",
    // The names to choose among, in plain words; they have to hold the classes of the pictures.
    "labels": ["cow", "crow", "dolphin", "turkey", "bicycle", "cathedral", "dragon", "mermaid"]
  }`,
  seenLabels: false,
});

export const zeroShotConvexCombinationSample: Sample = {
  id: "zero-shot-convex-combination",
  title: "Zero-shot: convex combination of words",
  detail:
    "Can a classifier name animals that it was never taught, because it knows what they look like and words know what is alike?",
  data: ["animal-pictures"],
  models: readyModels,
  files: {
    "name-animals.transfer.json": unseen,
    "name-animals-among-all-labels.transfer.json": crowded,
    "name-with-any-words.transfer.json": typed,
  },
};

interface Choices {
  title: string;
  /** JSON texts. */
  target: string;
  semantics: string;
  seenLabels: boolean;
}

function experimentText({ title, target, semantics, seenLabels }: Choices): string {
  return `// ${title}.
{
  "method": "zero-shot-convex-combination",

  // EfficientNet-Lite0 with ImageNet's 1,000 classes. Nothing of it is trained.
  "source": { "model": "models/efficientnet-lite0" },

  // None of the pictures is learnt from: all of them judge.
  "target": ${target},

  // What words mean, as points: GloVe.
  "semantics": ${semantics},

  "options": {
    // So many of the classifier's best labels are averaged as words.
    "top": 10,
    // Whether the classifier's own labels may be the answer, too.
    "seenLabels": ${String(seenLabels)}
  },

  // A seed draws how the words are shuffled in the control; nothing else is random.
  "training": { "seeds": [1, 2, 3, 4, 5] },

  // shuffled-labels: each name has the word of another one. nearest-name: top is 1.
  "controls": ["shuffled-labels", "nearest-name"]
}
`;
}
