/** Writes what happens in a run: into its folder first, then to the client. */
import type { FromEngine } from "../protocol/engine";
import type { MetricRow, RunState, Stage } from "../protocol/metrics";
import { problemSchema, type Problem } from "../protocol/problem";
import type { Report } from "../protocol/report";
import { writeJson } from "../runs/json-file";
import { runFiles } from "../runs/layout";
import type { JsonLinesWriter } from "../runs/json-lines";
import { openMetricsLog, openWarningsLog, readMetrics, readWarnings } from "../runs/metrics-log";
import { writeStatus } from "../runs/status";
import { EventLog } from "../runs/tensorboard/event-log";
import { writeProblem } from "../runs/write-problem";
import { writing } from "../runs/write-problem";
import type { SavedState } from "../training/trial-state";
import { readCheckpoint, writeCheckpoint } from "./checkpoint";
import type { Checkpoint } from "./checkpoint-format";

/** The stage in `state.json` is for who opens the run later; it is not rewritten more often. */
const STAGE_INTERVAL_MS = 1000;

interface Opened {
  directory: string;
  startedAt: string;
  send: (message: FromEngine) => void;
  metrics: JsonLinesWriter<MetricRow>;
  warnings: JsonLinesWriter<Problem>;
  warned: Set<string>;
  /** For TensorBoard, where the run has them. */
  events: EventLog | undefined;
}

export class RunWriter {
  private state: RunState = "starting";
  private stage: Stage | undefined;
  private stageWrittenAt = 0;

  private constructor(
    private readonly opened: Opened,
    /** Rows kept from before a resume. */
    readonly earlier: readonly MetricRow[],
    readonly checkpoint: Checkpoint | undefined,
  ) {
    this.concluding = earlier.filter(isConcluding);
  }

  /** Rows of epochs and trials so far: what a report is made of. */
  readonly concluding: MetricRow[];

  /** @param resume go on from the last checkpoint; rows behind it are cut off */
  static async open(
    directory: string,
    { resume, ...rest }: Pick<Opened, "startedAt" | "send"> & { resume: boolean },
  ): Promise<RunWriter> {
    const files = runFiles(directory);
    const metrics = await openMetricsLog(files.metrics);
    const { checkpoint, problems } = resume
      ? await readCheckpoint(files.checkpoints, metrics.bytes)
      : { checkpoint: undefined, problems: [] };
    await metrics.truncateTo(checkpoint?.metricsBytes ?? 0);
    const warnings = await openWarningsLog(files.warnings);
    const warned = new Set((await readWarnings(files.warnings)).rows.map(keyOf));
    const { rows } = await readMetrics(files.metrics);
    let events: EventLog | undefined;
    const trouble = await unlessBroken(files.tensorBoard, async () => {
      events = await EventLog.open(directory, rows);
    });
    const opened = { directory, metrics, warnings, warned, events, ...rest };
    const writer = new RunWriter(opened, rows, checkpoint);
    for (const problem of [...problems, ...trouble]) await writer.warn(problem);
    return writer;
  }

  get warnings(): Problem[] {
    return [...this.opened.warned].map((key) => problemSchema.parse(JSON.parse(key)));
  }

  async row(row: MetricRow): Promise<void> {
    if (isConcluding(row)) this.concluding.push(row);
    await this.opened.metrics.append([row]);
    this.opened.send({ type: "row", row });
    await this.tellEvents((events) => events.row(row));
  }

  /** The result of the run. */
  async report(report: Report): Promise<void> {
    await writeJson(runFiles(this.opened.directory).report, report);
    await this.tellEvents((events) => events.report(report));
  }

  async warn(problem: Problem): Promise<void> {
    const key = keyOf(problem);
    if (this.opened.warned.has(key)) return;
    this.opened.warned.add(key);
    await this.opened.warnings.append([problem]);
    this.opened.send({ type: "warning", problem });
  }

  async setState(state: RunState, problem?: Problem): Promise<void> {
    this.state = state;
    await this.writeState(problem);
    this.opened.send({ type: "state", state });
  }

  async setStage(stage: Stage): Promise<void> {
    if (JSON.stringify(stage) === JSON.stringify(this.stage)) return;
    this.stage = stage;
    this.opened.send({ type: "stage", stage });
    if (Date.now() - this.stageWrittenAt >= STAGE_INTERVAL_MS) await this.writeState();
  }

  async saveCheckpoint(job: number, state: SavedState): Promise<void> {
    await this.opened.metrics.flush();
    const { checkpoints } = runFiles(this.opened.directory);
    await writing(checkpoints, () =>
      writeCheckpoint(checkpoints, { job, metricsBytes: this.opened.metrics.bytes, state }),
    );
  }

  async close(): Promise<void> {
    await this.opened.metrics.flush();
    await Promise.all([this.opened.metrics.close(), this.opened.warnings.close()]);
  }

  /** They are an extra: where they cannot be written the run goes on without them, and says so. */
  private async tellEvents(tell: (events: EventLog) => Promise<void>): Promise<void> {
    const { events, directory } = this.opened;
    if (events === undefined) return;
    const trouble = await unlessBroken(runFiles(directory).tensorBoard, () => tell(events));
    if (trouble.length > 0) this.opened.events = undefined;
    for (const problem of trouble) await this.warn(problem);
  }

  private async writeState(problem?: Problem): Promise<void> {
    this.stageWrittenAt = Date.now();
    const isOver = this.state === "finished" || this.state === "stopped" || this.state === "failed";
    await writeStatus(this.opened.directory, {
      state: this.state,
      startedAt: this.opened.startedAt,
      ...(isOver ? {} : { pid: process.pid }),
      ...(this.stage === undefined ? {} : { stage: this.stage }),
      ...(problem === undefined ? {} : { problem }),
    });
  }
}

/** @returns why event files could not be written, if so */
async function unlessBroken(file: string, write: () => Promise<void>): Promise<Problem[]> {
  try {
    await write();
    return [];
  } catch (error) {
    const reason = writeProblem(error, file)?.message ?? (error instanceof Error ? error.message : String(error));
    const message = `event files for TensorBoard are no longer written: ${reason}; the run itself goes on`;
    return [{ severity: "warning", code: "runs/no-event-files", file, message }];
  }
}

const isConcluding = ({ type }: MetricRow): boolean => type !== "step";

/** Keys come in the order of the schema, so that the same problem has the same text before and after it was stored. */
const keyOf = (problem: Problem): string => JSON.stringify(problemSchema.parse(problem));
