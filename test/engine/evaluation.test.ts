import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { judge } from "../../src/engine/evaluation";
import { TaskData } from "../../src/engine/task-data";
import type { Experiment } from "../../src/experiment/types";
import { evaluate } from "../../src/training/evaluate";
import { inputsFor } from "../../src/training/inputs";
import { Network, type SourceModel } from "../../src/training/network";
import { createServices } from "../../src/training/services";
import { toyBackend } from "../support/engine-fit";
import { startNativeBackend, trainingMs } from "../support/engine-runtime";
import { planOf, toyArchitecture, toySource } from "../support/engine-toys";
import { writeExperiment, writePictures } from "../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";

describe("the judge of a trial", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let experiment: Experiment;
  let task: TaskData;
  let source: SourceModel & { dispose(): void };
  let other: SourceModel & { dispose(): void };

  before(async () => {
    await startNativeBackend();
    workspace = temporaryFolder("judge");
    await writePictures(path.join(workspace.path, "data"), ["left", "middle", "right"], 20);
    ({ experiment } = await writeExperiment(workspace.path, {
      method: "fine-tuning",
      source: { dataset: "data", architecture: "small-convnet" },
      target: { dataset: "data", labelled: { perClass: 4 } },
    }));
    task = await TaskData.open(experiment, experiment.target, {});
    [source, other] = [await toySource(), await toySource(toyArchitecture, 8)];
  });
  after(async () => {
    await task.close();
    source.dispose();
    other.dispose();
    workspace.remove();
  });

  for (const { whose, from } of [
    { whose: "the source's", from: () => source },
    { whose: "another network's", from: () => other },
  ]) {
    it(`gives the figures of the whole network where its frozen layers are ${whose}`, async () => {
      const plan = planOf(source, "new", { conv1: "frozen", conv1_bn: "frozen" });
      const network = await Network.create({ source: from(), outputs: 3, plan, seed: 5 });
      const services = createServices(toyBackend);
      const form = { inputShape: [6, 6, 1], preprocessing: source.preprocessing };
      const outcome = { network, epochs: 0, steps: 0, frozen: [] };
      const { test } = await judge(outcome, { experiment, source, services, form, seed: 1, tasks: [task] });
      const whole = await inputsFor({ examples: task.testExamples(form), augmentation: null, seed: 1 });
      const { accuracy, lossNats } = await evaluate(network.model, whole);
      assert.equal(test.accuracy, accuracy);
      assert.ok(Math.abs((test.lossNats ?? NaN) - lossNats) < 1e-5, `${test.lossNats} and ${lossNats}`);
      network.dispose();
      await services.dispose();
    });
  }
});
