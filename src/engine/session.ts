/** The one run or study of an engine process: takes requests, answers each, and reports its end exactly once. */
import path from "node:path";
import type { Experiment } from "../experiment/types";
import type { FromEngine, ToEngine } from "../protocol/engine";
import type { Problem } from "../protocol/problem";
import { acquireLock, type RunLock } from "../runs/lock";
import { readExperiment } from "../runs/read-run";
import { readStatus } from "../runs/status";
import type { Backend } from "../training/backend";
import { createServices } from "../training/services";
import { Gate } from "./gate";
import { openRecords } from "./open-records";
import { engineProblem, problemOf } from "./problem-of";
import { executeRun } from "./run";
import { RunWriter } from "./run-writer";
import { conduct, orderOf } from "./studies/conduct";

export class Session {
  private readonly gate = new Gate();
  private started = false;
  /** True once the run or study has ended and everything is written: the process can go. */
  isOver = false;

  constructor(
    private readonly backend: Backend,
    private readonly send: (message: FromEngine) => void,
  ) {}

  /**
   * Answers the request; a `run` or `resume` is answered once it holds the lock, a `study` once its order is understood, and
   * goes on from there.
   */
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
      case "study":
        return this.study(request);
    }
    this.send({ type: "reply", id: request.id });
  }

  private async begin({ id, type, runDirectory }: Begin): Promise<void> {
    if (this.isTaken(id)) return;
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

  /** A study changes nothing of a run, so it needs no lock. */
  private async study(request: StudyRequest): Promise<void> {
    const { id } = request;
    if (this.isTaken(id)) return;
    const order = orderOf(request);
    this.send({ type: "reply", id, ...(order.ok ? {} : { problem: order.problem }) });
    const { backend, gate, send } = this;
    if (order.ok) send(await conduct(order, { backend, gate, send }));
    this.isOver = true;
  }

  /** Refuses the request where this process has something to do already. */
  private isTaken(id: number): boolean {
    if (this.started) {
      const problem = engineProblem("engine/one-run", "an engine process carries out one run; start another engine");
      this.send({ type: "reply", id, problem });
      return true;
    }
    this.started = true;
    return false;
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
type StudyRequest = Extract<ToEngine, { type: "study" }>;
type Held = { ok: true; lock: RunLock; experiment: Experiment } | { ok: false; problem: Problem };

const refused = (problem: Problem): Held => ({ ok: false, problem });
