/**
 * What every method keeps, whatever it does: the same suite for each entry of `src/methods/index.ts` and for each of
 * its controls. A new method is tested by being listed there.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { drive } from "../../src/engine/drive";
import { loadTrain } from "../../src/engine/load-method";
import { TargetData } from "../../src/engine/target-data";
import type { Dataset } from "../../src/data/types";
import type { Experiment } from "../../src/experiment/types";
import { methods } from "../../src/methods/index";
import { metricRowSchema, TRANSFER_ARM } from "../../src/protocol/metrics";
import { tf } from "../../src/training/tf";
import type { TrialOutcome, TrialReport } from "../../src/training/trial";
import { TrialState, type SavedState } from "../../src/training/trial-state";
import { Compiler } from "../../src/training/compile/compiler";
import { createServices } from "../../src/training/services";
import { toyBackend } from "../support/engine-fit";
import { startNativeBackend, trainingMs } from "../support/engine-runtime";
import { planOf, toySource } from "../support/engine-toys";
import { writeExperiment, writePictures } from "../support/engine-workspace";
import { repositoryRoot } from "../support/paths";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";

interface Told {
  reports: TrialReport[];
  /** Saved after each report. */
  snapshots: SavedState[];
  outcome: Omit<TrialOutcome, "network">;
  weights: string[];
}

const rowOf = (report: TrialReport, arm: string) => {
  const row = { ...report, arm, seed: 1 };
  return metricRowSchema.parse(JSON.parse(JSON.stringify(row)));
};

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
    let source: Awaited<ReturnType<typeof toySource>>;

    before(async () => {
      await startNativeBackend();
      workspace = temporaryFolder("contract");
      await writePictures(path.join(workspace.path, "data"), ["left", "right", "up"], 8);
      ({ experiment } = await writeExperiment(workspace.path, {
        method: method.id,
        source: { dataset: "data", architecture: "small-convnet" },
        target: { dataset: "data", labelled: { perClass: 4 }, validation: { perClass: 1 } },
        training: { epochs: 2, batchSize: 5, seeds: [1] },
      }));
      source = await toySource();
    });
    after(() => {
      source.dispose();
      workspace.remove();
    });

    const form = () => ({ inputShape: [6, 6, 1], preprocessing: source.preprocessing });

    interface TrialOptions {
      seed?: number;
      /** A snapshot to go on from. */
      saved?: SavedState;
      /** The opened target data, where the test looks at what is read. */
      target?: TargetData;
      /** Changes of the training settings. */
      training?: Partial<Experiment["training"]>;
      /** Runs the steps; one of its own by default. */
      compiler?: Compiler;
    }

    /** One trial to its end. */
    const trial = async (arm: string, options: TrialOptions = {}): Promise<Told> => {
      const { seed = 1, saved, target: opened, training, compiler } = options;
      const train = await loadTrain(method.id);
      const target = opened ?? (await TargetData.open(experiment, {}));
      const plan = planOf(source, "train", { conv1: "frozen", conv1_bn: "frozen", head: "new" });
      const state = new TrialState(saved);
      const reports: TrialReport[] = [];
      const snapshots: SavedState[] = [];
      const examples = { ...target.trialExamples(seed, form()), classes: target.classes };
      const services = createServices(toyBackend);
      const given = {
        ...{ arm, seed, source, plan, state, target: examples },
        experiment: { ...experiment, training: { ...experiment.training, ...training } },
        services: { ...services, ...(compiler && { compiler }) },
      };
      const outcome = await drive(train(given), (report) => {
        reports.push(report);
        snapshots.push(state.snapshot());
        return Promise.resolve(false);
      });
      assert.ok(outcome !== undefined);
      await target.close();
      const { network, ...rest } = outcome;
      const weights = network.plan.map(({ name }) => network.hashOf(name));
      network.dispose();
      await services.dispose();
      return { reports, snapshots, outcome: rest, weights };
    };

    it("has a page in docs/methods", () => {
      assert.ok(existsSync(path.join(repositoryRoot, "docs", "methods", `${method.id}.md`)));
    });

    it("never reads a test example before it returns", async () => {
      const target = await TargetData.open(experiment, {});
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

    for (const arm of [TRANSFER_ARM, ...method.controls.map(({ id }) => id)]) {
      describe(`its arm ${arm}`, () => {
        let told: Told;

        before(async () => {
          told = await trial(arm);
        });

        it("reports steps and epochs in their order, each a row that decodes as it is", () => {
          const { reports, outcome } = told;
          const steps = reports.filter((report) => report.type === "step");
          const epochs = reports.filter((report) => report.type === "epoch");
          assert.ok(steps.length > 0 && epochs.length > 0);
          assert.deepEqual(
            steps.map(({ step }) => step),
            steps.map((_, index) => index + 1),
          );
          assert.deepEqual(
            epochs.map(({ epoch }) => epoch),
            epochs.map((_, index) => index + 1),
          );
          assert.equal(reports.at(-1)?.type, "epoch");
          assert.deepEqual([outcome.steps, outcome.epochs], [steps.length, epochs.length]);
          for (const report of [...steps, ...epochs]) {
            const row = rowOf(report, arm);
            assert.deepEqual(row.type === "trial" ? undefined : row.train, report.train, "all figures are finite");
          }
        });

        it("gives the same bits for the same seed, and others for another seed", async () => {
          assert.deepEqual(await trial(arm), told);
          assert.notDeepEqual((await trial(arm, { seed: 2 })).weights, told.weights);
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
        });
      });
    }
  });
}
