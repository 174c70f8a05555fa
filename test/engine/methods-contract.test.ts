/**
 * What every method keeps, whatever it does: the same suite for each entry of `src/methods/index.ts`, for each of its
 * controls, and for the arms of a sweep. A new method is tested by being listed there.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { drive } from "../../src/engine/drive";
import { loadMethod } from "../../src/engine/load-method";
import { TaskData } from "../../src/engine/task-data";
import type { Dataset } from "../../src/data/types";
import { sweepCurves, type Experiment } from "../../src/experiment/types";
import type { RawExperiment } from "../../src/experiment/raw";
import type { Control, MethodSpec } from "../../src/methods/define";
import { methods } from "../../src/methods/index";
import { SWEEP_BASE, sweepArm } from "../../src/methods/sweep-arms";
import { metricRowSchema, TRANSFER_ARM } from "../../src/protocol/metrics";
import type { SourceModel } from "../../src/training/network";
import { tf } from "../../src/training/tf";
import type { TrialOutcome, TrialReport } from "../../src/training/trial";
import { TrialState, type SavedState } from "../../src/training/trial-state";
import { Compiler } from "../../src/training/compile/compiler";
import { createServices } from "../../src/training/services";
import { toyBackend } from "../support/engine-fit";
import { startNativeBackend, trainingMs } from "../support/engine-runtime";
import { planOf, toyArchitecture, toySource } from "../support/engine-toys";
import { writeExperiment, writePictures } from "../support/engine-workspace";
import { repositoryRoot } from "../support/paths";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";

interface Told {
  reports: TrialReport[];
  /** Saved after each report. */
  snapshots: SavedState[];
  outcome: Omit<TrialOutcome, "network" | "answers">;
  weights: string[];
}

const rowOf = (report: TrialReport, arm: string) => {
  const row = { ...report, arm, seed: 1 };
  return metricRowSchema.parse(JSON.parse(JSON.stringify(row)));
};

/** A source of the kind that the method usually has, in the folder of the target's data. */
const sourceOf = ({ sources }: MethodSpec): RawExperiment["source"] =>
  sources[0] === "tasks"
    ? { tasks: { other: { dataset: "data", labelled: { perClass: 3 } } }, architecture: "small-convnet" }
    : { dataset: "data", architecture: "small-convnet" };

const otherTasks = ({ source }: Experiment) => (source.kind === "tasks" ? source.tasks : []);

/** Of a method that sweeps: all that there is at one cut, and what it is compared with. */
const sweepArmsOf = ({ sweeps }: MethodSpec): string[] =>
  sweeps ? [SWEEP_BASE, ...sweepCurves.map((curve) => sweepArm(curve, 1))] : [];

/** @returns every row that is read from now on */
function recordReads(dataset: Dataset): number[] {
  const rowsRead: number[] = [];
  const read = dataset.read.bind(dataset);
  Object.assign(dataset, {
    read: (...[rows, size]: Parameters<Dataset["read"]>) => {
      rowsRead.push(...Array.from(rows));
      return read(rows, size);
    },
  });
  return rowsRead;
}

