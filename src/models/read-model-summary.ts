/** Looks into a saved model of the TensorFlow.js layers format, without loading TensorFlow or its weights. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Problem } from "../protocol/problem";
import { classifierFault } from "./classifier-fault";
import type { ModelSummary } from "./layer-summary";
import { readTopology } from "./read-topology";
import { summarizeSaved } from "./summarize";

export type ModelSummaryResult = { summary: ModelSummary } | { problem: Problem };

const modelJsonSchema = z.object({
  format: z.string().optional(),
  modelTopology: z.unknown().optional(),
  weightsManifest: z
    .array(z.object({ weights: z.array(z.object({ name: z.string(), shape: z.array(z.number()) })) }))
    .default([]),
  userDefinedMetadata: z
    .object({ transferLab: z.object({ classes: z.array(z.string()).optional() }).optional() })
    .optional(),
});

/** @param folder holds `model.json`; messages name it as it is given here */
export async function readModelSummary(folder: string): Promise<ModelSummaryResult> {
  const file = path.join(folder, "model.json");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    return { problem: unreadable(folder, file, error) };
  }
  return summarizeModelJson(text, file);
}

function summarizeModelJson(text: string, file: string): ModelSummaryResult {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      problem: problem(
        "damaged",
        file,
        `must be JSON, got text that ends or breaks off (${reason}); export the model again`,
      ),
    };
  }
  const parsed = modelJsonSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
    return {
      problem: problem(
        "damaged",
        file,
        `must be a model in the TensorFlow.js layers format (${place}${issue?.message ?? "unreadable"}); export the model again`,
      ),
    };
  }
  const { format, modelTopology, weightsManifest, userDefinedMetadata } = parsed.data;
  if (format === "graph-model") {
    return {
      problem: problem(
        "graph-model",
        file,
        "must be in the TensorFlow.js layers format, got a graph model, whose layers cannot be frozen or trained; convert the Keras model with --output_format=tfjs_layers_model",
      ),
    };
  }
  const topology = readTopology(modelTopology);
  if (topology === undefined) {
    return {
      problem: problem(
        "damaged",
        file,
        "must have a modelTopology with a list of layers, got none; export the model again",
      ),
    };
  }
  const summary = summarizeSaved(
    topology,
    weightsManifest.flatMap((group) => group.weights),
  );
  const fault = classifierFault(topology, summary);
  if (fault !== undefined) return { problem: problem("unfit", file, fault) };
  const classes = userDefinedMetadata?.transferLab?.classes;
  return { summary: classes === undefined ? summary : { ...summary, classes } };
}

function unreadable(folder: string, file: string, error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return problem(
      "missing",
      folder,
      "must be the folder of a saved model, but there is no model.json in it; check the path, or train a source model from a dataset",
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return problem("unreadable", file, `must be readable, but: ${reason}`);
}

const problem = (what: string, file: string, message: string): Problem => ({
  severity: "error",
  code: `source-model/${what}`,
  file,
  message,
});
