/**
 * A run is a list of jobs, one after the other: job 0 trains the source model where that is needed, each further job
 * is a trial. This drives one of them: rows, stages, checkpoints, and the gate between two steps.
 */
import type { Stage } from "../protocol/metrics";
import type { TrialReport } from "../training/trial";
import { TrialState } from "../training/trial-state";
import { drive } from "./drive";
import type { Gate } from "./gate";
import type { RunWriter } from "./run-writer";

/** A checkpoint of a small network costs a few milliseconds and a flush; more often than this is not worth it. */
const CHECKPOINT_INTERVAL_MS = 3000;
/** Training waits for a checkpoint, so that at most a fiftieth of its time goes into them, however large they are. */
const TIMES_ITS_COST = 50;

export interface Job<Outcome> {
  number: number;
  start: (state: TrialState) => AsyncGenerator<TrialReport, Outcome, void>;
  /** Called for each report before a checkpoint can be taken. */
  onReport: (report: TrialReport) => Promise<void>;
  stage: (report: TrialReport) => Stage;
}

export class JobRunner {
  private savedAt = Date.now();
  private intervalMs = CHECKPOINT_INTERVAL_MS;

  constructor(
    private readonly writer: RunWriter,
    private readonly gate: Gate,
  ) {}

  /** @returns undefined where the person stopped it; a checkpoint was written then */
  async run<Outcome>(job: Job<Outcome>): Promise<Outcome | undefined> {
    const { checkpoint } = this.writer;
    const state = new TrialState(checkpoint?.job === job.number ? checkpoint.state : undefined);
    const save = async () => {
      const start = Date.now();
      await this.writer.saveCheckpoint(job.number, state.snapshot());
      this.savedAt = Date.now();
      this.intervalMs = Math.max(CHECKPOINT_INTERVAL_MS, TIMES_ITS_COST * (this.savedAt - start));
    };
    return drive(job.start(state), async (report) => {
      await job.onReport(report);
      await this.writer.setStage(job.stage(report));
      await this.gate.pass({
        onPause: async () => {
          await save();
          await this.writer.setState("paused");
        },
        onContinue: () => this.writer.setState("running"),
      });
      if (this.gate.stopping || Date.now() - this.savedAt >= this.intervalMs) await save();
      return this.gate.stopping;
    });
  }
}
