/**
 * The measured problems of an experiment file: those of its newest finished run, as far as they are still about the
 * file. A problem goes as soon as what it is about, or what one of its fixes would change, is not as the run had it.
 */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { t } from "@vscode/l10n";
import { z } from "zod";
import type { Experiment } from "../../experiment/types";
import type { JsonPath, Problem } from "../../protocol/problem";
import type { Report } from "../../protocol/report";
import { layerViewSchema } from "../../protocol/view";
import { isEnglish } from "../../methods/in-language";
import { readJson } from "../json-file";
import { experimentName, experimentOfRun, runFiles, runsFolder } from "../layout";
import { readMetrics } from "../metrics-log";
import { readRun, type RunRecord } from "../read-run";
import { keyOf, warningsSaidAgain } from "../said-again";

export interface LastRun {
  /** As the run had it. */
  experiment: Experiment;
  warnings: readonly Problem[];
}

/** The newest run that has finished and can be read; runs that are damaged or of a newer version are passed over. */
export async function lastFinishedRun(experimentFile: string): Promise<LastRun | undefined> {
  const [folder, name] = [runsFolder(experimentFile), experimentName(experimentFile)];
  const entries = await readdir(folder).catch(() => []);
  const runs = entries.filter((entry) => entry !== name && experimentOfRun(entry) === name);
  for (const entry of runs.toSorted().reverse()) {
    const run = await readRun(path.join(folder, entry));
    if ("problem" in run || run.state !== "finished" || run.report === undefined) continue;
    const { experiment, report } = run;
    return { experiment, warnings: isEnglish() ? report.warnings : await translatedWarnings(run, report) };
  }
  return undefined;
}

/** A folder has them in English, so what its rows say is worked out again. */
async function translatedWarnings({ directory, experiment }: RunRecord, report: Report): Promise<readonly Problem[]> {
  const { warnings, verdict } = report;
  if (warnings.length === 0) return warnings;
  const files = runFiles(directory);
  const [network, { rows }] = await Promise.all([
    readJson(files.network, z.array(layerViewSchema)),
    readMetrics(files.metrics),
  ]);
  return network.ok ? warningsSaidAgain(warnings, { experiment, layers: network.value, rows, verdict }) : warnings;
}

/**
 * @param experiment as the file has it now
 * @param known problems that the checks find in the file as it is; what they say is not said again
 */
export function problemsOfLastRun(experiment: Experiment, run: LastRun, known: readonly Problem[]): Problem[] {
  const file = path.basename(experiment.file);
  const said = new Set(known.map(keyOf));
  const isSame = isDeepStrictEqual({ ...run.experiment, file: "" }, { ...experiment, file: "" });
  return run.warnings
    .filter((problem) => problem.path !== undefined && path.basename(problem.file) === file && isMeasured(problem))
    .filter((problem) => !said.has(keyOf(problem)) && stillConcerns(problem, run.experiment, experiment))
    .map((problem) => {
      const message = isSame
        ? problem.message
        : t("in the last run, with other settings than now, {0}", problem.message);
      return { ...problem, file: experiment.file, message };
    });
}

/** Areas of the checks, which look at the file as it is now; most other warnings of a run it has measured. */
const CHECKED = /^(controls|data|engine|experiment|layers|semantics|source|sweep|target|training)\//;

const MEASURED_TOO: readonly string[] = ["data/near-duplicates", "source/weak"];

const isMeasured = ({ code }: Problem): boolean => MEASURED_TOO.includes(code) || !CHECKED.test(code);

function stillConcerns({ path: at = [], fixes = [] }: Problem, then: Experiment, now: Experiment): boolean {
  const concerned = [at, ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.path))];
  return concerned.every((place) => isDeepStrictEqual(partAt(then, place), partAt(now, place)));
}

/** Sections whose settings stand on their own. */
const SECTIONS: readonly unknown[] = ["options", "target", "training"];

/** A section of an experiment, or a setting of one. */
function partAt(experiment: Experiment, [section, setting]: JsonPath): unknown {
  const part = Object.entries(experiment).find(([key]) => key === section)?.[1];
  if (!SECTIONS.includes(section) || setting === undefined || typeof part !== "object" || part === null) return part;
  return Object.entries(part).find(([key]) => key === setting)?.[1];
}
