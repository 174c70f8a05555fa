/**
 * One run: data and source model, then trial after trial, then the report. Every step passes the gate, where the run
 * can pause and stop; a stopped, crashed or interrupted run goes on from its last checkpoint with the same numbers.
 */
import type { Dataset } from "../data/types";
import type { Experiment } from "../experiment/types";
import { confusionMatrix } from "../math/classification";
import { armTitle } from "../methods/arm-title";
import { methodById } from "../methods/index";
import { writeModelFiles } from "../models/model-files";
import { TRANSFER_ARM, type MetricRow, type TrialRow } from "../protocol/metrics";
import { buildReport } from "../runs/build-report";
import { writeJson } from "../runs/json-file";
import { runFiles } from "../runs/layout";
import { writing } from "../runs/write-problem";
import { evaluate } from "../training/evaluate";
import type { LayerPlan, SourceModel } from "../training/network";
import { notFinite } from "../training/not-finite";
import { inputsFor } from "../training/inputs";
import type { Services } from "../training/services";
import type { ModelMetadata } from "../training/source-weights";
import type { Backend } from "../training/backend";
import type { Train, TrialOutcome, TrialReport } from "../training/trial";
import { environmentOf, environmentWarnings } from "./environment";
import { findings, plainSteps, weakSource } from "./findings";
import type { Gate } from "./gate";
import { JobRunner } from "./jobs";
import { loadTrain } from "./load-method";
import { RunPerformance } from "./performance";
import { checkedAgainst, dataFacts, layerViews, planFor } from "./prepare";
import type { RunWriter } from "./run-writer";
import { readSourceModel, TrainedSource } from "./source-model";
import { openReferenced, TargetData, type InputForm } from "./target-data";
import { trialsOf, type TrialKey } from "./trials";

export interface RunOptions {
  experiment: Experiment;
  runDirectory: string;
  writer: RunWriter;
  gate: Gate;
  backend: Backend;
  services: Services;
}

