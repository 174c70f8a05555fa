/**
 * One run: data and source model, then trial after trial, then the report. Every step passes the gate, where the run
 * can pause and stop; a stopped, crashed or interrupted run goes on from its last checkpoint with the same numbers.
 */
import { basename } from "node:path";
import type { Semantics } from "../data/semantics/types";
import type { Experiment } from "../experiment/types";
import { concludedOf } from "../methods/concluded";
import { methodById } from "../methods/index";
import { stagesOf } from "../models/stages";
import { withOutputs } from "../models/topology-edits";
import { TRANSFER_ARM, type MetricRow, type TrialRow } from "../protocol/metrics";
import type { LayerView } from "../protocol/view";
import { problemOf } from "../experiment/finding";
import { buildReport } from "../runs/build-report";
import { writeJson } from "../runs/json-file";
import { runFiles } from "../runs/layout";
import { measuredProblems } from "../runs/measured-problems";
import type { Backend } from "../training/backend";
import type { LayerPlan, SourceModel } from "../training/network";
import type { Services } from "../training/services";
import { environmentOf, environmentWarnings } from "./environment";
import { nearDuplicatesOf } from "./evaluation";
import { plainSteps, weakSource } from "./findings";
import type { Gate } from "./gate";
import { JobRunner } from "./jobs";
import { loadMethod, type MethodModule } from "./load-method";
import { openTasks } from "./open-tasks";
import { isAbort, openingOf } from "./opening";
import { RunPerformance } from "./performance";
import { nearDuplicatesProblem } from "./near-duplicates";
import { layerViews, planFor, withStages } from "./prepare";
import type { RunWriter } from "./run-writer";
import { findSource, type Found } from "./sources";
import { fingerprintsOf } from "./semantics";
import type { TaskData } from "./task-data";
import { runTrial, type TrialContext } from "./trial-run";
import { trialsOf, type TrialKey } from "./trials";

export interface RunOptions {
  experiment: Experiment;
  runDirectory: string;
  writer: RunWriter;
  gate: Gate;
  backend: Backend;
  services: Services;
}

/** @returns how it ended; a problem ends it as a ProblemError */
export async function executeRun(options: RunOptions): Promise<"finished" | "stopped"> {
  const { gate, runDirectory, services, writer } = options;
  const performance = await RunPerformance.open(runDirectory, services, writer.checkpoint !== undefined);
  return new Run(options, performance).execute().catch((error: unknown) => {
    if (gate.stopping && isAbort(error)) return "stopped";
    throw error;
  });
}

class Run {
  private readonly jobs: JobRunner;
  /** The target first. */
  private readonly tasks: TaskData[] = [];
  private layers: LayerView[] = [];
  private semantics: Semantics | undefined;

  constructor(
    private readonly options: RunOptions,
    private readonly performance: RunPerformance,
  ) {
    this.jobs = new JobRunner(options.writer, options.gate);
  }

  async execute(): Promise<"finished" | "stopped"> {
    const { experiment, writer } = this.options;
    await writer.setState("running");
    await this.warnAll(this.performance.problems);
    try {
      await this.openTasks();
      const source = await findSource({
        ...{ ...this.options, jobs: this.jobs, tasks: this.tasks, semantics: this.semantics },
        record: (fingerprints) => this.writeEnvironment(fingerprints),
        opening: (path) => this.opening(path),
      });
      const rows = source && (await this.trials(source));
      await this.performance.save();
      if (rows === undefined) return "stopped";
      await this.report(experiment, rows);
      return "finished";
    } finally {
      for (const task of this.tasks) await task.close();
      if (this.semantics?.kind === "vectors") await this.semantics.vectors.close();
    }
  }

  private async openTasks(): Promise<void> {
    const { experiment, writer } = this.options;
    this.semantics = await openTasks(experiment, this.tasks, {
      opening: (path) => this.opening(path),
      warn: (problem) => writer.warn(problem),
    });
  }

  /** @returns one row a trial; undefined where the person stopped it */
  private async trials(found: Found): Promise<TrialRow[] | undefined> {
    const { experiment, writer } = this.options;
    const source = found.of(experiment.training.seeds[0] ?? 1);
    await this.warnAll(weakSource(experiment, source));
    const method = await loadMethod(experiment.method);
    const plan = this.planOf(source);
    await this.writeLayers(source, plan, method);
    const context = this.contextOf(found, plan, method);
    const keys = trialsOf(experiment, stagesFor(source, plan).length - 1);
    const rows: TrialRow[] = [];
    for (const [index, key] of keys.entries()) {
      const earlier = writer.earlier.find((row) => isTrialRow(row, key));
      const row = earlier ?? (await runTrial(context, key, { index, total: keys.length }));
      if (row === undefined) return undefined;
      rows.push(row);
      if (earlier === undefined) await this.keepPerformance();
    }
    await this.findNearDuplicates(context);
    return rows;
  }

