/**
 * A folder in which experiments run one after the other, in this process, by the code that the engine's process runs:
 * what a person would get of the same files. For findings and their small versions in the tests.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Gate } from "../../src/engine/gate";
import { executeRun } from "../../src/engine/run";
import { RunWriter } from "../../src/engine/run-writer";
import { studies } from "../../src/engine/studies";
import { parseExperiment } from "../../src/experiment/parse";
import type { Experiment } from "../../src/experiment/types";
import { RecordCache } from "../../src/records/record-cache";
import { formatProblem, type Problem } from "../../src/protocol/problem";
import { reportSchema, type Report } from "../../src/protocol/report";
import { createRun } from "../../src/runs/create-run";
import { readJson } from "../../src/runs/json-file";
import { runFiles } from "../../src/runs/layout";
import type { Backend } from "../../src/training/backend";
import { createServices } from "../../src/training/services";

export interface LabRun {
  /** Run folder, absolute. */
  directory: string;
  report: Report;
  /** What the run warned of. */
  warnings: readonly Problem[];
}

export class Lab {
  private number = 0;

  /**
   * @param folder where experiment files and `.transfer-lab` lie; made where it is missing
   * @param backend started
   */
  constructor(
    readonly folder: string,
    private readonly backend: Backend,
  ) {}

  /**
   * Runs an experiment to its end.
   *
   * @param experiment as its file says it; paths are absolute or start at the folder of the lab
   * @throws Error with its problems where it is not valid; ProblemError where the run fails
   */
  async run(experiment: object, name = `experiment-${++this.number}`): Promise<LabRun> {
    const { parsed, text } = await this.write(experiment, name);
    const { directory } = await createRun(parsed, text);
    const startedAt = new Date().toISOString();
    const writer = await RunWriter.open(directory, { resume: false, startedAt, send: () => undefined });
    const records = await RecordCache.open({ folder: path.join(this.folder, "records") });
    const services = createServices(this.backend, records);
    try {
      const options = { experiment: parsed, runDirectory: directory, writer, gate: new Gate(), services };
      const reason = await executeRun({ ...options, backend: this.backend });
      await writer.setState(reason);
    } finally {
      await services.dispose();
      await records.close();
      await writer.close();
    }
    const report = await readJson(runFiles(directory).report, reportSchema);
    if (!report.ok) throw new Error(formatProblem(report.problem));
    return { directory, report: report.value, warnings: writer.warnings };
  }

  /**
   * Carries out a study of an experiment.
   *
   * @returns what it found
   * @throws Error where the experiment is not valid; ProblemError where the study cannot be done
   */
  async study(name: string, experiment: object, options: unknown): Promise<unknown> {
    const { parsed } = await this.write(experiment, `study-${++this.number}`);
    const records = await RecordCache.open({ folder: path.join(this.folder, "records") });
    const services = createServices(this.backend, records);
    try {
      return await studies[name]?.({
        ...{ experiment: parsed, options, backend: this.backend, services, signal: new AbortController().signal },
        stage: () => undefined,
        warn: () => undefined,
        stops: () => Promise.resolve(false),
      });
    } finally {
      await services.dispose();
      await records.close();
    }
  }

  private async write(experiment: object, name: string): Promise<{ parsed: Experiment; text: string }> {
    const file = path.join(this.folder, `${name}.transfer.json`);
    const text = JSON.stringify(experiment, null, 2);
    await mkdir(this.folder, { recursive: true });
    await writeFile(file, text);
    const { experiment: parsed, problems } = parseExperiment(text, file);
    if (parsed === undefined) throw new Error(problems.map(formatProblem).join("\n"));
    return { parsed, text };
  }
}
