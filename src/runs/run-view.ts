/** What the run panel and a saved report show, put together from the run folder. */
import { z } from "zod";
import { armTitle, methodTitle } from "../methods/arm-title";
import type { Experiment } from "../experiment/types";
import type { Measured } from "../methods/define";
import { concludedOf } from "../methods/concluded";
import { inLanguage } from "../methods/in-language";
import { methodById } from "../methods/index";
import { TRANSFER_ARM, type MetricRow } from "../protocol/metrics";
import type { Problem } from "../protocol/problem";
import type { Headline, ReportPart } from "../protocol/report";
import { layerViewSchema, type ChartView, type RunView } from "../protocol/view";
import { headlineOf } from "./headline";
import { readJson } from "./json-file";
import { experimentName, runFiles, type Environment } from "./layout";
import { readMetrics, readWarnings } from "./metrics-log";
import { readExperiment, readRun } from "./read-run";
import { headlineInLanguage } from "./report-in-language";
import { saidAgain } from "./said-again";

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
  const { experiment, status, environment } = run;
  const { rows } = metrics;
  const layers = network.ok ? network.value : [];
  const measured = { experiment, layers, rows };
  const { report, log } = run.report
    ? saidAgain({ report: run.report, log: warnings.rows }, measured)
    : { log: warnings.rows };
  const view: RunView = {
    runId: run.runId,
    experiment: experimentName(experiment.file),
    experimentFile: experiment.file,
    method: methodTitle(experiment.method),
    state: run.state,
    ...(status.stage && { stage: status.stage }),
    runtime: runtimeTitle(environment),
    startedAt: status.startedAt,
    arms: armsOf(experiment, rows),
    sweep: experiment.sweep !== null,
    target: experiment.target.name,
    headline:
      report?.headline ?? headlineInLanguage(headlineOf(methodById(experiment.method) ?? ofUnknown, experiment)),
    seeds: experiment.training.seeds,
    epochs: experiment.training.epochs,
    layers,
    charts: chartsOf(experiment),
    rows,
    parts: report?.parts ?? partsOf(measured),
    ...(report && { report }),
    problems: [
      ...(status.problem === undefined ? [] : [status.problem]),
      ...log,
      ...metrics.problems,
      ...warnings.problems,
    ],
  };
  return { view, nextByte: metrics.nextByte };
}

/** What a method that this version does not know is judged by. */
const ofUnknown: { headline: Headline } = {
  headline: { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" },
};

/** @param measured so far @returns what only its method shows */
export const partsOf = (measured: Measured): ReportPart[] =>
  concludedOf(methodById(measured.experiment.method), measured).parts;

/** The same of a run folder as it is now; undefined where it cannot be read, or is of a method that this version does not know. */
export async function readParts(runDirectory: string): Promise<ReportPart[] | undefined> {
  const experiment = await readExperiment(runDirectory);
  if (!experiment.ok || methodById(experiment.value.method) === undefined) return undefined;
  const files = runFiles(runDirectory);
  const [network, { rows }] = await Promise.all([
    readJson(files.network, z.array(layerViewSchema)),
    readMetrics(files.metrics),
  ]);
  return partsOf({ experiment: experiment.value, layers: network.ok ? network.value : [], rows });
}

function chartsOf({ method }: Pick<Experiment, "method">): ChartView[] {
  const charts = methodById(method)?.charts ?? [];
  return charts.map(({ arms = [TRANSFER_ARM], draws, ...chart }) => ({
    ...chart,
    title: inLanguage(chart.title),
    describe: inLanguage(chart.describe),
    draws: "figures" in draws ? { figures: [...draws.figures] } : draws,
    arms: [...arms],
  }));
}

/** `TensorFlow 2.21.0 (native)`, `tfjs 4.22.0 (JavaScript)`; empty before an engine has said it. */
function runtimeTitle(environment: Environment | undefined): string {
  if (environment === undefined) return "";
  const { backend, backendVersion } = environment;
  return backend === "tensorflow" ? `TensorFlow ${backendVersion} (native)` : `tfjs ${backendVersion} (JavaScript)`;
}

/**
 * The arms in the order in which they are drawn: the method's own and its controls; of a sweep those that have rows, in
 * the order in which they came.
 */
export function armsOf(
  { method, controls, sweep }: Pick<Experiment, "method" | "controls" | "sweep">,
  rows: readonly MetricRow[],
): { arm: string; title: string }[] {
  const arms = sweep === null ? [TRANSFER_ARM, ...controls] : new Set(rows.map(({ arm }) => arm));
  return [...arms].map((arm) => ({ arm, title: armTitle(method, arm) }));
}
