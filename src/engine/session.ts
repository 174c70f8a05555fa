/** The one run of an engine process: takes requests, answers each, and reports its end exactly once. */
import path from "node:path";
import type { Experiment } from "../experiment/types";
import type { FromEngine, ToEngine } from "../protocol/engine";
import { ProblemError, type Problem } from "../protocol/problem";
import { acquireLock, type RunLock } from "../runs/lock";
import { readExperiment } from "../runs/read-run";
import { readStatus } from "../runs/status";
import { writeProblem } from "../runs/write-problem";
import type { Backend } from "../training/backend";
import { createServices } from "../training/services";
import { Gate } from "./gate";
import { openRecords } from "./open-records";
import { executeRun } from "./run";
import { RunWriter } from "./run-writer";

export class Session {
  private readonly gate = new Gate();
  private started = false;
  /** True once the run has ended and everything is written: the process can go. */
  isOver = false;

  constructor(
    private readonly backend: Backend,
    private readonly send: (message: FromEngine) => void,
  ) {}

  /** Answers the request; a `run` or `resume` is answered once it holds the lock, and goes on from there. */
  async handle(request: ToEngine): Promise<void> {
    switch (request.type) {
      case "pause":
        this.gate.pause();
        break;
      case "continue":
        this.gate.continue();
        break;
      case "stop":
        this.gate.stop();
        break;
      case "run":
      case "resume":
        return this.begin(request);
    }
    this.send({ type: "reply", id: request.id });
  }

  private async begin({ id, type, runDirectory }: Begin): Promise<void> {
    if (this.started) {
      const problem = engineProblem("engine/one-run", "an engine process carries out one run; start another engine");
      this.send({ type: "reply", id, problem });
      return;
    }
    this.started = true;
    const held = await this.hold(runDirectory);
    if (!held.ok) {
      this.send({ type: "reply", id, problem: held.problem });
      this.isOver = true;
      return;
    }
    this.send({ type: "reply", id });
    const last = await this.carryOut(runDirectory, held.experiment, type === "resume");
    await held.lock.release();
    this.send(last);
    this.isOver = true;
  }

  /** Takes the lock of the experiment, so that no other engine runs it meanwhile. */
  private async hold(runDirectory: string): Promise<Held> {
    const experiment = await readExperiment(runDirectory);
    if (!experiment.ok) return refused(experiment.problem);
    try {
      const owner = { runId: path.basename(runDirectory), pid: process.pid };
      const lock = await acquireLock(experiment.value.file, owner);
      return { ok: true, lock, experiment: experiment.value };
    } catch (error) {
      return refused(problemOf(error, runDirectory));
    }
  }

  /** @returns the message that closes the run */
  private async carryOut(runDirectory: string, experiment: Experiment, resume: boolean): Promise<FromEngine> {
    const status = await readStatus(runDirectory);
    const startedAt = status.ok ? status.value.startedAt : new Date().toISOString();
    let writer: RunWriter | undefined;
    try {
      writer = await RunWriter.open(runDirectory, { resume, startedAt, send: this.send });
      const reason = await this.execute(runDirectory, experiment, writer);
      await writer.setState(reason);
      await writer.close();
      return { type: "ended", reason };
    } catch (error) {
      const problem = problemOf(error, runDirectory);
      await writer?.setState("failed", problem).catch(() => undefined);
      await writer?.close().catch(() => undefined);
      return { type: "failed", problem };
    }
  }

  private async execute(
    runDirectory: string,
    experiment: Experiment,
    writer: RunWriter,
  ): Promise<"finished" | "stopped"> {
    const { gate, backend } = this;
    const troubles: Promise<void>[] = [];
    const records = await openRecords((problem) => {
      troubles.push(writer.warn(problem));
    });
    const services = createServices(backend, records);
    try {
      return await executeRun({ experiment, runDirectory, writer, gate, backend, services });
    } finally {
      await services.dispose();
      await records?.close();
      await Promise.all(troubles);
    }
  }
}

type Begin = Extract<ToEngine, { type: "run" | "resume" }>;
type Held = { ok: true; lock: RunLock; experiment: Experiment } | { ok: false; problem: Problem };

const refused = (problem: Problem): Held => ({ ok: false, problem });

/** A person's problem as it is; anything else is a bug of ours, with the place where it happened. */
function problemOf(error: unknown, runDirectory: string): Problem {
  if (error instanceof ProblemError) return error.problem;
  const known = writeProblem(error, runDirectory);
  if (known !== undefined) return known;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return engineProblem(
    "engine/bug",
    `a mistake in Transfer Lab ended the run; please report it with this text: ${text}`,
  );
}

const engineProblem = (code: string, message: string): Problem => ({
  severity: "error",
  code,
  file: "engine",
  message,
});
