/**
 * A saved model as a list shows it: its layers, where it comes from, and what it takes on the disk. Weights are not read.
 */
import { stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { ProblemError, type Problem } from "../protocol/problem";
import type { ModelSummary } from "./layer-summary";
import { readModelJson } from "./model-json";

export interface ModelDescription {
  readonly summary: ModelSummary;
  /** Of `model.json` and its weight files. */
  readonly bytes: number;
  readonly origin: ModelOrigin;
}

/** What the model says of itself; models of others may say nothing. */
export interface ModelOrigin {
  /** Who made it and where it was published. */
  readonly source?: string;
  readonly licence?: string;
  /** The data set that it was trained on. */
  readonly trainedOn?: string;
  /** On held-out examples of these data, 0..1. */
  readonly accuracy?: number;
}

const originSchema = z.object({
  origin: z.object({ source: z.string().exactOptional(), licence: z.string().exactOptional() }).exactOptional(),
  transferLab: z
    .object({ trainedOn: z.string().exactOptional(), accuracy: z.number().exactOptional() })
    .exactOptional(),
});

/** @param folder holds `model.json`; absolute */
export async function describeModel(folder: string): Promise<ModelDescription | { problem: Problem }> {
  try {
    const { summary, metadata, weightFiles } = await readModelJson(folder, folder, "several tasks");
    const said = originSchema.safeParse(metadata);
    const files = [path.join(folder, "model.json"), ...weightFiles.map((name) => path.resolve(folder, name))];
    return {
      summary,
      bytes: await bytesOf(files.filter((file) => file.startsWith(folder + path.sep))),
      origin: said.success ? { ...said.data.origin, ...said.data.transferLab } : {},
    };
  } catch (error) {
    if (error instanceof ProblemError) return { problem: error.problem };
    throw error;
  }
}

async function bytesOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
