import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Command } from "commander";
import { TRANSFER_ARM } from "../../protocol/metrics";
import type { Report } from "../../protocol/report";
import { writeText } from "../../runs/json-file";
import { resolveRuntime } from "../../runtime/resolve";
import type { Runtime } from "../../runtime/runtime";
import { shots } from "../../sample/fine-tuning";
import { command, exitWith } from "../command";
import { conclude } from "../conclude";
import { demoRow, demoTable, type DemoRow } from "../demo-rows";
import { exitCodes } from "../exit-codes";
import { findRun } from "../find-run";
import { interruptible } from "../interrupt";
import { durationText, note, print } from "../print";
import { runExperiment } from "../run-experiment";
import { withProgress } from "../task-progress";

interface DemoOptions {
  json?: string;
  folder?: string;
}

export const demoCommand = (): Command =>
  command("demo", "see what transfer brings to 1, 5 and 20 labelled digits of each kind: sets up, trains, compares")
    .option("--json <file>", "write the accuracies to a JSON file as well")
    .option("--folder <folder>", "where to make the sample workspace; a new temporary folder if left out")
    .action(exitWith(demo));

async function demo({ json, folder: named }: DemoOptions): Promise<number> {
  const start = performance.now();
  const folder =
    named === undefined ? await mkdtemp(path.join(os.tmpdir(), "transfer-lab-demo-")) : path.resolve(named);
  const runtime = await setUp(folder);
  const trainingStart = performance.now();
  print(`Set-up took ${durationText(trainingStart - start)}; the sample workspace is ${folder}`);
  const rows: DemoRow[] = [];
  let exitCode: number = exitCodes.ok;
  for (const { file, title, perClass } of shots) {
    print(`\n${title}`);
    const run = await runExperiment(path.join(folder, file), { json: false, runtime: () => Promise.resolve(runtime) });
    if (run === undefined) return exitCodes.badInput;
    const code = await conclude(run.directory, run.outcome, { json: false });
    if (code !== exitCodes.ok && code !== exitCodes.negativeTransfer) return code;
    exitCode ||= code;
    rows.push(demoRow(perClass, await finishedReport(run.directory)));
  }
  print(["", "Test accuracy by labelled examples of each digit", ...demoTable(rows), ""].join("\n"));
  print(`Training took ${durationText(performance.now() - trainingStart)}`);
  if (json !== undefined) await writeText(path.resolve(json), `${JSON.stringify({ rows }, null, 2)}\n`);
  return exitCode;
}

async function setUp(folder: string): Promise<Runtime> {
  const { createSampleWorkspace } = await import("../../sample/create-sample-workspace");
  const runtime = await interruptible((signal) =>
    withProgress(async (onProgress) => {
      await createSampleWorkspace(folder, { onProgress, signal });
      return resolveRuntime({ allowInstall: true, onProgress, signal });
    }),
  );
  if (runtime.kind === "javascript") note(`Training uses JavaScript and takes long. ${runtime.why.join(" ")}`);
  return runtime;
}

async function finishedReport(directory: string): Promise<Report> {
  const { report } = await findRun(directory);
  if (report?.arms.some(({ arm }) => arm === TRANSFER_ARM) === true) return report;
  throw new Error(`the finished run ${directory} has no report`);
}
