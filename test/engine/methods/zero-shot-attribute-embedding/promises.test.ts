/** What attribute embedding promises, in whole runs on a small table. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { Lab, type LabRun } from "../../../../bench/findings/lab";
import { runFiles } from "../../../../src/runs/layout";
import { readModelFiles } from "../../../../src/models/model-files";
import { sourceModel } from "../../../../src/training/source-weights";
import { tf } from "../../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";
import { describedExperiment, unseen, writeDescribed } from "./described-table";

const figure = ({ report }: LabRun, arm: string, name = "perClassAccuracy"): number => {
  const values = report.trials.filter((trial) => trial.arm === arm).map(({ test }) => test[name] ?? NaN);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

describe("a run of attribute embedding", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;
  let run: LabRun;

  before(async () => {
    workspace = temporaryFolder("attribute-embedding");
    await writeDescribed(workspace.path);
    lab = new Lab(workspace.path, await startNativeBackend());
    const controls = ["shuffled-attributes", "eszsl", "chance"];
    run = await lab.run({ ...describedExperiment, controls }, "margin");
  });
  after(() => {
    workspace.remove();
  });

  it("recognises classes that it never saw by their attributes, and not by those of other classes", () => {
    assert.ok(figure(run, "transfer") > 0.8, String(figure(run, "transfer")));
    assert.ok(figure(run, "eszsl") > 0.8, String(figure(run, "eszsl")));
    for (const arm of ["shuffled-attributes", "chance"]) {
      assert.ok(figure(run, arm) < figure(run, "transfer") - 0.2, `${arm}: ${figure(run, arm)}`);
    }
  });

  it("says how it does when seen classes are candidates too, and shows each class", () => {
    assert.ok(figure(run, "transfer", "generalised/harmonic") > 0);
    assert.deepEqual(
      (run.report.parts ?? []).map(({ id }) => id),
      ["embedding-spread", "generalised", "classes"],
    );
    for (const name of unseen) assert.ok(Number.isFinite(figure(run, "transfer", `class/${name}`)));
  });

  it("chooses γ and λ of the closed form on held-out seen classes, and says them", () => {
    for (const { measured } of run.report.trials.filter(({ arm }) => arm === "eszsl")) {
      assert.deepEqual(Object.keys(measured ?? {}), ["gamma", "lambda"]);
    }
  });

  it("saves a network that scores the classes by itself", async () => {
    const folder = runFiles(run.directory).model(1);
    const model = sourceModel(await readModelFiles(folder, folder));
    assert.deepEqual(model.summary.classes, unseen);
    assert.equal(model.summary.layers.at(-1)?.name, "classes");
    tf.dispose([...model.weights.values()]);
  });

  it("names the collapse of the naive distance, and keeps embeddings apart with the margin", async () => {
    const training = { ...describedExperiment.training, epochs: 60, optimizer: { learningRate: 0.01 }, seeds: [1] };
    const naive = await lab.run({ ...describedExperiment, training, controls: ["naive"] }, "naive");
    const codes = naive.warnings.map(({ code }) => code);
    assert.ok(codes.includes("attribute-embedding/collapse"), codes.join());
    const spread = (naive.report.parts ?? []).find(({ id }) => id === "embedding-spread");
    assert.ok(spread?.type === "table");
    const cellsOf = (title: string) =>
      (spread.rows.find((row) => row.title === title)?.cells ?? []).map((cell) =>
        cell === null || typeof cell === "string" ? NaN : cell.mean,
      );
    const [own = [], collapsed = []] = ["Attribute embedding", "Naive distance"].map(cellsOf);
    assert.ok((own[0] ?? 0) > 0.5 && (own[1] ?? 0) > 0.5, String(own));
    assert.ok((collapsed[0] ?? 1) < 0.1 && (collapsed[1] ?? 1) < 0.1, String(collapsed));
  });
});
