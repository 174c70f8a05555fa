/** `model.json` of the TensorFlow.js layers format: read and checked in one place, for the editor and for the engine. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { t } from "@vscode/l10n";
import { ProblemError } from "../protocol/problem";
import { classifierFault } from "./classifier-fault";
import type { ModelSummary } from "./layer-summary";
import { readTopology } from "./read-topology";
import { summarizeSaved } from "./summarize";
import type { Topology } from "./topology";

const weightSpecSchema = z.looseObject({
  name: z.string(),
  shape: z.array(z.number().int().min(0)),
  dtype: z.enum(["float32", "int32", "bool", "string", "complex64"]),
  /** How the values are stored, where it is not as `dtype`. */
  quantization: z.looseObject({ dtype: z.enum(["uint8", "uint16", "float16"]) }).exactOptional(),
});
export type WeightSpec = z.infer<typeof weightSpecSchema>;

const modelJsonSchema = z.looseObject({
  format: z.string().optional(),
  modelTopology: z.unknown().optional(),
  weightsManifest: z
    .array(z.object({ paths: z.array(z.string()).default([]), weights: z.array(weightSpecSchema) }))
    .default([]),
  userDefinedMetadata: z.record(z.string(), z.unknown()).default({}),
});

/** What our own models say of themselves, and others need not. */
const ownMetadataSchema = z.object({
  transferLab: z.object({
    classes: z.array(z.string()),
    preprocessing: z.object({ mean: z.array(z.number()), std: z.array(z.number()) }).exactOptional(),
  }),
});

/** Whether a model may answer several tasks, each by an output of its own. */
export type Answers = "one task" | "several tasks";

export interface ModelJson {
  topology: Topology;
  /** With the class names, where the model says them. */
  summary: ModelSummary;
  weightSpecs: WeightSpec[];
  /** Names of weight files as they stand there, not yet checked. */
  weightFiles: string[];
  /** `userDefinedMetadata`. */
  metadata: Record<string, unknown>;
}

/**
 * @param folder holds `model.json`
 * @param shown the folder as the person named it, for messages
 * @throws ProblemError where it is missing, damaged, of another format, or no classifier
 */
export async function readModelJson(folder: string, shown = folder, answers: Answers = "one task"): Promise<ModelJson> {
  const file = path.join(shown, "model.json");
  const parsed = parse(await textOf(folder, shown), file);
  if (parsed.format === "graph-model") {
    throw problem(
      "graph-model",
      file,
      t(
        "must be in the TensorFlow.js layers format, got a graph model, whose layers cannot be frozen or trained; convert the Keras model with {0}",
        "--output_format=tfjs_layers_model",
      ),
    );
  }
  const topology = readTopology(parsed.modelTopology);
  if (topology === undefined) {
    throw problem(
      "damaged",
      file,
      t("must have a modelTopology with a list of layers, got none; export the model again"),
    );
  }
  const weightSpecs = parsed.weightsManifest.flatMap((group) => group.weights);
  const summary = summarizeSaved(topology, weightSpecs);
  const fault = answers === "one task" ? classifierFault(topology, summary) : undefined;
  if (fault !== undefined) throw problem("unfit", file, fault);
  const own = ownMetadataSchema.safeParse(parsed.userDefinedMetadata);
  return {
    topology,
    summary: own.success ? { ...summary, ...own.data.transferLab } : summary,
    weightSpecs,
    weightFiles: parsed.weightsManifest.flatMap((group) => group.paths),
    metadata: parsed.userDefinedMetadata,
  };
}

async function textOf(folder: string, shown: string): Promise<string> {
  try {
    return await readFile(path.join(folder, "model.json"), "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ENOENT" && code !== "ENOTDIR")
      throw problem("unreadable", path.join(shown, "model.json"), t("must be readable, but: {0}", reasonOf(error)));
    throw problem(
      "missing",
      shown,
      t(
        "must be the folder of a saved model, but there is no model.json in it; check the path, or train a source model from a dataset",
      ),
    );
  }
}

function parse(text: string, file: string): z.infer<typeof modelJsonSchema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw problem(
      "damaged",
      file,
      t("must be JSON, got text that ends or breaks off ({0}); export the model again", reasonOf(error)),
    );
  }
  const parsed = modelJsonSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  throw problem(
    "damaged",
    file,
    t(
      "must be a model in the TensorFlow.js layers format ({0}); export the model again",
      `${place}${issue?.message ?? t("unreadable")}`,
    ),
  );
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const problem = (what: string, file: string, message: string): ProblemError =>
  new ProblemError({ severity: "error", code: `source-model/${what}`, file, message });
