/**
 * The settings that every method shares, each with its default and the reason for it. The schema, its hovers and the
 * resolved experiment are made from them, so they cannot disagree.
 */
import { boolean, choice, integer, number } from "../methods/define";

const splitSeed = integer({
  default: 1,
  min: 0,
  describe: "Decides which examples are test examples.",
  reason: "One fixed split, so that all runs are judged by the same examples.",
});

export const targetSettings = { splitSeed };

/** What the target task is called where the file gives it no name. */
export const TARGET_NAME = "target";

/** What source examples are called beside the target. */
export const SOURCE_NAME = "source";

export const sweepDefaults = {
  from: "first" as const,
  curves: ["AnB", "AnB+", "BnB", "BnB+", "random"] as ("AnB" | "AnB+" | "BnB" | "BnB+" | "random")[],
};

/** How a source model is trained from a source data set. */
export const sourceSettings = {
  epochs: integer({
    default: 10,
    min: 1,
    describe: "Passes over the source data.",
    reason: "Source data are many, so that the features settle within a few passes.",
  }),
  batchSize: integer({
    default: 64,
    min: 1,
    describe: "Source examples in a training step.",
    reason: "64 keeps two processor cores busy and the gradients noisy enough to generalise.",
  }),
  learningRate: number({
    default: 0.001,
    above: 0,
    describe: "Step size of Adam, which trains the source model.",
    reason: "The value that Adam's authors recommend.",
  }),
  seed: integer({
    default: 1,
    min: 0,
    describe: "Seed of the source model's weights and order of examples.",
    reason: "One source model serves all runs; it is trained once and kept.",
  }),
};

export const trainingSettings = {
  epochs: integer({
    default: 30,
    min: 1,
    describe: "Passes over the labelled target examples, at most; early stopping may end sooner.",
    reason: "Few examples need many passes, and 30 passes over few examples are quick.",
  }),
  batchSize: integer({
    default: 32,
    min: 1,
    describe: "Examples in a training step.",
    reason: "Small batches generalise better on small data (Masters & Luschi 2018).",
  }),
  classWeights: choice({
    default: "none",
    choices: [
      { value: "none", describe: "Every example counts the same." },
      { value: "balanced", describe: "Every class counts the same, however few examples it has." },
    ],
    describe: "What counts the same in the loss.",
    reason: "Most small data sets are balanced; weights add noise where they are not needed.",
  }),
};

export const optimizerSettings = {
  name: choice({
    default: "adam",
    choices: [
      { value: "sgd", describe: "Plain gradient descent." },
      { value: "momentum", describe: "Gradient descent with momentum." },
      { value: "adam", describe: "Step sizes adapted to each weight." },
      { value: "adamw", describe: "Adam with weight decay switched on." },
      { value: "rmsprop", describe: "Steps scaled by the recent size of the gradient." },
    ],
    describe: "How gradients become changes of the weights.",
    reason: "Adam needs the least tuning of its learning rate.",
  }),
  learningRate: number({
    default: 0.001,
    above: 0,
    describe: "Step size; for discriminative rates, that of the last layer.",
    reason: "The value that Adam's authors recommend; with sgd or momentum try 0.01.",
  }),
  momentum: number({
    default: 0.9,
    min: 0,
    max: 1,
    describe: "Share of the last step that is kept; only the optimizer momentum reads it.",
    reason: "The value in general use since Sutskever et al. 2013.",
  }),
};

/** Its default depends on the optimizer. */
export const weightDecaySetting = number({
  default: 0,
  min: 0,
  describe: "Share of each kernel that is taken away in a step, times the learning rate (decoupled weight decay).",
  reason: "0 pulls no copied weight towards zero; 0.01 for adamw, whose point it is.",
});
export const ADAMW_WEIGHT_DECAY = 0.01;

export const earlyStoppingSettings = {
  patience: integer({
    default: 5,
    min: 1,
    describe: "Epochs without a lower validation loss after which training stops; the best weights are restored.",
    reason: "Validation sets are small here and their loss jitters for a few epochs.",
  }),
};

export const augmentationSettings = {
  shift: number({
    default: 0.1,
    min: 0,
    max: 1,
    describe: "Largest shift in each direction, as a share of the side.",
    reason: "A tenth moves an object without cutting it off.",
  }),
  rotate: number({
    default: 10,
    min: 0,
    max: 180,
    describe: "Largest rotation to either side, in degrees.",
    reason: "Photographs and digits are rarely tilted more.",
  }),
  zoom: number({
    default: 0.1,
    min: 0,
    max: 1,
    describe: "Largest relative change of size.",
    reason: "A tenth changes the distance, not what is seen.",
  }),
  flipHorizontal: boolean({
    default: false,
    describe: "Mirror every second picture, left to right.",
    reason: "Off because letters and digits have a reading direction; switch it on for photographs.",
  }),
  variants: integer({
    default: 0,
    min: 0,
    max: 1000,
    describe: "So many fixed forms of each picture take turns; 0 draws another one each epoch.",
    reason: "0 shows the most; with frozen layers some 8 fixed forms are much faster, as their features are kept.",
  }),
};

/** Defaults that are not a single value of a fixed kind, with their reasons. */
export const otherDefaults = {
  labelled: {
    value: "all" as const,
    reason: "Every labelled example that is not needed for test or validation helps.",
  },
  test: {
    value: { fraction: 0.3 },
    reason: "Enough test examples for a narrow interval, enough left for training.",
  },
  unlabelled: {
    value: "all" as const,
    reason: "Examples without labels cost nothing but time.",
  },
  validation: {
    value: { fraction: 0.2 },
    reason:
      'A fifth of the labelled examples; "none" where fewer than 10 per class are labelled, which are too few to share.',
  },
  earlyStopping: {
    reason: "On, with a patience of 5 epochs, where there are validation examples; off where there are none.",
  },
  augmentation: { reason: "Off, because what may be changed without changing the class depends on the data." },
  seeds: {
    value: [1, 2, 3, 4, 5],
    reason: "Five trials are enough for an interval and still quick.",
  },
};

/** Labelled examples a class from which some are kept aside for validation by default. */
export const ENOUGH_FOR_VALIDATION = 10;
