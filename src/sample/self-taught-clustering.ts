/** The sample of self-taught clustering: texts of three genres are told apart with the help of those of the others. */
import type { Sample } from "./sample";

const genres = `// Start here: three genres of texts are found without a label, with the help of texts of other genres.
{
  "method": "self-taught-clustering",

  // Other texts, without labels: they teach which words belong together. Both come from one folder, so that they have the
  // same words.
  "source": {
    "dataset": "data/brown",
    "classes": [
      "adventure", "belles_lettres", "editorial", "hobbies", "humor", "lore", "mystery", "news", "religion", "reviews",
      "science_fiction", "government"
    ]
  },

  // What is put into clusters. The genres are hidden; they judge the clusters once they are found.
  "target": {
    "dataset": "data/brown",
    "classes": ["fiction", "learned", "romance"],
    // Each seed draws another half of the texts.
    "unlabelled": { "fraction": 0.5 }
  },

  "options": {
    // How much the other texts count; 0 leaves them out. Large, because they are many and the target's are few.
    "lambda": 64,
    // As many clusters as genres.
    "clusters": 3,
    // Groups of words; try 32.
    "featureClusters": 8
  },

  "training": { "seeds": [1, 2, 3, 4, 5] },

  "controls": ["target-alone", "pooled", "k-means"]
}
`;

export const selfTaughtClusteringSample: Sample = {
  id: "self-taught-clustering",
  title: "Self-taught clustering",
  detail:
    "500 texts of 15 genres as bags of words. Do texts of other genres help to find three of them without a label?",
  data: ["brown"],
  files: { "self-taught-clustering.transfer.json": genres },
};
