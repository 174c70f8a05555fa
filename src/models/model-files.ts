/**
 * Model folders in the TensorFlow.js layers format: `model.json` and its weight files. Read with every path kept
 * inside the folder, written so that a crash leaves the old model or the new one. No tensors here: weights stay bytes.
 */
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { ProblemError } from "../protocol/problem";
import { classifierFault } from "./classifier-fault";
import { readTopology } from "./read-topology";
import { summarizeSaved } from "./summarize";
import type { Topology } from "./topology";
import { withInputLayer } from "./topology-edits";
import { weightsFault } from "./weights-fault";

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
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(weightSpecSchema) })),
  userDefinedMetadata: z.record(z.string(), z.unknown()).optional(),
});

export interface ModelFiles {
  topology: Topology;
  weightSpecs: WeightSpec[];
  /** All weights one after the other, as the specs say. */
  weights: Uint8Array<ArrayBuffer>;
  /** `userDefinedMetadata` of `model.json`. */
  metadata: Record<string, unknown>;
}

const problem = (file: string, message: string) =>
  new ProblemError({ severity: "error", code: "model/unreadable", file, message });

/**
 * @param folder absolute
 * @param shown the folder as the person named it, for messages
 * @throws ProblemError where the folder holds no model in the layers format
 */
export async function readModelFiles(folder: string, shown: string): Promise<ModelFiles> {
  const file = path.join(folder, "model.json");
  const text = await readFile(file, "utf8").catch(() => {
    throw problem(shown, "there is no model.json in this folder; name a folder in the TensorFlow.js layers format");
  });
  const parsed = parseModelJson(text, shown);
  const topology = readTopology(parsed.modelTopology);
  if (topology === undefined) {
    throw problem(`${shown}/model.json`, "must have a modelTopology with a list of layers, got none; export it again");
  }
  const parts: Buffer[] = [];
  for (const relative of parsed.weightsManifest.flatMap((group) => group.paths)) {
    const weightFile = path.resolve(folder, relative);
    if (!weightFile.startsWith(path.resolve(folder) + path.sep)) {
      throw problem(
        shown,
        `model.json names the weight file ${relative}, which lies outside the folder; put it inside`,
      );
    }
    parts.push(
      await readFile(weightFile).catch(() => {
        throw problem(shown, `the weight file ${relative} that model.json names is missing; copy it beside model.json`);
      }),
    );
  }
  const joined = Buffer.concat(parts);
  const weights = new Uint8Array(joined.length);
  weights.set(joined);
  const weightSpecs = parsed.weightsManifest.flatMap((group) => group.weights);
  const fault = weightsFault(topology, weightSpecs, weights.length);
  if (fault !== undefined) throw problem(shown, `${fault}; copy or export the model again`);
  const unfit = classifierFault(topology, summarizeSaved(topology, weightSpecs));
  if (unfit !== undefined) throw problem(`${shown}/model.json`, unfit);
  return {
    topology: withInputLayer(topology),
    weightSpecs,
    weights,
    metadata: parsed.userDefinedMetadata ?? {},
  };
}

function parseModelJson(text: string, shown: string): z.infer<typeof modelJsonSchema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw problem(`${shown}/model.json`, `is not JSON (${String(error)}); save the model again`);
  }
  const parsed = modelJsonSchema.safeParse(json);
  if (!parsed.success || parsed.data.format === "graph-model") {
    throw problem(
      `${shown}/model.json`,
      "is not a model in the TensorFlow.js layers format; convert it with the output format tfjs_layers_model",
    );
  }
  return parsed.data;
}

/** Writes a model folder; an older one in its place is replaced as a whole, and kept where the new one cannot be written. */
export async function writeModelFiles(folder: string, files: ModelFiles): Promise<void> {
  const suffix = randomBytes(4).toString("hex");
  const fresh = `${folder}.new-${suffix}`;
  try {
    await writeInto(fresh, files);
    const old = `${folder}.old-${suffix}`;
    await rename(folder, old).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    });
    await rename(fresh, folder);
    await rm(old, { recursive: true, force: true });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function writeInto(folder: string, files: ModelFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  const modelJson = {
    format: "layers-model",
    generatedBy: "transfer-lab",
    convertedBy: null,
    modelTopology: files.topology,
    weightsManifest: [{ paths: ["weights.bin"], weights: files.weightSpecs }],
    userDefinedMetadata: files.metadata,
  };
  await writeSynced(path.join(folder, "weights.bin"), files.weights);
  await writeSynced(path.join(folder, "model.json"), Buffer.from(JSON.stringify(modelJson)));
}

async function writeSynced(file: string, data: Uint8Array): Promise<void> {
  const handle = await open(file, "w");
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
