/**
 * What a trained network answered for each test example, and where examples lie in the features before its last layer: a
 * file beside the model of each seed. Lists of equal length instead of a list of objects keep it small.
 */
import { z } from "zod";

/** Its name in the folder of the model. */
export const PREDICTIONS_FILE = "predictions.json";

/** Of the examples with the largest loss; files would grow beyond what a page can take. */
export const MOST_PREDICTIONS = 20_000;

const pointSchema = z.tuple([z.number(), z.number()]);
const indexSchema = z.number().int().nonnegative();

/** A plane through the features in which the examples lie furthest apart. */
const featureMapSchema = z
  .object({
    /** Share of the variance of the features that each axis shows, 0..1. */
    explained: z.tuple([z.number(), z.number()]),
    test: z.object({ examples: z.array(indexSchema), points: z.array(pointSchema) }),
    /** Of those that the trial was trained on; a class is null where its training did not see it. */
    training: z.object({
      names: z.array(z.string()),
      truth: z.array(indexSchema.nullable()),
      points: z.array(pointSchema),
    }),
  })
  .refine(
    ({ test, training: { names, truth, points } }) =>
      areAlike([test.examples, test.points]) && areAlike([names, truth, points]),
    {
      error: "lists of the map differ in length",
    },
  );
export type FeatureMap = z.infer<typeof featureMapSchema>;

export const predictionsSchema = z
  .object({
    version: z.literal(1),
    seed: z.number().int(),
    /** Names of the classes that the other lists count by. */
    classes: z.array(z.string()),
    /** Test examples that were judged; the file has those with the largest loss where they are too many. */
    total: z.number().int(),
    /** By row of the data set. */
    examples: z.object({
      /** What the data set calls them: `cats/17.png`, `row 17`. */
      names: z.array(z.string()),
      truth: z.array(indexSchema),
      predicted: z.array(indexSchema),
      lossNats: z.array(z.number()),
      /** Probability of the predicted class, 0..1. */
      confidence: z.array(z.number()),
    }),
    map: featureMapSchema.optional(),
  })
  .refine(({ examples }) => areAlike(Object.values(examples)), { error: "lists of the examples differ in length" })
  .refine(
    ({ classes, examples }) => [...examples.truth, ...examples.predicted].every((index) => index < classes.length),
    { error: "an example has a class that there is not" },
  )
  .refine(({ examples, map }) => (map?.test.examples ?? []).every((index) => index < examples.names.length), {
    error: "the map has an example that there is not",
  });
export type Predictions = z.infer<typeof predictionsSchema>;

const areAlike = (lists: readonly (readonly unknown[])[]): boolean =>
  new Set(lists.map(({ length }) => length)).size === 1;
