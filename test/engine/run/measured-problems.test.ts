import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { applyEdits } from "../../../src/experiment/edit";
import { parseExperiment } from "../../../src/experiment/parse";
import type { Problem } from "../../../src/protocol/problem";
import { lastFinishedRun, problemsOfLastRun } from "../../../src/runs/measured-problems/last-run";
import { runCommand } from "../../fixtures/command-line";
import { completeRun, endEnginesAfterEach } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { tableExperiment, tableText, writeTables } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

describe("what a run has measured", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;
  const fileOf = (name: string) => path.join(workspace.path, `${name}.transfer.json`);

  before(async () => {
    workspace = temporaryFolder("measured-problems");
    await writeTables(workspace.path);
    await writeFile(path.join(workspace.path, "data/blind.csv"), blindTable());
  });
  after(() => {
    workspace.remove();
  });

  /** Measured problems of the file as it is now. */
  const problemsOf = async (name: string): Promise<Problem[]> => {
    const file = fileOf(name);
    const { experiment } = parseExperiment(await readFile(file, "utf8"), file);
    const run = await lastFinishedRun(file);
    assert.ok(experiment !== undefined && run !== undefined);
    // The source of these tables has learnt little, which is another matter.
    return problemsOfLastRun(experiment, run, []).filter(({ code }) => code !== "source/weak");
  };
  const runOf = async (name: string, changes: object): Promise<Problem[]> => {
    const experiment = { ...tableExperiment, controls: [], ...changes };
    await completeRun({ folder: workspace.path, experiment, name });
    return problemsOf(name);
  };

  it("is that a layer never moved, where the rate is next to nothing; the command line says so, and the fix ends it", async () => {
    const optimizer = { learningRate: 1e-12 };
    const [problem, ...others] = await runOf("still", { training: { ...tableExperiment.training, optimizer } });
    assert.equal(problem?.code, "result/layer-never-moved");
    assert.deepEqual(others, []);
    assert.match(problem.message, /^dense2, head are trained and have not moved .* \(drift \S+\); freeze/);
    const said = await runCommand(workspace.path, "check", "still.transfer.json");
    assert.match(said.stdout, /dense2, head are trained and have not moved/);
    assert.equal(said.code, 0, "it is no fault of the file");
    const [freeze] = problem.fixes ?? [];
    assert.equal(freeze?.title, "Freeze dense2");
    await writeFile(fileOf("still"), applyEdits(await readFile(fileOf("still"), "utf8"), freeze.edits));
    assert.deepEqual(await problemsOf("still"), []);
    const fixed = await runCommand(workspace.path, "check", "still.transfer.json");
    assert.doesNotMatch(fixed.stdout, /have not moved/);
  });

  it("is that it overfits, where labels are drawn by lot", async () => {
    const target = { dataset: "data/blind.csv", labelled: { perClass: 12 }, validation: { perClass: 8 } };
    const training = { epochs: 30, seeds: [1], earlyStopping: false, optimizer: { learningRate: 0.01 } };
    const problems = await runOf("overfit", { target, training });
    const found = problems.find(({ code }) => code === "result/overfitting");
    assert.match(
      found?.message ?? "",
      /^the validation loss rises from epoch \d+ on while the training loss still falls \(1 seed, from \d\.\d+ to \d\.\d+ nats\)/,
    );
  });

  it("is that units are dead and steps too large, where the rate is far too high", async () => {
    const training = { ...tableExperiment.training, optimizer: { learningRate: 3 } };
    const codes = (await runOf("dead", { layers: {}, training })).map(({ code }) => code);
    assert.ok(codes.includes("result/dead-units"), codes.join());
    assert.ok(codes.includes("result/large-updates"), codes.join());
  });

  it("is nothing to change where all went well", async () => {
    const training = { epochs: 12, batchSize: 8, seeds: [1], optimizer: { learningRate: 0.003 } };
    const codes = (await runOf("well", { training })).map(({ code }) => code);
    assert.deepEqual(
      codes.filter((code) => code !== "result/still-learning"),
      [],
    );
  });
});

/** The labels of a table, moved along by some rows, so that they say nothing of its numbers. */
function blindTable(): string {
  const [head = "", ...rows] = tableText(["x", "y", "w"], 30, "blind").trim().split("\n");
  const numbers = rows.map((row) => row.split(",").slice(0, 3).join(","));
  const labels = rows.map((_, index) => ["x", "y", "w"][(index * index + Math.floor(index / 7)) % 3]);
  return `${[head, ...numbers.map((row, index) => `${row},${labels[index]}`)].join("\n")}\n`;
}
