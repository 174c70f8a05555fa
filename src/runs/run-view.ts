/** What the run panel and a saved report show, put together from the run folder. */
import { z } from "zod";
import { armTitle } from "../methods/arm-title";
import { methodById } from "../methods/index";
import { TRANSFER_ARM } from "../protocol/metrics";
import type { Problem } from "../protocol/problem";
import { layerViewSchema, type RunView } from "../protocol/view";
import { readJson } from "./json-file";
import { experimentName, runFiles, type Environment } from "./layout";
import { readMetrics, readWarnings } from "./metrics-log";
import { readRun } from "./read-run";

/** A view of a run folder, and where in the metrics it ends: the place to follow a run from. */
export interface RunViewAt {
  view: RunView;
  nextByte: number;
}

/** @returns `problem` where the folder is damaged, not a run's, or made by a newer version */
export async function readRunView(runDirectory: string): Promise<RunView | { problem: Problem }> {
  const read = await readRunViewAt(runDirectory);
  return "problem" in read ? read : read.view;
}

/** The same, for who goes on with `readMetrics(file, nextByte)`. */
export async function readRunViewAt(runDirectory: string): Promise<RunViewAt | { problem: Problem }> {
  const files = runFiles(runDirectory);
  const run = await readRun(runDirectory);
  if ("problem" in run) return run;
  const [network, metrics, warnings] = await Promise.all([
    readJson(files.network, z.array(layerViewSchema)),
    readMetrics(files.metrics),
    readWarnings(files.warnings),
  ]);
  if (!network.ok && !network.missing) return { problem: network.problem };
  const { experiment, status, environment, report } = run;
  const view: RunView = {
    runId: run.runId,
    experiment: experimentName(experiment.file),
    experimentFile: experiment.file,
    method: methodById(experiment.method)?.title ?? experiment.method,
    state: run.state,
    ...(status.stage && { stage: status.stage }),
    runtime: environment === undefined ? "" : runtimeTitle(environment),
    startedAt: status.startedAt,
    arms: armsOf(experiment),
    seeds: experiment.training.seeds,
    epochs: experiment.training.epochs,
    layers: network.ok ? network.value : [],
    rows: metrics.rows,
    ...(report && { report }),
    problems: [
      ...(status.problem === undefined ? [] : [status.problem]),
      ...warnings.rows,
      ...metrics.problems,
      ...warnings.problems,
    ],
  };
  return { view, nextByte: metrics.nextByte };
}

/** `TensorFlow 2.21.0 (native)`, `tfjs 4.22.0 (JavaScript)`. */
export function runtimeTitle({ backend, backendVersion }: Pick<Environment, "backend" | "backendVersion">): string {
  return backend === "tensorflow" ? `TensorFlow ${backendVersion} (native)` : `tfjs ${backendVersion} (JavaScript)`;
}

/** The method's own arm and its controls, in the order in which they are drawn. */
export function armsOf(experiment: { method: string; controls: readonly string[] }): { arm: string; title: string }[] {
  return [TRANSFER_ARM, ...experiment.controls].map((arm) => ({ arm, title: armTitle(experiment.method, arm) }));
}
