/**
 * What every method keeps, whatever it does: the same suite for each entry of `src/methods/index.ts`, for each of its
 * controls, and for the arms of a sweep. A new method is tested by being listed there.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { drive } from "../../../src/engine/drive";
import { loadMethod } from "../../../src/engine/load-method";
import { openSemanticsOf, sayAnswers } from "../../../src/engine/semantics";
import { TaskData } from "../../../src/engine/task-data";
import type { Dataset } from "../../../src/data/types";
import { otherTasks } from "../../../src/experiment/data-places";
import { sweepCurves, type Experiment } from "../../../src/experiment/types";
import type { RawExperiment } from "../../../src/experiment/raw";
import type { Control, MethodSpec } from "../../../src/methods/define";
import { methods } from "../../../src/methods/index";
import { SWEEP_BASE, sweepArm } from "../../../src/methods/sweep-arms";
import { linearClassifier } from "../../../src/models/architectures";
import { metricRowSchema, TRANSFER_ARM } from "../../../src/protocol/metrics";
import type { Network, SourceModel } from "../../../src/training/network";
import { tf } from "../../../src/training/tf";
import type { Examination, TrialOutcome, TrialReport } from "../../../src/training/trial";
import { TrialState, type SavedState } from "../../../src/training/trial-state";
import { Compiler } from "../../../src/training/compile/compiler";
import { createServices } from "../../../src/training/services";
import { toyBackend } from "../../support/engine-fit";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import { planOf, toyArchitecture, toySource } from "../../support/engine-toys";
import { writeExperiment, writePictures } from "../../support/engine-workspace";
import { repositoryRoot } from "../../support/paths";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

interface Told {
  reports: TrialReport[];
  /** Saved after each report. */
  snapshots: SavedState[];
  outcome: Omit<TrialOutcome, "network" | "answers" | "examine">;
  weights: string[];
  examined: Examination | undefined;
}

const rowOf = (report: TrialReport, arm: string) => {
  const row = { ...report, arm, seed: 1 };
  return metricRowSchema.parse(JSON.parse(JSON.stringify(row)));
};

/** A source of the kind that the method usually has. */
function sourceOf({ sources, network = "chosen", semantics }: MethodSpec): RawExperiment["source"] {
  const architecture = "small-convnet";
  const [kind] = sources;
  if (kind === "tasks") return { tasks: { other: { dataset: "data", labelled: { perClass: 3 } } }, architecture };
  if (kind === "model" && semantics !== undefined) return { model: "model" };
  const dataset = kind === "examples" && semantics === undefined ? "elsewhere" : "data";
  return { dataset, ...(network === "chosen" && { architecture }) };
}

/** Few labelled examples, where the method learns from labels; classes that nobody has seen, where they are described. */
const targetOf = ({ target = "labelled", semantics }: MethodSpec): RawExperiment["target"] =>
  target === "labelled"
    ? { dataset: "data", labelled: { perClass: 4 }, validation: { perClass: 1 } }
    : { dataset: semantics === undefined ? "data" : "described" };

const seenClasses = ["left", "middle", "right"];
const describedClasses = ["down", "near", "up"];

/** A table of attributes and a text of word vectors in which the classes differ from each other. */
const semanticsFiles = {
  "attributes.csv": `class,tall,wide,round,dark\nleft,1,0,0,1\nmiddle,0,1,0,0\nright,0,0,1,1\ndown,1,1,0,0\nnear,0,1,1,1\nup,1,0,1,0\n`,
  "vectors.txt": `left 1 0 0 0.2\nmiddle 0 1 0 0.1\nright 0 0 1 0.3\ndown 1 1 0 0\nnear 0 1 1 0\nup 1 0 1 0\n`,
};
const semanticsOf = ({ semantics }: MethodSpec): Pick<RawExperiment, "semantics"> => {
  if (semantics === undefined) return {};
  return { semantics: semantics === "attributes" ? { attributes: "attributes.csv" } : { vectors: "vectors.txt" } };
};

const isUntrainedSource = ({ source: { kind } }: Experiment): boolean => kind === "tasks" || kind === "examples";

/** Of a method that sweeps: all that there is at one cut, and what it is compared with. */
const sweepArmsOf = ({ sweeps }: MethodSpec): string[] =>
  sweeps ? [SWEEP_BASE, ...sweepCurves.map((curve) => sweepArm(curve, 1))] : [];

/** What is computed ahead may be there already after a break. */
const rowsOf = (reports: readonly TrialReport[]) => reports.filter(({ type }) => type !== "preparing");

