/** The sample of conservative training: vowels of a new speaker, some of which nobody labelled. */
import type { Sample } from "./sample";

const someVowels = experimentText({
  title: "Start here: a new speaker has labelled two frames of each of six vowels, and will say all eleven",
  labels: `// Only 6 of the 11 vowels have labels. The test asks for all of them.
    "labelled": { "perClass": 2, "classes": 6 },`,
});

const allVowels = experimentText({
  title: "Every vowel has labels: then there is less to forget, and less reason to hold back",
  labels: `"labelled": { "perClass": 2 },`,
});

export const conservativeTrainingSample: Sample = {
  id: "conservative-training",
  title: "Conservative training",
  detail:
    "A network knows eleven vowels from eight people. Does it still know all when a ninth teaches it six of them?",
  data: ["vowel"],
  files: { "some-vowels.transfer.json": someVowels, "all-vowels.transfer.json": allVowels },
};

function experimentText({ title, labels }: { title: string; labels: string }): string {
  return `// ${title}.
{
  "method": "conservative-training",

  // Trained first, once, on eight speakers; later runs find it in .transfer-lab/models.
  "source": {
    "dataset": "data/vowel/vowel.csv",
    "label": "vowel",
    // The column that says who speaks: it is no feature, and "only" chooses by it.
    "group": "speaker",
    "only": ["0", "1", "2", "3", "4", "5", "6", "7"],
    "architecture": "mlp",
    "epochs": 20,
    "learningRate": 0.001
  },

  // Someone whom the source model has never heard.
  "target": {
    "dataset": "data/vowel/vowel.csv",
    "label": "vowel",
    "group": "speaker",
    "only": ["9"],
    ${labels}
    "validation": "none",
    // Half of the frames of every vowel; no training ever sees them.
    "test": { "fraction": 0.5 }
  },

  "options": {
    // Output side: half of each target is what the source model says. 0: the labels alone, 1: the source alone.
    "rho": 0.5,
    // Weight side: draws each copied layer to its source weights; 0 lets it go where it wants.
    "alpha": 0.1
  },

  "training": {
    "epochs": 100,
    "optimizer": { "name": "adam", "learningRate": 0.001 },
    // Each seed draws other vowels and frames, which makes a great difference: it takes many for a narrow interval.
    "seeds": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
  },

  // fine-tuning: nothing is held back · source-as-is: no adaptation at all · output-side, weight-side: one of the two.
  "controls": ["fine-tuning", "source-as-is", "output-side", "weight-side"]
}
`;
}
