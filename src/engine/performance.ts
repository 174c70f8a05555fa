/**
 * How the time of a run was spent, added up over the processes that carried it out. It lies in `performance.json`
 * between them; what a process that died had not written yet is missing.
 */
import type { Performance } from "../protocol/performance";
import type { Problem } from "../protocol/problem";
import { readJson, writeJson } from "../runs/json-file";
import { runFiles, timeSpentSchema, type TimeSpent } from "../runs/layout";
import type { Services } from "../training/services";

/** What is measured in one process. */
export type Measured = Pick<Services, "performance"> & { compiler: Pick<Services["compiler"], "counts"> };

const nothing: TimeSpent = {
  version: 1,
  graphSteps: 0,
  plainSteps: 0,
  reasons: [],
  largestDifference: 0,
  trainingMs: 0,
  waitedMs: 0,
  featuresComputed: 0,
  featuresReused: 0,
};

export class RunPerformance {
  private constructor(
    private readonly file: string,
    private readonly measured: Measured,
    private readonly earlier: TimeSpent,
    /** What was wrong with the file of the processes before. */
    readonly problems: readonly Problem[],
  ) {}

  /** @param goesOn whether the run goes on from a checkpoint; one that begins again counts from zero */
  static async open(runDirectory: string, measured: Measured, goesOn: boolean): Promise<RunPerformance> {
    const file = runFiles(runDirectory).performance;
    if (!goesOn) return new RunPerformance(file, measured, nothing, []);
    const read = await readJson(file, timeSpentSchema);
    if (read.ok) return new RunPerformance(file, measured, read.value, []);
    return new RunPerformance(file, measured, nothing, read.missing ? [] : [startsAnew(read.problem)]);
  }

  /** @throws ProblemError for a full disk, a missing permission and the like */
  async save(): Promise<void> {
    await writeJson(this.file, this.total());
  }

  /** As the report says it. */
  summary(): Performance {
    const { graphSteps, plainSteps, reasons, largestDifference, ...times } = this.total();
    const { trainingMs, waitedMs, featuresComputed, featuresReused } = times;
    return {
      graphSteps,
      plainSteps,
      reasons,
      largestDifference,
      dataWaitShare: trainingMs === 0 ? 0 : Math.min(1, waitedMs / trainingMs),
      features: { computed: featuresComputed, reused: featuresReused },
      trainingMs: Math.round(trainingMs),
    };
  }

  private total(): TimeSpent {
    const { earlier } = this;
    const { performance, compiler } = this.measured;
    const { graph, plain, difference, reasons } = compiler.counts;
    return {
      version: 1,
      graphSteps: earlier.graphSteps + graph,
      plainSteps: earlier.plainSteps + plain,
      reasons: [...new Set([...earlier.reasons, ...reasons])],
      largestDifference: Math.max(earlier.largestDifference, difference),
      trainingMs: earlier.trainingMs + performance.trainingMs,
      waitedMs: earlier.waitedMs + performance.waitedMs,
      featuresComputed: earlier.featuresComputed + performance.featuresComputed,
      featuresReused: earlier.featuresReused + performance.featuresReused,
    };
  }
}

/** Figures of speed are not worth a run. */
const startsAnew = (problem: Problem): Problem => ({
  ...problem,
  severity: "info",
  message: `${problem.message}; how the time was spent is counted from here on`,
});