/** @returns the hashes of all their layers */
function hashedAndDisposed(given: readonly (Network | undefined)[]): string[] {
  const networks = [...new Set(given)].filter((one) => one !== undefined);
  const hashes = networks.flatMap((one) => one.plan.map(({ name }) => one.hashOf(name)));
  for (const one of networks) one.dispose();
  return hashes;
}

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
      const folders = { data: seenClasses, elsewhere: seenClasses, described: describedClasses };
      for (const [name, classes] of Object.entries(folders)) {
        await writePictures(path.join(workspace.path, name), classes, 8);
      }
      for (const [name, text] of Object.entries(semanticsFiles)) await writeFile(path.join(workspace.path, name), text);
      ({ experiment } = await writeExperiment(workspace.path, {
        method: method.id,
        source: sourceOf(method),
        target: targetOf(method),
        ...semanticsOf(method),
        training: { epochs: 2, batchSize: 5, seeds: [1] },
      }));
      const { network = "chosen" } = method;
      const toy = await toySource(network === "chosen" ? toyArchitecture : linearClassifier("image"));
      const kept = await toySource(toyArchitecture, 8);
      base = kept;
      // Where the source is other tasks or examples, nobody has trained the network yet.
      source = isUntrainedSource(experiment) ? { ...toy, weights: new Map() } : toy;
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

    const plan = () =>
      method.layers
        ? planOf(source, "train", { conv1: "frozen", conv1_bn: "frozen", head: "new" })
        : planOf(source, "new");

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
      /** Whether the outcome is shown the test examples; it is by default. */
      examines?: boolean;
    }

    /** One trial to its end. */
    const trial = async (arm: string, options: TrialOptions = {}): Promise<Told> => {
      const { seed = 1, saved, target: opened, training, compiler, examines = true } = options;
      const { train } = await loadMethod(method.id);
      const target = opened ?? (await TaskData.open(experiment, experiment.target, {}));
      const others = await Promise.all(otherTasks(experiment).map((task) => TaskData.open(experiment, task, {})));
      const semantics = await openSemanticsOf(experiment);
      sayAnswers(experiment, [target, ...others]);
      const state = new TrialState(saved);
      const reports: TrialReport[] = [];
      const snapshots: SavedState[] = [];
      const services = createServices(toyBackend);
      const given = {
        ...{ arm, seed, source, plan: plan(), state, semantics, target: target.trainingOf(seed, form()) },
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
      const { network, answers, examine, ...rest } = outcome;
      const tests = new Map([target, ...others].map((task) => [task.form.name, task.testExamples(form())]));
      const examined = examines ? await examine?.(tests) : undefined;
      // The one who opened it goes on with it.
      for (const task of [...(opened === undefined ? [target] : []), ...others]) await task.close();
      if (semantics?.kind === "vectors") await semantics.vectors.close();
      const weights = hashedAndDisposed([network, ...(answers ?? []).map((answer) => answer.network)]);
      await services.dispose();
      return { reports, snapshots, outcome: rest, weights, examined };
    };

    it("has a page in docs/methods", () => {
      assert.ok(existsSync(path.join(repositoryRoot, "docs", "methods", `${method.id}.md`)));
    });

    it("never reads a test example before it returns", async () => {
      const target = await TaskData.open(experiment, experiment.target, {});
      const read = recordReads(target.dataset);
      await trial(TRANSFER_ARM, { target, examines: false });
      const { train, validation, test } = target.counts();
      const inTraining = new Set(read.splice(0));
      assert.equal(inTraining.size, train + validation);
      // All of them are grouped, and the same are judged.
      if (method.target === "grouped") return;
      const testExamples = target.testExamples(form());
      await testExamples.read(Int32Array.from({ length: testExamples.count }, (_, index) => index));
      assert.equal(new Set(read).size, test);
      assert.deepEqual(
        read.filter((row) => inTraining.has(row)),
        [],
      );
    });

    if (method.target === "unlabelled" || method.target === "grouped") {
      it("makes the same of its target whatever its labels are", async () => {
        const told = await trial(TRANSFER_ARM);
        const target = await TaskData.open(experiment, experiment.target, {});
        Object.assign(target.dataset, { labels: target.dataset.labels.toReversed().map((label) => (label + 1) % 3) });
        const { reports, weights, outcome } = await trial(TRANSFER_ARM, { target });
        assert.deepEqual(
          { reports, weights, outcome },
          { reports: told.reports, weights: told.weights, outcome: told.outcome },
        );
      });
    }

    const controls: readonly Control[] = method.controls;
    for (const arm of [TRANSFER_ARM, ...controls.map(({ id }) => id), ...sweepArms]) {
      const isTrained =
        method.untrained !== true && !controls.some(({ id, untrained }) => id === arm && untrained === true);

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
          assert.equal(rowsOf(reports).at(-1)?.type, isTrained ? "epoch" : undefined);
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
            const { reports, ...ended } = await trial(arm, { saved });
            assert.deepEqual(rowsOf([...told.reports.slice(0, index + 1), ...reports]), rowsOf(told.reports));
            const { outcome, weights, examined, snapshots } = { ...told, snapshots: ended.snapshots };
            assert.deepEqual(ended, { outcome, weights, examined, snapshots });
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