  /** After the trials, since it reads test examples. */
  private async findNearDuplicates({ form, runDirectory }: TrialContext): Promise<void> {
    const found = await nearDuplicatesOf(this.target, form);
    if (found === undefined) return;
    await writeJson(runFiles(runDirectory).nearDuplicates, found);
    await this.warnAll(nearDuplicatesProblem(found, basename(this.options.experiment.file)));
  }

  private planOf({ summary, weights }: SourceModel): LayerPlan {
    const plan = planFor(this.options.experiment, summary, this.target.form.classes);
    return weights.size === 0 ? plan.map(({ name }) => ({ name, state: "new" as const })) : plan;
  }

  private async writeLayers(source: SourceModel, plan: LayerPlan, { layout }: MethodModule): Promise<void> {
    const { experiment, runDirectory } = this.options;
    const { semantics } = this;
    const [target, ...tasks] = this.tasks.map(({ form }) => form);
    if (methodById(experiment.method)?.network === "none") {
      this.layers = [];
    } else if (layout !== undefined && target !== undefined) {
      const laid = layout({ experiment, source, plan, target, tasks, semantics });
      this.layers = layerViews(laid.topology, laid.plan, (layer) => laid.partOf(layer));
    } else {
      const topology = withOutputs(source.topology, source.summary.head, this.outputs);
      const views = layerViews(topology, plan);
      this.layers = experiment.sweep === null ? views : withStages(views, stagesFor(source, plan));
    }
    await writeJson(runFiles(runDirectory).network, this.layers);
  }

  private contextOf(found: Found, plan: LayerPlan, { train }: MethodModule): TrialContext {
    const { experiment, runDirectory, writer, services } = this.options;
    const { summary, preprocessing } = found.of(experiment.training.seeds[0] ?? 1);
    const inputShape = summary.inputShape.map((side) => side ?? 0);
    const form = { inputShape, preprocessing, records: services.records };
    const { jobs, tasks, semantics } = this;
    return {
      ...{ experiment, runDirectory, writer, services, jobs, tasks, plan, form, train, semantics },
      sourceOf: (seed) => found.of(seed),
    };
  }

  private get target(): TaskData {
    const [target] = this.tasks;
    if (target === undefined) throw new Error("the target is not open");
    return target;
  }

  private get outputs(): number {
    return Math.max(1, this.target.form.classes.length);
  }

  private async keepPerformance(): Promise<void> {
    const { backend, writer } = this.options;
    await this.performance.save();
    const problems = plainSteps(this.performance.summary(), backend);
    const said = new Set(writer.warnings.map(({ code }) => code));
    await this.warnAll(problems.filter(({ code }) => !said.has(code)));
  }

  private async report(experiment: Experiment, rows: readonly TrialRow[]): Promise<void> {
    const { writer } = this.options;
    const spec = methodById(experiment.method);
    if (spec === undefined) throw new Error(`no method ${experiment.method}`);
    const measured = { experiment, layers: this.layers, rows: writer.concluding };
    const concluded = concludedOf(spec, measured);
    const parts = {
      experiment,
      spec,
      classes: this.target.form.classes,
      counts: this.target.counts(),
      trials: rows.map(({ type: _type, frozen: _frozen, parts: _parts, ...summary }) => summary),
      frozen: rows.flatMap(({ arm, seed, frozen }) =>
        arm === TRANSFER_ARM ? frozen.map((proof) => ({ seed, ...proof })) : [],
      ),
      parts: concluded.parts,
      findings: concluded.findings,
    };
    const { verdict } = buildReport({ ...parts, warnings: [] });
    await this.warnAll(concluded.findings.map((finding) => problemOf(finding, experiment.file)));
    await this.warnAll(measuredProblems({ ...measured, verdict }));
    const report = buildReport({ ...parts, warnings: writer.warnings, performance: this.performance.summary() });
    await writer.report(report);
  }

  private async writeEnvironment(fingerprints: Record<string, string>): Promise<void> {
    const { experiment, runDirectory, backend } = this.options;
    const file = runFiles(runDirectory).environment;
    const data = this.tasks.flatMap((task) => Object.entries(task.fingerprints()));
    const known = fingerprintsOf(experiment, this.semantics);
    const now = environmentOf(backend, { ...Object.fromEntries(data), ...known, ...fingerprints });
    await this.warnAll(await environmentWarnings(file, now));
    await writeJson(file, now);
  }

  private async warnAll(problems: Iterable<Parameters<RunWriter["warn"]>[0]>): Promise<void> {
    for (const problem of problems) await this.options.writer.warn(problem);
  }

  private opening(path: string) {
    const { writer, gate } = this.options;
    return openingOf(path, gate.signal, (stage) => void writer.setStage(stage));
  }
}

/** Between two of them, a sweep cuts the network. */
const stagesFor = ({ topology }: SourceModel, plan: LayerPlan): string[][] =>
  stagesOf(
    topology,
    plan.map(({ name }) => name),
  );

const isTrialRow = (row: MetricRow, { arm, seed }: TrialKey): row is TrialRow =>
  row.type === "trial" && row.arm === arm && row.seed === seed;
