/** The sample of fine-tuning: from many digits to few, much smaller ones of other people. */
import type { Sample } from "./sample";

/**
 * How many labelled examples a class each experiment of the demonstration has, and the name of its file. Epochs and rate
 * were chosen on validation examples with seeds of their own; fewer examples make fewer steps an epoch.
 */
export const shots = [
  { perClass: 1, epochs: 100, file: "one-shot.transfer.json", title: "One labelled picture of each digit" },
  { perClass: 5, epochs: 60, file: "five-shot.transfer.json", title: "Five labelled pictures of each digit" },
  { perClass: 20, epochs: 30, file: "twenty-shot.transfer.json", title: "Twenty labelled pictures of each digit" },
] as const;

const experiments: Readonly<Record<string, string>> = {
  "fine-tuning.transfer.json": experimentText({
    title: "Start here: twenty labelled pictures of each digit, five more of them to stop in time",
    labelled: 20,
    validation: `{ "perClass": 5 }`,
    epochs: 40,
    seeds: "[1, 2, 3]",
    more: `,
    // Stops when five epochs brought nothing, and goes back to the best one. It needs validation examples.
    "earlyStopping": { "patience": 5 }`,
  }),
  ...Object.fromEntries(
    shots.map(({ file, title, perClass, epochs }) => [
      file,
      experimentText({
        title,
        labelled: perClass,
        validation: `"none"`,
        epochs,
        seeds: "[1, 2, 3, 4, 5]",
        more: "",
      }),
    ]),
  ),
};

export const fineTuningSample: Sample = {
  id: "fine-tuning",
  title: "Fine-tuning",
  detail: "What do 10,000 handwritten digits bring to someone who has only a few, much smaller, from another source?",
  data: ["mnist", "uci-digits"],
  files: experiments,
};

interface Choices {
  title: string;
  /** Labelled examples a class. */
  labelled: number;
  /** The rest is JSON text. */
  validation: string;
  epochs: number;
  seeds: string;
  more: string;
}

function experimentText({ title, labelled, validation, epochs, seeds, more }: Choices): string {
  return `// ${title}.
{
  "method": "fine-tuning",

  // Trained first, once; later runs find it in .transfer-lab/models.
  "source": {
    "dataset": "data/mnist",
    "architecture": "small-convnet",
    "epochs": 3
  },

  "target": {
    "dataset": "data/uci-digits",
    "labelled": { "perClass": ${labelled} },
    "validation": ${validation},
    // Held out for the final figures; no training ever sees them.
    "test": { "fraction": 0.3 }
  },

  // frozen: copied and kept · train: copied and trained · new: fresh weights
  "layers": {
    "conv1": "frozen",
    "conv*": "train",
    "dense1": "train",
    // Both data sets have the same ten classes, so the head can be copied too; with other classes it has to be new.
    "head": "train"
  },

  "training": {
    "epochs": ${epochs},
    "batchSize": 32,
    "optimizer": { "name": "adam", "learningRate": 0.002 },
    // Each seed draws other labelled examples; the verdict's interval is over the seeds.
    "seeds": ${seeds}${more}
  },

  // What the transfer is compared with, on the same data and budget.
  "controls": ["scratch", "linear-probe"]
}
`;
}
