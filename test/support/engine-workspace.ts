/** Workspaces for runs of the engine: small data sets on disk, and experiment files that name them. */
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { parseExperiment } from "../../src/experiment/parse";
import type { RawExperiment } from "../../src/experiment/raw";
import type { Experiment } from "../../src/experiment/types";
import { randomFor } from "../../src/math/random";

/** A table of 3 numbers; where the sum of the class's two columns is high, is the class. */
export function tableText(classes: readonly string[], perClass: number, purpose: string): string {
  const random = randomFor("table", purpose);
  const rows = Array.from({ length: perClass }, () =>
    classes.map((name, index) => {
      const numbers = [0, 1, 2].map((column) => random.uniform(0, 2) + (column === index % 3 ? 1 : 0));
      return `${numbers.map((value) => value.toFixed(3)).join(",")},${name}`;
    }),
  );
  return `a,b,c,label\n${rows.flat().join("\n")}\n`;
}

/** Grey 8x8 pictures, one folder a class, each class with its own bright row. */
export async function writePictures(folder: string, classes: readonly string[], perClass: number): Promise<void> {
  const random = randomFor("pictures", folder.length, perClass);
  for (const [index, name] of classes.entries()) {
    await mkdir(path.join(folder, name), { recursive: true });
    for (let picture = 0; picture < perClass; picture++) {
      const pixels = Uint8Array.from({ length: 64 }, (_, pixel) => {
        const isBright = Math.floor(pixel / 16) === index;
        return random.integer(0, 150) + (isBright ? 100 : 0);
      });
      const raw = { width: 8, height: 8, channels: 1 as const };
      await sharp(pixels, { raw })
        .png()
        .toFile(path.join(folder, name, `${picture}.png`));
    }
  }
}

export async function writeTables(folder: string): Promise<void> {
  await mkdir(path.join(folder, "data"), { recursive: true });
  await writeFile(path.join(folder, "data/source.csv"), tableText(["x", "y", "z"], 30, "source"));
  await writeFile(path.join(folder, "data/target.csv"), tableText(["x", "y", "w"], 20, "target"));
}

/** Fine-tuning on the tables of `writeTables`: two arms of two seeds, 12 steps an epoch at most. */
export const tableExperiment = {
  method: "fine-tuning",
  source: { dataset: "data/source.csv", architecture: "mlp", epochs: 2 },
  target: { dataset: "data/target.csv", labelled: { perClass: 8 }, validation: "none" },
  layers: { dense1: "frozen" },
  training: { epochs: 6, batchSize: 8, seeds: [1, 2] },
  controls: ["scratch"],
} as const satisfies Partial<RawExperiment>;

/**
 * @param value what the file says, as a person would write it
 * @returns the experiment, and the text of its file, which is written
 */
export async function writeExperiment(
  folder: string,
  value: object = tableExperiment,
  name = "toy",
): Promise<{ experiment: Experiment; text: string }> {
  const file = path.join(folder, `${name}.transfer.json`);
  const text = JSON.stringify(value, null, 2);
  await writeFile(file, text);
  const { experiment, problems } = parseExperiment(text, file);
  assert.ok(experiment !== undefined, JSON.stringify(problems));
  return { experiment, text };
}
