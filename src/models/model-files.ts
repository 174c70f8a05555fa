/**
 * Model folders in the TensorFlow.js layers format: `model.json` and its weight files. Read with every path kept
 * inside the folder, written so that a crash leaves the old model or the new one. No tensors here: weights stay bytes.
 */
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { t } from "@vscode/l10n";
import { ProblemError } from "../protocol/problem";
import { readModelJson, type Answers, type WeightSpec } from "./model-json";
import type { Topology } from "./topology";
import { withInputLayer } from "./topology-edits";
import { weightsFault } from "./weights-fault";

export interface ModelFiles {
  topology: Topology;
  weightSpecs: WeightSpec[];
  /** All weights one after the other, as the specs say. */
  weights: Uint8Array<ArrayBuffer>;
  /** `userDefinedMetadata` of `model.json`. */
  metadata: Record<string, unknown>;
}

const problem = (file: string, message: string) =>
  new ProblemError({ severity: "error", code: "source-model/weights", file, message });

/**
 * @param folder absolute
 * @param shown the folder as the person named it, for messages
 * @param answers one task where it is left out
 * @throws ProblemError where the folder holds no model in the layers format
 */
export async function readModelFiles(folder: string, shown: string, answers?: Answers): Promise<ModelFiles> {
  const { topology, weightSpecs, weightFiles, metadata } = await readModelJson(folder, shown, answers);
  const parts: Buffer[] = [];
  for (const relative of weightFiles) {
    const weightFile = path.resolve(folder, relative);
    if (!weightFile.startsWith(path.resolve(folder) + path.sep)) {
      throw problem(
        shown,
        t("model.json names the weight file {0}, which lies outside the folder; put it inside", relative),
      );
    }
    parts.push(
      await readFile(weightFile).catch(() => {
        throw problem(
          shown,
          t("the weight file {0} that model.json names is missing; copy it beside model.json", relative),
        );
      }),
    );
  }
  const joined = Buffer.concat(parts);
  const weights = new Uint8Array(joined.length);
  weights.set(joined);
  const fault = weightsFault(topology, weightSpecs, weights.length);
  if (fault !== undefined) throw problem(shown, t("{0}; copy or export the model again", fault));
  return { topology: withInputLayer(topology), weightSpecs, weights, metadata };
}

/**
 * Writes a model folder; an older one in its place is replaced as a whole, and kept where the new one cannot be written.
 *
 * @param files left out where there is no network, only texts
 * @param texts beside the network, by file name
 */
export async function writeModelFiles(
  folder: string,
  files: ModelFiles | undefined,
  texts: Readonly<Record<string, string>> = {},
): Promise<void> {
  const suffix = randomBytes(4).toString("hex");
  const fresh = `${folder}.new-${suffix}`;
  try {
    await mkdir(fresh, { recursive: true });
    if (files !== undefined) await writeNetwork(fresh, files);
    for (const [name, text] of Object.entries(texts)) await writeSynced(path.join(fresh, name), Buffer.from(text));
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

async function writeNetwork(folder: string, files: ModelFiles): Promise<void> {
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
