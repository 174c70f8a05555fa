/** What a run folder says of itself, without its metrics. */
import path from "node:path";
import { experimentSchema, type Experiment } from "../experiment/types";
import { TRANSFER_ARM, type RunState } from "../protocol/metrics";
import type { Problem } from "../protocol/problem";
import { reportSchema, type Interval, type Report } from "../protocol/report";
import { readJson, type ReadResult } from "./json-file";
import { environmentSchema, runFiles, type Environment, type RunStatus } from "./layout";
import { reportInLanguage } from "./report-in-language";
import { effectiveState, readStatus } from "./status";

export interface RunRecord {
  runId: string;
  directory: string;
  experiment: Experiment;
  /** As it really is: `interrupted` where the process of an ongoing run is gone. */
  state: RunState;
  status: RunStatus;
  environment?: Environment;
  report?: Report;
  headline?: Headline;
}

/** What a tree or a list shows of a finished run. */
export interface Headline {
  title: string;
  unit: Report["headline"]["unit"];
  /** Of the method's own arm; a sweep has none. */
  figure?: Interval;
  /** Against the first control. */
  gain?: { title: string; gain: Interval };
  verdict: Report["verdict"];
}

/** @returns `problem` where the folder is damaged, not a run's, or made by a newer version */
export async function readRun(runDirectory: string): Promise<RunRecord | { problem: Problem }> {
  const files = runFiles(runDirectory);
  const [status, experiment, environment, report] = await Promise.all([
    readStatus(runDirectory),
    readExperiment(runDirectory),
    readJson(files.environment, environmentSchema),
    readJson(files.report, reportSchema),
  ]);
  if (!status.ok) return { problem: status.problem };
  if (!experiment.ok) return { problem: experiment.problem };
  for (const optional of [environment, report])
    if (!optional.ok && !optional.missing) return { problem: optional.problem };
  const said = report.ok ? reportInLanguage(report.value, experiment.value) : undefined;
  return {
    runId: path.basename(runDirectory),
    directory: runDirectory,
    experiment: experiment.value,
    state: effectiveState(status.value),
    status: status.value,
    ...(environment.ok && { environment: environment.value }),
    ...(said && { report: said, headline: headlineOf(said) }),
  };
}

/** The experiment of a run, with its file where the folder is now: it may have been moved since. */
export async function readExperiment(runDirectory: string): Promise<ReadResult<Experiment>> {
  const read = await readJson(runFiles(runDirectory).experiment, experimentSchema);
  if (!read.ok) return read;
  const folder = path.resolve(runDirectory, "..", "..", "..");
  return { ok: true, value: { ...read.value, file: path.join(folder, path.basename(read.value.file)) } };
}

function headlineOf(report: Report): Headline {
  const arm = report.arms.find(({ arm }) => arm === TRANSFER_ARM);
  const [gain] = report.gains;
  return {
    title: report.headline.title,
    unit: report.headline.unit,
    ...(arm && { figure: arm.figure }),
    ...(gain && { gain: { title: gain.title, gain: gain.gain } }),
    verdict: report.verdict,
  };
}
