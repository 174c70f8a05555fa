/** Run folders as an engine leaves them, in any number: whole, finished, and with as many rows as a long run has. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { inParallel } from "../../src/data/in-parallel";
import type { EpochRow } from "../../src/protocol/metrics";
import { createRun } from "../../src/runs/create-run";
import { runFiles, runsFolder } from "../../src/runs/layout";
import { experimentAt } from "../../test/fixtures/experiment";
import { reportOf } from "../../test/fixtures/report";

const arms = ["transfer", "scratch"];
const seeds = [1, 2, 3, 4, 5];
const epochs = 100;
/** Of the metrics of one run. */
export const ROWS = arms.length * seeds.length * epochs;

const names = ["pets", "uci-digits", "vowels", "letters"];
const rates = [0.001, 0.003, 0.01];

/** @param folder of the experiment files, which are made too */
export async function writeRuns(folder: string, count: number): Promise<void> {
  for (const name of names) await writeFile(path.join(folder, `${name}.transfer.json`), "{}");
  const indices = Array.from({ length: count }, (_, index) => index);
  await inParallel(indices, 16, (index) => writeRun(folder, index));
}

/** Makes the folder of a run that begins now. @returns the folder */
export async function newRun(folder: string, name: string): Promise<string> {
  return (await createRun(experimentAt(path.join(folder, `${name}.transfer.json`)), "{}")).directory;
}

async function writeRun(folder: string, index: number): Promise<void> {
  const name = names[index % names.length] ?? "";
  const file = path.join(folder, `${name}.transfer.json`);
  const started = new Date(Date.UTC(2026, 0, 1) + index * 3_600_000);
  const stamp = started.toISOString().replaceAll(/[-:]/g, "").replace("T", "-").slice(0, 15);
  const directory = path.join(runsFolder(file), `${name}-${stamp}-${index.toString(16).padStart(4, "0")}`);
  const files = runFiles(directory);
  await mkdir(directory, { recursive: true });
  const write = (target: string, value: unknown) => writeFile(target, JSON.stringify(value));
  const experiment = experimentAt(file);
  const { training } = experiment;
  const learningRate = rates[index % rates.length] ?? 0.001;
  await write(files.experiment, {
    ...experiment,
    training: { ...training, epochs, seeds, optimizer: { ...training.optimizer, learningRate } },
  });
  await write(files.report, reportWith(0.7 + (0.25 * ((index * 37) % 100)) / 100));
  await write(files.network, layers(index));
  const startedAt = started.toISOString();
  await write(files.state, {
    version: 1,
    state: "finished",
    startedAt,
    updatedAt: new Date(+started + 60_000).toISOString(),
  });
  await writeFile(
    files.metrics,
    rowsOf(index)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(""),
  );
}

function reportWith(mean: number) {
  const report = reportOf();
  const figure = { mean, low: mean - 0.01, high: mean + 0.01, n: seeds.length };
  return { ...report, arms: report.arms.map((one) => (one.arm === "transfer" ? { ...one, figure } : one)) };
}

const layers = (index: number) =>
  ["conv1", "conv2", "dense1", "head"].map((name, at) => ({
    ...{ name, kind: "Dense", outputShape: [8], parameters: 80, origin: name === "head" ? "new" : "copied" },
    training: name !== "head" && at < index % 4 ? "frozen" : "trained",
  }));

function rowsOf(index: number): EpochRow[] {
  const end = 0.7 + (0.25 * ((index * 37) % 100)) / 100;
  return arms.flatMap((arm) =>
    seeds.flatMap((seed) =>
      Array.from({ length: epochs }, (_, at): EpochRow => {
        const wave = 0.02 * Math.sin(at * 1.7 + seed + index);
        const accuracy = end * (1 - Math.exp(-(at + 1) / 12)) + wave;
        const figures = { lossNats: 2.3 * (1 - accuracy), accuracy };
        return { type: "epoch", arm, seed, epoch: at + 1, step: 4 * (at + 1), train: figures, validation: figures };
      }),
    ),
  );
}