for (const method of methods) {
  describe(`the method ${method.id}`, function () {
    this.timeout(trainingMs);
    let workspace: TemporaryFolder;
    let experiment: Experiment;
    let source: SourceModel;
    /** What the base of a sweep ended with, as later arms are given it. */
    let base: SourceModel;
    let dispose: () => void;
    const sweepArms = sweepArmsOf(method);

    before(async () => {
      await startNativeBackend();
      workspace = temporaryFolder("contract");
      await writePictures(path.join(workspace.path, "data"), ["left", "middle", "right"], 8);
      ({ experiment } = await writeExperiment(workspace.path, {
        method: method.id,
        source: sourceOf(method),
        target: { dataset: "data", labelled: { perClass: 4 }, validation: { perClass: 1 } },
        training: { epochs: 2, batchSize: 5, seeds: [1] },
      }));
      const [toy, kept] = [await toySource(), await toySource(toyArchitecture, 8)];
      base = kept;
      // Where the source is other tasks, nobody has trained the network yet.
      source = experiment.source.kind === "tasks" ? { ...toy, weights: new Map() } : toy;
      dispose = () => {
        toy.dispose();
        kept.dispose();
      };
    });
    after(() => {
      dispose();
      workspace.remove();
    });

    const form = () => ({ inputShape: [6, 6, 1], preprocessing: source.preprocessing });

    interface TrialOptions {
      seed?: number;
      /** A snapshot to go on from. */
      saved?: SavedState;
      /** The opened target data, where the test looks at what is read. */
      target?: TaskData;
      /** Changes of the training settings. */
      training?: Partial<Experiment["training"]>;
      /** Runs the steps; one of its own by default. */
      compiler?: Compiler;
    }

    /** One trial to its end. */
    const trial = async (arm: string, options: TrialOptions = {}): Promise<Told> => {
      const { seed = 1, saved, target: opened, training, compiler } = options;
      const { train } = await loadMethod(method.id);
      const target = opened ?? (await TaskData.open(experiment, experiment.target, {}));
      const plan = method.layers
        ? planOf(source, "train", { conv1: "frozen", conv1_bn: "frozen", head: "new" })
        : planOf(source, "new");
      const others = await Promise.all(otherTasks(experiment).map((task) => TaskData.open(experiment, task, {})));
      const state = new TrialState(saved);
      const reports: TrialReport[] = [];
      const snapshots: SavedState[] = [];
      const services = createServices(toyBackend);
      const given = {
        ...{ arm, seed, source, plan, state, target: target.trainingOf(seed, form()) },
        tasks: others.map((task) => task.trainingOf(seed, form())),
        keptNetwork: (name: string) =>
          name === SWEEP_BASE ? Promise.resolve(base) : Promise.reject(new Error(`${name} is not kept`)),
        experiment: {
          ...experiment,
          training: { ...experiment.training, ...training },
          sweep: sweepArms.includes(arm) ? { from: "first" as const, curves: [...sweepCurves] } : null,
        },
        services: { ...services, ...(compiler && { compiler }) },
      };
      const outcome = await drive(train(given), (report) => {
        reports.push(report);
        snapshots.push(state.snapshot());
        return Promise.resolve(false);
      });
      assert.ok(outcome !== undefined);
      for (const task of [target, ...others]) await task.close();
      const { network, answers, ...rest } = outcome;
      const networks = [...new Set([network, ...(answers ?? []).map((answer) => answer.network)])];
      const weights = networks.flatMap((one) => one.plan.map(({ name }) => one.hashOf(name)));
      for (const one of networks) one.dispose();
      await services.dispose();
      return { reports, snapshots, outcome: rest, weights };
    };

    it("has a page in docs/methods", () => {
      assert.ok(existsSync(path.join(repositoryRoot, "docs", "methods", `${method.id}.md`)));
    });

    it("never reads a test example before it returns", async () => {
      const target = await TaskData.open(experiment, experiment.target, {});
      const read = recordReads(target.dataset);
      await trial(TRANSFER_ARM, { target });
      const { train, validation, test } = target.counts();
      const inTraining = new Set(read.splice(0));
      assert.equal(inTraining.size, train + validation);
      const testExamples = target.testExamples(form());
      await testExamples.read(Int32Array.from({ length: testExamples.count }, (_, index) => index));
      assert.equal(new Set(read).size, test);
      assert.deepEqual(
        read.filter((row) => inTraining.has(row)),
        [],
      );
    });

    const controls: readonly Control[] = method.controls;
    for (const arm of [TRANSFER_ARM, ...controls.map(({ id }) => id), ...sweepArms]) {
      const isTrained = !controls.some(({ id, untrained }) => id === arm && untrained);

      describe(`its arm ${arm}`, () => {
        let told: Told;

        before(async () => {
          told = await trial(arm);
        });

        it("reports steps and epochs in their order, each a row that decodes as it is", () => {
          const { reports, outcome } = told;
          const steps = reports.filter((report) => report.type === "step");
          const epochs = reports.filter((report) => report.type === "epoch");
          assert.equal(steps.length > 0 && epochs.length > 0, isTrained);
          assert.deepEqual(
            steps.map(({ step }) => step),
            steps.map((_, index) => index + 1),
          );
          assert.deepEqual(
            epochs.map(({ epoch }) => epoch),
            epochs.map((_, index) => index + 1),
          );
          assert.equal(reports.at(-1)?.type, isTrained ? "epoch" : undefined);
          assert.deepEqual([outcome.steps, outcome.epochs], [steps.length, epochs.length]);
          for (const report of [...steps, ...epochs]) {
            const row = rowOf(report, arm);
            assert.deepEqual(row.type === "trial" ? undefined : row.train, report.train, "all figures are finite");
          }
        });

        it("gives the same bits for the same seed, and others for another seed", async () => {
          assert.deepEqual(await trial(arm), told);
          if (isTrained) assert.notDeepEqual((await trial(arm, { seed: 2 })).weights, told.weights);
        });

        it("resumed after any report gives the rows and weights of a training without a break", async () => {
          for (const [index, saved] of told.snapshots.entries()) {
            const { reports, outcome, weights } = await trial(arm, { saved });
            assert.deepEqual([...told.reports.slice(0, index + 1), ...reports], told.reports);
            assert.deepEqual({ outcome, weights }, { outcome: told.outcome, weights: told.weights });
          }
        });

        it("gives the same bits whether its steps run as graphs or plainly, and runs all of them as graphs", async () => {
          const training = { epochs: 17, seeds: [1, 2] };
          const [graphs, none] = [new Compiler(), new Compiler({ graphs: false })];
          const asGraphs = await trial(arm, { training, compiler: graphs });
          const plainly = await trial(arm, { training, compiler: none });
          assert.deepEqual(asGraphs, plainly);
          assert.deepEqual([...graphs.counts.reasons], []);
          assert.deepEqual([graphs.counts.graph, graphs.counts.plain], [asGraphs.outcome.steps, 0]);
          assert.deepEqual([none.counts.graph, none.counts.plain], [0, asGraphs.outcome.steps]);
          graphs.dispose();
        });

        it("proves that its frozen layers did not move", () => {
          for (const { layer, before: start, after: end } of told.outcome.frozen) {
            assert.match(start, /^[0-9a-f]{64}$/);
            assert.equal(end, start, layer);
          }
        });

        it("leaves no tensor behind once its network is disposed", async () => {
          const { numTensors } = tf.memory();
          await trial(arm);
          assert.equal(tf.memory().numTensors, numTensors);
        });

        it("names a frozen layer for each that its plan freezes", () => {
          const frozen = told.outcome.frozen.map(({ layer }) => layer);
          if (arm === TRANSFER_ARM && method.layers) assert.deepEqual(frozen, ["conv1", "conv1_bn"]);
          if (arm === "linear-probe") assert.deepEqual(frozen, ["conv1", "conv1_bn", "dense1"]);
          if (arm === "scratch") assert.deepEqual(frozen, []);
          if (/^(A1B|B1B|random1)$/.test(arm)) assert.deepEqual(frozen, ["conv1", "conv1_bn"]);
          if (/^(base|.*\+)$/.test(arm)) assert.deepEqual(frozen, []);
        });

        it("is kept for later arms where it is the base of a sweep, and else is not", () => {
          assert.equal(told.outcome.isKept, arm === SWEEP_BASE ? true : undefined);
        });
      });
    }
  });
}
