import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { changeNotes, notesFile } from "../../../../src/runs/comparison/notes";
import { readComparison } from "../../../../src/runs/comparison/read-comparison";
import { readCurvesOf } from "../../../../src/runs/comparison/run-curves";
import { RunTable, type TableChange } from "../../../../src/runs/comparison/run-table";
import { createRun, newRunDirectory } from "../../../../src/runs/create-run";
import { writeJson } from "../../../../src/runs/json-file";
import { runFiles } from "../../../../src/runs/layout";
import { writeStatus } from "../../../../src/runs/status";
import type { LayerView } from "../../../../src/protocol/view";
import type { Problem } from "../../../../src/protocol/problem";
import { experimentAt } from "../../../fixtures/experiment";
import { reportOf } from "../../../fixtures/report";
import { useTemporaryFolder } from "../../../fixtures/use-temporary-folder";

describe("the table of runs", () => {
  const folder = useTemporaryFolder("run-table");
  const newRun = async (name = "pets") => {
    const { directory } = await createRun(experimentAt(path.join(folder(), `${name}.transfer.json`)), "{}");
    return directory;
  };
  async function finishedRun(name?: string): Promise<string> {
    const directory = await newRun(name);
    const layers: LayerView[] = (["frozen", "trained"] as const).map((training) => ({
      ...{ name: training, kind: "Dense", outputShape: [4], parameters: 20, training },
      origin: training === "frozen" ? "copied" : "new",
    }));
    await writeJson(runFiles(directory).network, layers);
    await writeJson(runFiles(directory).report, reportOf());
    await writeStatus(directory, { state: "finished", startedAt: new Date(Date.now() - 60_000).toISOString() });
    return directory;
  }

  function tableOf() {
    const changes: TableChange[] = [];
    let problems: Problem[] = [];
    const live = new Map<string, { state: "starting" | "running" }>();
    const table = new RunTable({
      onChange: (change) => changes.push(change),
      onNotes: ({ problem }) => {
        problems = problem === undefined ? [] : [problem];
      },
      live: (directory) => live.get(directory),
    });
    return { table, changes, live, problems: () => problems };
  }

  it("has a row for each run with what it is sorted and filtered by", async () => {
    const directory = await finishedRun();
    const { table } = tableOf();
    await table.readAll([folder()]);
    const [row] = table.rows;
    assert.equal(table.rows.length, 1);
    assert.equal(row?.id, directory);
    assert.deepEqual(
      [row.experiment, row.method, row.state, row.labelled, row.epochs, row.rate, row.source, row.data],
      ["pets", "Fine-tuning", "finished", "5 per class", 30, 0.001, "data/mnist", "data/uci-digits"],
    );
    assert.deepEqual(row.layers, { frozen: 1, trained: 0, fresh: 1 });
    assert.deepEqual([row.figure?.mean, row.gain?.value.mean, row.verdict], [0.9, 0.1, "positive"]);
    assert.deepEqual(
      row.arms.map(({ title }) => title),
      ["Fine-tuning", "From scratch", "Linear probe"],
    );
  });

  it("has a row for a run whose folder is still to be made, until it is made or given up", async () => {
    const { table, live } = tableOf();
    const directory = newRunDirectory(path.join(folder(), "pets.transfer.json"));
    live.set(directory, { state: "starting" });
    await table.readOne(directory);
    assert.deepEqual(
      table.rows.map(({ id, experiment, state, method }) => ({ id, experiment, state, method })),
      [{ id: directory, experiment: "pets", state: "starting", method: "" }],
    );
    mkdirSync(directory, { recursive: true });
    await table.readOne(directory);
    assert.equal(table.row(directory)?.state, "starting");
    live.delete(directory);
    await table.readOne(directory);
    assert.equal(table.row(directory)?.state, "damaged");
    rmSync(directory, { recursive: true });
    await table.readOne(directory);
    assert.deepEqual(table.rows, []);
  });

  it("tells of a new run without reading the others again", async () => {
    await finishedRun();
    const { table, changes } = tableOf();
    await table.readAll([folder()]);
    changes.length = 0;
    const directory = await newRun("new");
    await table.readOne(directory);
    assert.deepEqual(
      changes.map(({ rows, gone, reading }) => [rows.map(({ id }) => id), gone, reading]),
      [[[directory], [], false]],
    );
    assert.equal(table.row(directory)?.state, "starting");
  });

  it("tells of a run that was deleted, and says no more of it", async () => {
    const directory = await finishedRun();
    const { table, changes } = tableOf();
    await table.readAll([folder()]);
    rmSync(directory, { recursive: true });
    await table.readOne(directory);
    assert.deepEqual(changes.at(-1)?.gone, [directory]);
    assert.deepEqual(table.rows, []);
  });

  it("knows what the engine says before the disk does", async () => {
    const directory = await newRun();
    const { table, changes, live } = tableOf();
    await table.readAll([folder()]);
    live.set(directory, { state: "running" });
    table.touch(directory);
    assert.equal(changes.at(-1)?.rows[0]?.state, "running");
  });

  it("says of a damaged folder and of one of a newer version what is wrong, and shows the others", async () => {
    const good = await finishedRun();
    const damaged = await finishedRun("damaged");
    const newer = await finishedRun("newer");
    writeFileSync(runFiles(damaged).experiment, '{"method": "fine-');
    writeFileSync(runFiles(newer).report, '{"version": 2, "pages": []}');
    const { table } = tableOf();
    await table.readAll([folder()]);
    assert.equal(table.row(good)?.state, "finished");
    assert.equal(table.row(damaged)?.state, "damaged");
    assert.equal(table.row(damaged)?.experiment, "damaged");
    assert.match(table.row(damaged)?.problem ?? "", /experiment\.json: is damaged/);
    assert.match(table.row(newer)?.problem ?? "", /was written by a newer version of Transfer Lab/);
    const comparison = await readComparison([good, damaged, newer]);
    assert.deepEqual(comparison.ids, [good]);
    assert.equal(comparison.problems.length, 2);
  });

  it("puts notes on their rows, and sends only the rows that they change", async () => {
    const directory = await finishedRun();
    await finishedRun("other");
    const { table, changes } = tableOf();
    await table.readAll([folder()]);
    changes.length = 0;
    await changeNotes(folder(), [path.basename(directory)], { name: "best", tags: ["good"], pinned: true });
    await table.readNotes(folder());
    assert.deepEqual(
      changes.flatMap(({ rows }) => rows.map(({ id, name, tags, pinned }) => [id, name, tags, pinned])),
      [[directory, "best", ["good"], true]],
    );
    await table.readNotes(folder());
    assert.equal(changes.length, 1);
  });

  it("shows the rows though the notes are damaged, and says so until they are repaired", async () => {
    const directory = await finishedRun();
    mkdirSync(path.dirname(notesFile(folder())), { recursive: true });
    writeFileSync(notesFile(folder()), "{");
    const { table, problems } = tableOf();
    await table.readAll([folder()]);
    assert.equal(table.row(directory)?.state, "finished");
    assert.equal(problems()[0]?.code, "runs/damaged");
    writeFileSync(notesFile(folder()), '{ "version": 1, "runs": {} }');
    await table.readNotes(folder());
    assert.deepEqual(problems(), []);
  });

  it("reads the curves of a log with a torn last line up to that line, and says of a damaged row", async () => {
    const directory = await finishedRun();
    const row = (epoch: number) =>
      JSON.stringify({
        type: "epoch",
        arm: "transfer",
        seed: 1,
        epoch,
        step: epoch,
        train: { lossNats: 1, accuracy: 0.5 },
      });
    const file = runFiles(directory).metrics;
    const choice = { arm: "transfer", split: "train" } as const;
    writeFileSync(file, `${row(1)}\n${row(2)}\n${row(3).slice(0, 30)}`);
    const torn = await readCurvesOf(directory, choice);
    assert.deepEqual([torn.problem, torn.curves[0]?.points.length], [undefined, 2]);
    writeFileSync(file, `${row(1)}\n{"type": 5}\n${row(3)}\n`);
    const damaged = await readCurvesOf(directory, choice);
    assert.deepEqual(
      damaged.curves[0]?.points.map(([epoch]) => epoch),
      [1, 3],
    );
    assert.match(damaged.problem ?? "", /metrics\.jsonl, byte \d+: this row is damaged and left out/);
  });
});
