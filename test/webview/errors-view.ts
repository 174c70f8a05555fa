/** What the page of errors gets of a run with three classes and two seeds. */
import { randomFor } from "../../src/math/random";
import type { ExamplesView, Look, ToExamples } from "../../src/protocol/examples";
import type { Predictions } from "../../src/protocol/predictions";

const classes = ["cat", "dog", "newt"];
const EACH = 12;

/** Twelve examples a class; cats 0 and 1 are taken for dogs, newt 5 for a cat by the second seed only. */
function predictionsOf(seed: number): Predictions {
  const random = randomFor("errors", seed);
  const names = classes.flatMap((name) => Array.from({ length: EACH }, (_, index) => `${name}/${index}.png`));
  const truth = names.map((_, index) => Math.floor(index / EACH));
  const predicted = names.map((name, index) => {
    if (name === "cat/0.png" || name === "cat/1.png") return 1;
    return name === "newt/5.png" && seed === 2 ? 0 : (truth[index] ?? 0);
  });
  const isWrong = (index: number) => predicted[index] !== truth[index];
  const cloud = (label: number): [number, number] => [
    3 * label + random.uniform(-1, 1),
    (label % 2) * 3 + random.uniform(-1, 1),
  ];
  return {
    version: 1,
    seed,
    classes,
    total: names.length,
    examples: {
      names,
      truth,
      predicted,
      lossNats: names.map((_, index) => (isWrong(index) ? 2 + index / 10 + seed / 100 : 0.1)),
      confidence: names.map((_, index) => (isWrong(index) ? 0.88 : 0.93)),
    },
    map: {
      explained: [0.61, 0.22],
      test: { examples: names.map((_, index) => index), points: truth.map(cloud) },
      training: {
        names: ["cat/50.png", "dog/50.png", "newt/50.png"],
        truth: [0, 1, null],
        points: [0, 1, 2].map(cloud),
      },
    },
  };
}

export const errorsView = (): ExamplesView => ({
  experiment: "pets",
  experimentFile: "/work/pets.transfer.json",
  method: "Fine-tuning",
  classes,
  predictions: [predictionsOf(1), predictionsOf(2)],
  duplicates: {
    version: 1,
    compared: { test: 36, training: 15 },
    total: 1,
    pairs: [{ test: "dog/3.png", training: "dog/50.png", likeness: 0.9991 }],
  },
  labels: { test: classes, training: classes },
  lists: { test: "data/pets.corrections.json", training: "data/pets.corrections.json" },
  canCorrect: true,
  problems: [],
});

export const noCorrections: ToExamples = { type: "corrections", test: [], training: [] };

/** A picture of 2 × 2 pixels. */
const PIXELS =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR42mNgYGD4DwABBAEAfbLI3wAAAABJRU5ErkJggg==";

export const pictureLook: Look = { kind: "picture", uri: PIXELS, width: 2, height: 2 };

/** One example relabelled, one excluded. */
export const someCorrections: ToExamples = {
  type: "corrections",
  test: [
    { example: "cat/0.png", label: "dog" },
    { example: "cat/1.png", excluded: true },
  ],
  training: [],
  undo: "cat/1.png: excluded",
};