interface Prepared {
  target: TargetData;
  source: SourceModel;
  plan: LayerPlan;
  form: InputForm;
  train: Train;
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
    const target = await TargetData.open(experiment, this.opening(experiment.target.dataset.path));
    try {
      await this.warnAll(target.dataset.notes);
      const source = await this.sourceModel(target);
      const rows = source && (await this.trials(await this.prepare(target, source)));
      await this.performance.save();
      if (rows === undefined) return "stopped";
      await this.report(target, rows);
      return "finished";
    } finally {
      await target.close();
    }
  }

  private async sourceModel(target: TargetData): Promise<SourceModel | undefined> {
    const { experiment, backend, services } = this.options;
    const { source } = experiment;
    const targetData = dataFacts(target.dataset);
    if (source.kind === "model") {
      const model = await readSourceModel(experiment, source.path, source.preprocessing);
      await this.warnAll(checkedAgainst(experiment, { source: model.summary, targetData }));
      await this.writeEnvironment(target, { [source.path]: model.fingerprint });
      return model;
    }
    const dataset = await openReferenced(source.dataset, experiment, this.opening(source.dataset.path));
    try {
      await this.warnAll(dataset.notes);
      const trained = new TrainedSource({ experiment, source, dataset, backend, services });
      await this.warnAll(
        checkedAgainst(experiment, { source: trained.summary, sourceData: dataFacts(dataset), targetData }),
      );
      await this.writeEnvironment(target, { [source.dataset.path]: dataset.fingerprint });
      return (await trained.cached()) ?? (await this.trainSource(trained, source.epochs, dataset));
    } finally {
      await dataset.close();
    }
  }

  private trainSource(trained: TrainedSource, epochs: number, dataset: Dataset): Promise<SourceModel | undefined> {
    return this.jobs.run({
      number: 0,
      start: (state) => trained.train(state),
      onReport: () => Promise.resolve(),
      stage: ({ epoch }) => ({
        text: `Training the source model on ${dataset.path}`,
        done: epoch - 1,
        total: epochs,
        unit: "epochs",
      }),
    });
  }

  private async prepare(target: TargetData, source: SourceModel): Promise<Prepared> {
    const { experiment, runDirectory } = this.options;
    await this.warnAll(weakSource(experiment, source));
    const plan = planFor(experiment, source.summary, target.classes);
    await writeJson(runFiles(runDirectory).network, layerViews(source, target.classes.length, plan));
    const inputShape = source.summary.inputShape.map((side) => side ?? 0);
    const { records } = this.options.services;
    const form = { inputShape, preprocessing: source.preprocessing, records };
    return { target, source, plan, form, train: await loadTrain(experiment.method) };
  }

  /** @returns one row a trial; undefined where the person stopped it */
  private async trials(prepared: Prepared): Promise<TrialRow[] | undefined> {
    const { experiment, writer } = this.options;
    const trials = trialsOf(experiment);
    const rows: TrialRow[] = [];
    for (const [index, key] of trials.entries()) {
      const earlier = writer.earlier.find((row) => isTrialRow(row, key));
      const row = earlier ?? (await this.trial(prepared, key, { index, total: trials.length }));
      if (row === undefined) return undefined;
      rows.push(row);
      if (earlier === undefined) await this.keepPerformance();
    }
    return rows;
  }

  private async keepPerformance(): Promise<void> {
    const { backend, writer } = this.options;
    await this.performance.save();
    const problems = plainSteps(this.performance.summary(), backend);
    const said = new Set(writer.warnings.map(({ code }) => code));
    await this.warnAll(problems.filter(({ code }) => !said.has(code)));
  }

  private async trial(
    prepared: Prepared,
    key: TrialKey,
    place: { index: number; total: number },
  ): Promise<TrialRow | undefined> {
    const { experiment, services } = this.options;
    const { target, source, plan, form, train } = prepared;
    const { arm, seed } = key;
    const outcome = await this.jobs.run({
      number: place.index + 1,
      start: (state) =>
        train({
          arm,
          seed,
          experiment,
          source,
          plan,
          state,
          services,
          target: { ...target.trialExamples(seed, form), classes: target.classes },
        }),
      onReport: (report) => this.writeReport(report, key),
      stage: (report) =>
        report.type === "preparing"
          ? { text: "Running the frozen layers", done: report.done, total: report.total, unit: "examples" }
          : {
              text: `${armTitle(experiment.method, arm)}, seed ${seed}`,
              done: place.index,
              total: place.total,
              unit: "trials",
            },
    });
    if (outcome === undefined) return undefined;
    try {
      const row = await this.evaluated(outcome, prepared, key);
      if (arm === TRANSFER_ARM) await this.saveModel(outcome, prepared, seed);
      await this.options.writer.row(row);
      return row;
    } finally {
      outcome.network.dispose();
    }
  }

  private async writeReport(report: TrialReport, { arm, seed }: TrialKey): Promise<void> {
    if (report.type === "epoch") await this.options.writer.row({ ...report, arm, seed });
    else if (report.type === "step" && report.logged) {
      const { step, epoch, train } = report;
      await this.options.writer.row({ type: "step", arm, seed, step, epoch, train });
    }
  }

  /** The only place where test examples are read. */
  private async evaluated(
    outcome: TrialOutcome,
    { target, source, form }: Prepared,
    { arm, seed }: TrialKey,
  ): Promise<TrialRow> {
    const { network, ...rest } = outcome;
    const { services } = this.options;
    const examples = target.testExamples(form);
    const cut = network.cutFor(network.trainedLayers);
    const frozen = cut === undefined ? undefined : { source, cut, services };
    const inputs = await inputsFor({ examples, augmentation: null, seed, frozen });
    const { lossNats, accuracy, predictions } = await evaluate(network.after(cut), inputs);
    if (!Number.isFinite(lossNats)) throw notFinite(this.options.experiment, `the test loss became ${lossNats}`);
    const confusion = confusionMatrix(examples.labels, predictions, target.classes.length);
    return { type: "trial", arm, seed, ...rest, frozen: [...rest.frozen], test: { lossNats, accuracy }, confusion };
  }

  private async saveModel({ network }: TrialOutcome, { target, form }: Prepared, seed: number): Promise<void> {
    const folder = runFiles(this.options.runDirectory).model(seed);
    const metadata: ModelMetadata = {
      transferLab: {
        version: 1,
        classes: [...target.classes],
        inputShape: [...form.inputShape],
        preprocessing: form.preprocessing,
      },
    };
    const files = { topology: network.topology, metadata, ...(await network.weightFiles()) };
    await writing(folder, () => writeModelFiles(folder, files));
  }

  private async report(target: TargetData, rows: readonly TrialRow[]): Promise<void> {
    const { experiment, runDirectory, writer } = this.options;
    const spec = methodById(experiment.method);
    if (spec === undefined) throw new Error(`no method ${experiment.method}`);
    const parts = {
      experiment,
      spec,
      classes: target.classes,
      counts: target.counts(),
      trials: rows.map(({ type: _type, frozen: _frozen, ...summary }) => summary),
      frozen: rows.flatMap(({ arm, seed, frozen }) =>
        arm === TRANSFER_ARM ? frozen.map((proof) => ({ seed, ...proof })) : [],
      ),
    };
    const { verdict } = buildReport({ ...parts, warnings: [] });
    await this.warnAll(findings(experiment, rows, verdict));
    const report = buildReport({ ...parts, warnings: writer.warnings, performance: this.performance.summary() });
    await writeJson(runFiles(runDirectory).report, report);
  }

  private async writeEnvironment(target: TargetData, fingerprints: Record<string, string>): Promise<void> {
    const { runDirectory, backend } = this.options;
    const file = runFiles(runDirectory).environment;
    const now = environmentOf(backend, { ...target.fingerprints(), ...fingerprints });
    await this.warnAll(await environmentWarnings(file, now));
    await writeJson(file, now);
  }

  private async warnAll(problems: Iterable<Parameters<RunWriter["warn"]>[0]>): Promise<void> {
    for (const problem of problems) await this.options.writer.warn(problem);
  }

  private opening(path: string) {
    const { writer, gate } = this.options;
    const shown = { percent: -1 };
    return {
      signal: gate.signal,
      onProgress: (done: number, total: number | undefined) => {
        const percent = total === undefined ? done : Math.floor((done / total) * 100);
        if (percent === shown.percent) return;
        shown.percent = percent;
        void writer.setStage({ text: `Reading ${path}`, done, ...(total === undefined ? {} : { total }) });
      },
    };
  }
}

/** What reading data ends with when it is told to stop. */
const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

const isTrialRow = (row: MetricRow, { arm, seed }: TrialKey): row is TrialRow =>
  row.type === "trial" && row.arm === arm && row.seed === seed;
