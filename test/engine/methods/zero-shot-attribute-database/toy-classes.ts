/** Classes whose examples show their attributes, one a column, with some noise. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { RawExperiment } from "../../../../src/experiment/raw";
import { randomFor } from "../../../../src/math/random";

export const attributes = ["horns", "stripes", "wings", "tail"] as const;

export const seen: Readonly<Record<string, readonly number[]>> = {
  ant: [1, 1, 0, 0],
  bee: [1, 0, 1, 0],
  cat: [0, 1, 1, 0],
  dog: [0, 0, 1, 1],
  eel: [1, 0, 0, 1],
  fly: [0, 0, 0, 0],
};
export const unseen: Readonly<Record<string, readonly number[]>> = { gnu: [0, 1, 0, 1], hen: [1, 1, 1, 0] };

export const tableOf = (classes: Readonly<Record<string, readonly (number | string)[]>>): string =>
  [["class", ...attributes], ...Object.entries(classes).map(([name, row]) => [name, ...row])]
    .map((cells) => `${cells.join(",")}\n`)
    .join("");

/** Of the noise to either side, in units of an attribute. */
const REACH = 0.45;

function examplesOf(classes: Readonly<Record<string, readonly number[]>>, count: number): string {
  const random = randomFor("toy classes", count);
  const rows = Object.entries(classes).flatMap(([name, row]) =>
    Array.from({ length: count }, () => [
      name,
      ...row.map((value) => (value + random.uniform(-REACH, REACH)).toFixed(4)),
    ]),
  );
  return [["class", "a", "b", "c", "d"], ...rows].map((cells) => `${cells.join(",")}\n`).join("");
}

export async function writeToyClasses(folder: string): Promise<void> {
  await mkdir(path.join(folder, "data"), { recursive: true });
  const write = (name: string, text: string) => writeFile(path.join(folder, "data", name), text);
  await write("seen.csv", examplesOf(seen, 40));
  await write("unseen.csv", examplesOf(unseen, 40));
  await write("more.csv", examplesOf(seen, 10));
  await write("table.csv", tableOf({ ...seen, ...unseen }));
}

export const toyExperiment = {
  method: "zero-shot-attribute-database",
  source: { dataset: "data/seen.csv", label: "class", architecture: "mlp", validation: "none" },
  target: { dataset: "data/unseen.csv", label: "class" },
  semantics: { attributes: "data/table.csv" },
  training: { epochs: 15, batchSize: 20, optimizer: { learningRate: 0.01 }, seeds: [1, 2] },
} as const satisfies Readonly<Partial<Record<keyof RawExperiment, unknown>>>;
