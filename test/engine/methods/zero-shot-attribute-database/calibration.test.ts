/** The second training that finds γ: it is part of the trial, and stops and resumes with it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { drive } from "../../../../src/engine/drive";
import { openSemanticsOf } from "../../../../src/engine/semantics";
import { TaskData } from "../../../../src/engine/task-data";
import { untrainedSource } from "../../../../src/engine/untrained-source";
import type { Experiment } from "../../../../src/experiment/types";
import { train } from "../../../../src/methods/zero-shot-attribute-database/train";
import { createServices } from "../../../../src/training/services";
import type { TrialReport } from "../../../../src/training/trial";
import { TrialState, type SavedState } from "../../../../src/training/trial-state";
import { toyBackend } from "../../../support/engine-fit";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { writeExperiment } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";
import { toyExperiment, writeToyClasses } from "./toy-classes";

describe("the calibration of an attribute database", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let experiment: Experiment;

  before(async () => {
    await startNativeBackend();
    workspace = temporaryFolder("calibration");
    await writeToyClasses(workspace.path);
    const training = { epochs: 2, batchSize: 64, seeds: [1] };
    ({ experiment } = await writeExperiment(workspace.path, { ...toyExperiment, training }));
  });
  after(() => {
    workspace.remove();
  });

  async function trial(options: object = {}, saved?: SavedState) {
    const tasks: TaskData[] = [];
    for (const settings of [
      experiment.target,
      ...(experiment.source.kind === "examples" ? [experiment.source.task] : []),
    ]) {
      tasks.push(await TaskData.open(experiment, settings, {}));
    }
    assert.ok(experiment.source.kind === "examples");
    const source = await untrainedSource(experiment, experiment.source, tasks);
    const form = { inputShape: [4], preprocessing: source.preprocessing };
    const [target, ...others] = tasks.map((task) => task.trainingOf(1, form));
    assert.ok(target !== undefined);
    const state = new TrialState(saved);
    const services = createServices(toyBackend);
    const reports: TrialReport[] = [];
    const snapshots: SavedState[] = [];
    const outcome = await drive(
      train({
        ...{ arm: "transfer", seed: 1, source, plan: [], state, services, target, tasks: others },
        experiment: { ...experiment, options: { ...experiment.options, ...options } },
        semantics: await openSemanticsOf(experiment),
        keptNetwork: () => Promise.reject(new Error("nothing is kept")),
      }),
      (report) => {
        reports.push(report);
        snapshots.push(state.snapshot());
        return Promise.resolve(false);
      },
    );
    assert.ok(outcome !== undefined);
    const tests = new Map(tasks.map((task) => [task.form.name, task.testExamples(form)]));
    const figures = (await outcome.examine?.(tests))?.figures ?? {};
    const weights = outcome.network?.plan.map(({ name }) => outcome.network?.hashOf(name));
    const { epochs, steps } = outcome;
    outcome.network?.dispose();
    await services.dispose();
    for (const task of tasks) await task.close();
    return { reports, snapshots, ended: { figures, weights, epochs, steps } };
  }

  it("resumed after any report gives the γ and the weights of a trial without a break", async () => {
    const whole = await trial();
    assert.ok(Number.isFinite(whole.ended.figures.calibration));
    const phases = whole.reports.flatMap((report) => (report.type === "epoch" ? [report.phase ?? "seen classes"] : []));
    assert.deepEqual(phases, ["seen classes", "seen classes", "calibration", "calibration"]);
    for (const [index, saved] of whole.snapshots.entries()) {
      const resumed = await trial({}, saved);
      assert.deepEqual([...whole.reports.slice(0, index + 1), ...resumed.reports], whole.reports);
      assert.deepEqual(resumed.ended, whole.ended);
    }
  });

  it("changes no weight of the network that answers, and nothing where only new classes are candidates", async () => {
    const [on, off] = [await trial({ calibrate: true }), await trial({ calibrate: false })];
    assert.deepEqual(on.ended.weights, off.ended.weights);
    assert.equal(on.ended.figures.perClassAccuracy, off.ended.figures.perClassAccuracy);
    assert.equal(on.ended.figures["generalised/unseen"], off.ended.figures["generalised/unseen"]);
    assert.equal(off.ended.figures.calibration, undefined);
    assert.equal(on.ended.steps > off.ended.steps, true);
  });
});
