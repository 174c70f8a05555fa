import assert from "node:assert/strict";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { Lab, type LabRun } from "../../../../bench/findings/lab";
import { formatProblem, ProblemError } from "../../../../src/protocol/problem";
import { runFiles } from "../../../../src/runs/layout";
import { writeStatus, readStatus } from "../../../../src/runs/status";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { tableText, writePictures, writeTables } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

const method = "progressive-networks";
const training = { epochs: 1, batchSize: 8, seeds: [1] };
const target = { name: "third", dataset: "data/target.csv", labelled: { perClass: 8 } };

describe("a run of progressive networks on bad input", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;
  /** Columns `one` and `two`, of tables with three columns. */
  let finished: LabRun;

  before(async () => {
    const backend = await startNativeBackend();
    workspace = temporaryFolder("progressive-bad-input");
    lab = new Lab(workspace.path, backend);
    await writeTables(workspace.path);
    await writePictures(path.join(workspace.path, "data/pictures"), ["a", "b"], 8);
    await writeFile(
      path.join(workspace.path, "data/wide.csv"),
      tableText(["x", "y"], 20, "wide").replaceAll("\n", ",1\n").replace("label,1", "label,d"),
    );
    finished = await lab.run(
      {
        ...{ method, training, controls: [] },
        source: { tasks: { one: { ...target, name: undefined, dataset: "data/source.csv" } }, architecture: "mlp" },
        target: { ...target, name: "two" },
      },
      "finished",
    );
  });
  after(() => {
    workspace.remove();
  });

  /** A copy of the finished run with one change. */
  const changed = async (name: string, change: (folder: string) => Promise<void>): Promise<string> => {
    const folder = path.join(path.dirname(finished.directory), name);
    await cp(finished.directory, folder, { recursive: true });
    await change(folder);
    return folder;
  };
  const messageOf = async (experiment: object): Promise<string> => {
    try {
      await lab.run({ method, training, controls: [], target, ...experiment }, "toy");
    } catch (error) {
      assert.ok(error instanceof ProblemError, String(error));
      return formatProblem(error.problem).replaceAll(`${workspace.path}${path.sep}`, "");
    }
    return assert.fail("it ran");
  };
  const after_ = (directory: string) => ({ run: path.relative(workspace.path, directory) });

  it("is refused where its column has the name of one that is there", async () => {
    const message = await messageOf({ source: after_(finished.directory), target: { ...target, name: "one" } });
    assert.equal(
      message,
      'toy.transfer.json, target.name: must be another name than those of the other tasks (one, two), got "one"',
    );
  });

  it("is refused where the run that it goes on with is still going", async () => {
    const folder = await changed("going", async (directory) => {
      const status = await readStatus(directory);
      assert.ok(status.ok);
      await writeStatus(directory, { ...status.value, state: "running", pid: process.pid });
    });
    assert.equal(
      await messageOf({ source: after_(folder) }),
      "toy.transfer.json, source.run: must be a finished run: a column cannot be added to a run that is still going (running); wait until it has finished",
    );
  });

  it("is refused where there is no such run", async () => {
    assert.equal(
      await messageOf({ source: { run: ".transfer-lab/runs/none" } }),
      "toy.transfer.json, source.run: .transfer-lab/runs/none: is not the folder of a run; runs are folders in .transfer-lab/runs beside their experiment file",
    );
  });

  it("is refused where the run has no model of a seed", async () => {
    const folder = await changed("lost", (directory) => rm(runFiles(directory).model(1), { recursive: true }));
    const message = await messageOf({ source: after_(folder) });
    assert.ok(message.startsWith("toy.transfer.json, training.seeds: must be seeds of the run"), message);
  });

  it("is refused where the network of the run has no columns", async () => {
    const folder = await changed("renamed", async (directory) => {
      const file = path.join(runFiles(directory).model(1), "model.json");
      const text = await readFile(file, "utf8");
      await writeFile(
        file,
        text
          .replaceAll("one/", "one-")
          .replaceAll("two/", "two-")
          .replaceAll(/-(kernel|bias)"/g, '/$1"'),
      );
    });
    assert.equal(
      await messageOf({ source: after_(folder) }),
      "toy.transfer.json, source.run: must be a run whose network has columns, got one without; run its experiment again",
    );
  });

  it("is refused where a lateral would join other shapes: pictures, or a table of other columns", async () => {
    assert.equal(
      await messageOf({
        source: after_(finished.directory),
        target: { ...target, dataset: "data/pictures", labelled: { perClass: 3 } },
      }),
      "toy.transfer.json, target.dataset: must be a table, because the source model takes a table, got pictures",
    );
    assert.equal(
      await messageOf({
        source: after_(finished.directory),
        target: { ...target, dataset: "data/wide.csv", label: "label" },
      }),
      "toy.transfer.json, target.dataset: must have 3 columns beside the label, as the source model takes, got 4",
    );
  });
});
