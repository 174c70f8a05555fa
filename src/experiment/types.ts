/**
 * An experiment with every default filled in: what the engine runs and what a run folder keeps. Plain data, so it
 * travels as JSON. Paths stay as the file spells them; they are relative to the folder of the experiment file.
 */
import { z } from "zod";
import { layerStateSchema, type LayerState } from "../protocol/layer-plan";

/** How recorded speech becomes features; `data/speech/settings.ts` says what each means. */
const audioSchema = z.object({
  features: z.enum(["log-mel", "mfcc"]),
  sampleRate: z.number().int(),
  bands: z.number().int(),
  coefficients: z.number().int(),
  windowMs: z.number(),
  hopMs: z.number(),
  seconds: z.number(),
  normalize: z.boolean(),
});

/** How texts become counts of words; `data/text/settings.ts` says what each means. */
const textSchema = z.object({
  words: z.number().int(),
  minTexts: z.number().int(),
  stopWords: z.enum(["english", "none"]),
});

/** Where examples come from. */
const datasetRefSchema = z.object({
  path: z.string(),
  /** The label column of a table, or the array of labels of an NPZ file; guessed, and said, where it is left out. */
  label: z.string().optional(),
  /** The column of a table that says which group (speaker, device) a row belongs to. */
  group: z.string().optional(),
  /** Only examples of these groups; classes stay those of the whole data set. */
  only: z.array(z.string()).optional(),
  /** Only examples of these classes, which are then all classes there are. */
  classes: z.array(z.string()).optional(),
  /** How speech becomes features. */
  audio: audioSchema.optional(),
  /** How texts become counts of words. */
  text: textSchema.optional(),
});
export type DatasetRef = z.infer<typeof datasetRefSchema>;

/** Which classes have labelled examples: these, or so many that each seed draws; all where it is left out. */
const coverageSchema = z.union([z.array(z.string()), z.number().int()]).optional();

/** How many labelled examples are used for training. */
const amountSchema = z.union([
  z.literal("all"),
  /** Of a target that no example is learnt from. */
  z.literal("none"),
  z.object({ perClass: z.number().int(), classes: coverageSchema }),
  z.object({ fraction: z.number(), classes: coverageSchema }),
]);
export type Amount = z.infer<typeof amountSchema>;

const optimizerSchema = z.object({
  name: z.enum(["sgd", "momentum", "adam", "adamw", "rmsprop"]),
  learningRate: z.number(),
  /** Only `momentum` reads it. */
  momentum: z.number(),
  /** Decoupled decay of kernels, each step: w ← w − rate · decay · w. */
  weightDecay: z.number(),
});
export type OptimizerSettings = z.infer<typeof optimizerSchema>;

const augmentationSchema = z.object({
  /** Largest shift in each direction, as a share of the side. */
  shift: z.number(),
  /** Largest rotation to either side, degrees. */
  rotate: z.number(),
  /** Largest relative change of size. */
  zoom: z.number(),
  flipHorizontal: z.boolean(),
  /** So many fixed forms of each picture take turns; 0 draws another one each epoch. */
  variants: z.number().int(),
});
export type Augmentation = z.infer<typeof augmentationSchema>;

const trainingSchema = z.object({
  epochs: z.number().int(),
  batchSize: z.number().int(),
  optimizer: optimizerSchema,
  seeds: z.array(z.number().int()),
  /** Epochs without a lower validation loss after which training stops and the best weights are restored. */
  earlyStopping: z.object({ patience: z.number().int() }).nullable(),
  augmentation: augmentationSchema.nullable(),
  /** `balanced` weighs each class by the inverse of its share of the training examples. */
  classWeights: z.enum(["none", "balanced"]),
});
export type Training = z.infer<typeof trainingSchema>;

/** Values minus `mean`, divided by `std`; image values are 0..1 before. One number, or one a channel or column. */
const preprocessingSchema = z.object({ mean: z.array(z.number()), std: z.array(z.number()) });
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** What a task predicts: a class, or a number. */
const predictsSchema = z.enum(["class", "number"]);
export type Predicts = z.infer<typeof predictsSchema>;

