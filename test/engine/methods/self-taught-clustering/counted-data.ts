/** Tables of counts: rows of a kind have most of their counts in the columns of that kind. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { RawExperiment } from "../../../../src/experiment/raw";
import { randomFor } from "../../../../src/math/random";

export const features = 12;

/** @param kinds names of the rows' kinds, which are the labels @param counts of each row */
export function countsText(
  kinds: readonly string[],
  perKind: number,
  { counts = 20, purpose = "counts" } = {},
): string {
  const random = randomFor("counts", purpose);
  const rows = Array.from({ length: perKind }, () =>
    kinds.map((name, kind) => {
      const row = new Array<number>(features).fill(0);
      for (let drawn = 0; drawn < counts; drawn++) {
        const own = kind * 4 + random.integer(0, 3);
        const column = random.uniform(0, 1) < 0.7 ? own % features : random.integer(0, features - 1);
        row[column] = (row[column] ?? 0) + 1;
      }
      return [...row, name].join();
    }),
  );
  const header = [...Array.from({ length: features }, (_, column) => `w${column}`), "kind"].join();
  return `${header}\n${rows.flat().join("\n")}\n`;
}

export async function writeCounts(folder: string): Promise<void> {
  await mkdir(path.join(folder, "data"), { recursive: true });
  await writeFile(path.join(folder, "data/target.csv"), countsText(["x", "y", "z"], 8, { purpose: "target" }));
  await writeFile(path.join(folder, "data/source.csv"), countsText(["p", "q", "r"], 30, { purpose: "source" }));
}

export const clusteringExperiment = {
  method: "self-taught-clustering",
  source: { dataset: "data/source.csv" },
  target: { dataset: "data/target.csv" },
  options: { featureClusters: 4, sourceClusters: 3, restarts: 3, rounds: 12 },
  training: { seeds: [1, 2] },
  controls: ["target-alone", "pooled", "k-means"],
} as const satisfies Record<string, unknown> & { method: RawExperiment["method"] };
