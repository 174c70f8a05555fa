/**
 * Tasks learnt one after the other in one trial: what a resumed trial has to know of those that are done, and the
 * reports of all of them as one sequence of steps and epochs.
 */
import { z } from "zod";
import { figuresSchema, type Figures } from "../../protocol/metrics";
import { figurePrefix, prefixed } from "../../protocol/task-figures";
import { fit, type FitOptions } from "../../training/fit";
import type { LoopResult } from "../../training/training-loop";
import type { Task, Trial, TrialReport } from "../../training/trial";
import type { Cell } from "../../training/trial-state";

const learntSchema = z.object({
  task: z.string(),
  epochs: z.number(),
  steps: z.number(),
  /** Accuracy on the examples of `examinedOf`, when it had been learnt; 0..1. */
  accuracy: z.number(),
  /** SHA-256 of what must not change any more, by name. */
  hashes: z.record(z.string(), z.string()),
});
export type Learnt = z.infer<typeof learntSchema>;

/** A task and what of the network answers and learns it. */
export interface Stage extends Pick<FitOptions, "network" | "output" | "source"> {
  task: Task;
  /** Those that train. */
  layers: readonly string[];
}

export class TaskSequence {
  private readonly done: Cell<Learnt[]>;
  /** Of the task under way. */
  private result: LoopResult | undefined;

  /** @param earlierFigures of the tasks that are learnt: each epoch adds them to its own */
  constructor(
    private readonly trial: Trial,
    private readonly earlierFigures: () => Promise<Figures>,
  ) {
    this.done = trial.state.cell("learnt", z.array(learntSchema), []);
  }

  /** Those that are done, in their order. */
  get learnt(): readonly Learnt[] {
    return this.done.current;
  }

  isLearnt(task: Task): boolean {
    return this.learnt.some((one) => one.task === task.name);
  }

  /** Where a task under way keeps what has to survive a stop. */
  stateOf(task: Task) {
    return this.trial.state.within(`task ${task.name}/`);
  }

  /** Trains on one task; `finish` ends it. */
  async *learn(stage: Stage): AsyncGenerator<TrialReport, void, void> {
    const { task, layers, ...network } = stage;
    const { experiment, services, seed, target } = this.trial;
    const { epochs: usual } = experiment.training;
    const epochs = task.name === target.name ? usual : Number(experiment.options.earlierEpochs) || usual;
    const reports = fit({
      ...network,
      services,
      train: task.train,
      validation: task.validation,
      classes: task.classes.length,
      training: { ...experiment.training, epochs },
      seed,
      state: this.stateOf(task),
      phaseOf: () => ({ name: task.name, layers }),
      experimentFile: experiment.file,
    });
    for await (const report of this.kept(reports)) yield await this.inSequence(report, task);
  }

  /** The task is done: what it needed on the way is let go. */
  finish(task: Task, told: Pick<Learnt, "accuracy" | "hashes">): void {
    const { epochs = 0, steps = 0 } = this.result ?? {};
    this.trial.state.forget(`task ${task.name}/`);
    this.done.current = [...this.learnt, { task: task.name, epochs, steps, ...told }];
  }

  /** The figures of the whole trial: those of the target, counted from the first task on. */
  outcome(): LoopResult {
    const before = this.countsBefore(this.trial.target.name);
    const { bestEpoch, overfittingFrom, ...result } = this.result ?? { epochs: 0, steps: 0 };
    return {
      ...result,
      epochs: before.epochs + result.epochs,
      steps: before.steps + result.steps,
      ...(bestEpoch === undefined ? {} : { bestEpoch: before.epochs + bestEpoch }),
      ...(overfittingFrom === undefined ? {} : { overfittingFrom: before.epochs + overfittingFrom }),
    };
  }

  /** The reports alone; what the training ends with is kept. */
  private async *kept(reports: AsyncGenerator<TrialReport, LoopResult, void>): AsyncGenerator<TrialReport, void, void> {
    this.result = yield* reports;
  }

  private async inSequence(report: TrialReport, task: Task): Promise<TrialReport> {
    const before = this.countsBefore(task.name);
    const epoch = report.epoch + before.epochs;
    if (report.type === "preparing") return { ...report, epoch };
    const placed = { epoch, step: report.step + before.steps };
    const train = this.named(report.train, task);
    if (report.type === "step") return { ...report, ...placed, train };
    const { validation } = report;
    return {
      ...report,
      ...placed,
      train: { ...train, ...(await this.earlierFigures()) },
      ...(validation === undefined ? {} : { validation: this.named(validation, task) }),
    };
  }

  /** The target's figures go by their own names, those of other tasks behind the name of the task. */
  private named(figures: Figures, task: Task): Figures {
    return prefixed(figurePrefix(task.name, this.trial.target.name), figures);
  }

  private countsBefore(task: string): { epochs: number; steps: number } {
    const place = this.learnt.findIndex((one) => one.task === task);
    const before = place < 0 ? this.learnt : this.learnt.slice(0, place);
    return {
      epochs: before.reduce((sum, { epochs }) => sum + epochs, 0),
      steps: before.reduce((sum, { steps }) => sum + steps, 0),
    };
  }
}

export const figuresOf = (entries: readonly (readonly [string, number])[]): Figures =>
  figuresSchema.parse(Object.fromEntries(entries));