/** Examples of a task: which are trained on, which are kept aside, which judge the result. */
const taskFields = {
  dataset: datasetRefSchema,
  predicts: predictsSchema.default("class"),
  /** Whether training sees the labels; hidden ones judge the result, where there are any. */
  labels: z.enum(["given", "hidden"]).default("given"),
  /** How many examples are trained on: labelled ones, or, where their labels are hidden, unlabelled ones. */
  labelled: amountSchema,
  /** Labelled examples kept aside to stop early and to find overfitting; never part of training or test. */
  validation: z.union([
    z.literal("none"),
    z.object({ perClass: z.number().int() }),
    z.object({ fraction: z.number() }),
  ]),
  /**
   * A share of the data set (stratified where labels are given), or a data set of its own; every example, where none is
   * trained on or none with its label.
   */
  test: z.union([
    z.literal("all"),
    z.literal("none"),
    z.object({ fraction: z.number() }),
    z.object({ dataset: datasetRefSchema }),
  ]),
  /** Decides which examples are test examples; the seeds of the trials draw the labelled ones among the others. */
  splitSeed: z.number().int(),
};
/** The defaults are for runs that were begun before there were these settings. */
const taskSchema = z.object({ name: z.string().default("target"), ...taskFields });
export type TaskSettings = z.infer<typeof taskSchema>;

const sourceSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("model"), path: z.string(), preprocessing: preprocessingSchema.optional() }),
  z.object({
    kind: z.literal("dataset"),
    dataset: datasetRefSchema,
    /** An id of `models/architectures.ts`. */
    architecture: z.string(),
    /** Side in pixels that pictures are brought to; the data set's own size where it has one and this is left out. */
    size: z.number().int().optional(),
    epochs: z.number().int(),
    batchSize: z.number().int(),
    learningRate: z.number(),
    seed: z.number().int(),
  }),
  z.object({
    /** Other tasks, learnt by the same run: together with the target, or one after the other before it. */
    kind: z.literal("tasks"),
    tasks: z.array(taskSchema),
    architecture: z.string(),
    /** Side in pixels that the pictures of all tasks are brought to; the target's own size where it is left out. */
    size: z.number().int().optional(),
  }),
  z.object({
    /** Source examples that the same run learns from, with the target or before it. */
    kind: z.literal("examples"),
    task: taskSchema,
    /** None where the method says what the network is. */
    architecture: z.string().optional(),
    /** Side in pixels that all pictures are brought to; the target's own size where it is left out. */
    size: z.number().int().optional(),
  }),
  /** The models of a finished run, one a seed. */
  z.object({ kind: z.literal("run"), path: z.string() }),
]);
export type Source = z.infer<typeof sourceSchema>;

export type { LayerState };

/** A curve of a sweep; see Yosinski et al., How transferable are features in deep neural networks?, NeurIPS 2014. */
export const sweepCurves = ["AnB", "AnB+", "BnB", "BnB+", "random"] as const;
const sweepSchema = z.object({
  /** Whether the first n layers are copied, or the last n before the head. */
  from: z.enum(["first", "last"]),
  curves: z.array(z.enum(sweepCurves)),
});
export type Sweep = z.infer<typeof sweepSchema>;
export type SweepCurve = (typeof sweepCurves)[number];

/** What is known of classes apart from examples. */
const semanticsSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("attributes"), path: z.string() }),
  z.object({
    kind: z.literal("vectors"),
    path: z.string(),
    /** The classes to choose among; those of the target where left out. */
    labels: z.array(z.string()).optional(),
  }),
]);
export type SemanticsRef = z.infer<typeof semanticsSchema>;

export const experimentSchema = z.object({
  /** Absolute path of the experiment file. */
  file: z.string(),
  method: z.string(),
  source: sourceSchema,
  target: taskSchema,
  semantics: semanticsSchema.nullable().default(null),
  /** In the order of the file: a name or a glob, and the state. A name beats a pattern, a later pattern an earlier one. */
  layers: z.array(z.object({ pattern: z.string(), state: layerStateSchema })),
  /** Every cut between the first and the last layer is tried, instead of the one that `layers` says. */
  sweep: sweepSchema.nullable().default(null),
  options: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])),
  training: trainingSchema,
  /** Ids of the method's controls. */
  controls: z.array(z.string()),
});
export type Experiment = z.infer<typeof experimentSchema>;
