/** A table of examples whose features are their class's attributes with noise, and the table of these attributes. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { RawExperiment } from "../../../../src/experiment/raw";
import { randomFor } from "../../../../src/math/random";

/** Signatures of five attributes. */
const signatures: Readonly<Record<string, string>> = {
  ant: "11000",
  bee: "10100",
  cat: "01100",
  dog: "00110",
  eel: "00011",
  fox: "01010",
  gnu: "10001",
  hen: "00101",
  ibis: "10010",
  jay: "01001",
  koi: "11100",
};
export const seen = ["ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hen"];
export const unseen = ["ibis", "jay", "koi"];

export const attributeTable = (classes: readonly string[] = Object.keys(signatures)): string =>
  ["class,a,b,c,d,e", ...classes.map((name) => [name, ...Array.from(signatures[name] ?? "")].join())].join("\n");

/** Writes `data/animals.csv` and `data/attributes.csv`. */
export async function writeDescribed(folder: string): Promise<void> {
  const random = randomFor("described table");
  const rows = Object.entries(signatures).flatMap(([name, bits]) =>
    Array.from({ length: 40 }, () => {
      // Each value mixes an attribute with its neighbour, so that it is not the attribute itself.
      const values = Array.from(bits, (bit, at) => {
        const neighbour = Number(bits[(at + 1) % bits.length]);
        return (Number(bit) + 0.5 * neighbour + random.uniform(-0.3, 0.3)).toFixed(3);
      });
      return [...values, name].join();
    }),
  );
  await mkdir(path.join(folder, "data"), { recursive: true });
  await writeFile(path.join(folder, "data/animals.csv"), ["v,w,x,y,z,animal", ...rows].join("\n"));
  await writeFile(path.join(folder, "data/attributes.csv"), attributeTable());
}

const animals = { dataset: "data/animals.csv", label: "animal" };

export const describedExperiment = {
  method: "zero-shot-attribute-embedding",
  source: { ...animals, classes: [...seen], architecture: "mlp", labelled: { perClass: 20 }, validation: "none" },
  target: { ...animals, classes: [...unseen] },
  semantics: { attributes: "data/attributes.csv" },
  options: {},
  training: { epochs: 20, batchSize: 32, optimizer: { learningRate: 0.003 }, seeds: [1, 2], earlyStopping: false },
  controls: [],
} as const satisfies RawExperiment;
