/** Weights of a saved model as tensors, and the network of a source model made ready to copy from. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Preprocessing } from "../experiment/types";
import type { ModelFiles } from "../models/model-files";
import { summarizeSaved } from "../models/summarize";
import type { SourceModel } from "./network";
import { tf } from "./tf";

/** What our own models carry in `userDefinedMetadata.transferLab`. */
const taskOutputSchema = z.object({
  name: z.string(),
  predicts: z.enum(["class", "number"]),
  classes: z.array(z.string()),
  /** Which output of the network answers it. */
  output: z.number().int(),
  /** An output times `std` plus `mean` is the number. */
  scale: z.object({ mean: z.number(), std: z.number() }).optional(),
});
export type TaskOutput = z.infer<typeof taskOutputSchema>;

export const modelMetadataSchema = z.object({
  transferLab: z.object({
    version: z.literal(1),
    classes: z.array(z.string()),
    inputShape: z.array(z.number().int()),
    preprocessing: z.object({ mean: z.array(z.number()), std: z.array(z.number()) }),
    /** On held-out examples of the source domain, 0..1. */
    accuracy: z.number().optional(),
    /** The data set that it was trained on, as the experiment file named it. */
    trainedOn: z.string().optional(),
    /** What its outputs answer, where it has learnt several tasks. */
    tasks: z.array(taskOutputSchema).optional(),
  }),
});
export type ModelMetadata = z.infer<typeof modelMetadataSchema>;

const UNCHANGED: Preprocessing = { mean: [0], std: [1] };

/**
 * @param files a model folder, ours or anyone's in the TensorFlow.js layers format
 * @param preprocessing what the experiment file says; else what the model says; else values as they are
 */
export function sourceModel(files: ModelFiles, preprocessing?: Preprocessing): SourceModel {
  const decoded = tf.io.decodeWeights(files.weights.buffer, files.weightSpecs);
  const metadata = modelMetadataSchema.safeParse(files.metadata);
  const summary = summarizeSaved(files.topology, files.weightSpecs);
  const hash = createHash("sha256").update(JSON.stringify(files.topology)).update(files.weights);
  const { accuracy, tasks, classes, preprocessing: own } = metadata.data?.transferLab ?? {};
  return {
    fingerprint: hash.digest("hex"),
    topology: files.topology,
    summary: { ...summary, ...(classes && { classes }), ...(own && { preprocessing: own }) },
    weights: new Map(Object.entries(decoded)),
    preprocessing: preprocessing ?? own ?? UNCHANGED,
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(tasks === undefined ? {} : { tasks }),
  };
}
