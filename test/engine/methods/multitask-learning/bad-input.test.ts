/** What a person can get wrong with several tasks, in a real run: each ends with the place, the rule and the way out. */
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { Lab } from "../../../../bench/findings/lab";
import { formatProblem, ProblemError } from "../../../../src/protocol/problem";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { tableText, writePictures } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

/** Two labels and a number in one table. */
const table = tableText(["x", "y"], 12, "several tasks")
  .trim()
  .split("\n")
  .map((line, row) => (row === 0 ? `${line},side,height` : `${line},${row % 2},${(row % 5) + 0.5}`))
  .join("\n");

const task = { dataset: "data/table.csv", labelled: { perClass: 4 }, validation: "none" };
const experiment = {
  method: "multitask-learning",
  source: { tasks: { side: { ...task, label: "side" } }, architecture: "mlp" },
  target: { ...task, label: "label" },
  training: { epochs: 2, batchSize: 8, seeds: [1] },
  controls: ["single-task"],
};

interface Case {
  /** Completes "a run ends with the whole message: …". */
  what: string;
  tasks?: object;
  change?: object;
  message: string;
}

const cases: Case[] = [
  {
    what: "a head of a number on a label of names",
    tasks: { named: { dataset: "data/named.csv", predicts: "number", labelled: { fraction: 0.5 } } },
    message:
      'data/named.csv, row 2, column "label": labels must be numbers, because the task predicts one, got "x"; name another column as "label", or leave out "predicts" where labels are classes',
  },
  {
    what: "a head of a number on folders of pictures",
    tasks: { pictures: { dataset: "data/pictures", predicts: "number", labelled: { fraction: 0.5 } } },
    message:
      'data/pictures: has folders of pictures, which are classes, and no numbers to predict; use a table or an .npz file with a label of numbers, or leave out "predicts"',
  },
  {
    what: "tasks without a common input",
    tasks: { pictures: { dataset: "data/pictures", labelled: { perClass: 2 } } },
    message:
      "toy.transfer.json, source.tasks.pictures.dataset: must be a table, because all tasks have a table, got pictures",
  },
  {
    what: "tables with other columns",
    tasks: { wide: { dataset: "data/wide.csv", labelled: { perClass: 4 } } },
    message:
      "toy.transfer.json, source.tasks.wide.dataset: must have 5 columns beside the label, as the target has, got 4",
  },
  {
    what: "a task of one class",
    tasks: { one: { ...task, label: "side", classes: ["1"] } },
    message: 'toy.transfer.json, source.tasks.one.classes: must have two classes or more to tell apart, got only "1"',
  },
  {
    what: "test data with a class that the head lacks",
    tasks: { side: { ...task, label: "side", test: { dataset: "data/other.csv", label: "side" } } },
    message:
      'toy.transfer.json, source.tasks.side.test.dataset: test data may only have classes of the target data (0, 1), got "7"',
  },
  {
    what: "fewer examples of a task than asked",
    tasks: { side: { ...task, label: "side", labelled: { perClass: 40 } } },
    message:
      "toy.transfer.json, source.tasks.side.labelled.perClass: must be 8 or fewer, because 24 examples of 2 classes leave no more for training, got 40",
  },
  {
    what: "steps so large that a loss is no number",
    change: { training: { ...experiment.training, optimizer: { name: "sgd", learningRate: 1e20 } } },
    message:
      "toy.transfer.json, training.optimizer.learningRate: the loss of the task target became NaN in step 2; lower the learning rate (now 100000000000000000000) or look for values that are not numbers in the data",
  },
];

describe("several tasks", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;

  before(async () => {
    workspace = temporaryFolder("bad-tasks");
    lab = new Lab(workspace.path, await startNativeBackend());
    await mkdir(path.join(workspace.path, "data"), { recursive: true });
    await writeFile(path.join(workspace.path, "data/table.csv"), table);
    await writeFile(path.join(workspace.path, "data/named.csv"), tableText(["x", "y"], 12, "named"));
    await writeFile(path.join(workspace.path, "data/other.csv"), table.replace(/,1,(?=[^,]*$)/gm, ",7,"));
    await writeFile(
      path.join(workspace.path, "data/wide.csv"),
      `d,${tableText(["x", "y"], 12, "wide").trim().split("\n").join("\n1,")}`,
    );
    await writePictures(path.join(workspace.path, "data/pictures"), ["a", "b"], 6);
  });
  after(() => {
    workspace.remove();
  });

  it("are learnt from one table, of which no task has another's label among its features", async () => {
    const height = { ...task, label: "height", predicts: "number", labelled: { fraction: 0.5 } };
    const source = { ...experiment.source, tasks: { ...experiment.source.tasks, height } };
    const { report } = await lab.run({ ...experiment, source });
    const [trial] = report.trials;
    assert.deepEqual(Object.keys(trial?.test ?? {}).sort(), [
      "accuracy",
      "height/r2",
      "height/rmse",
      "lossNats",
      "side/accuracy",
      "side/lossNats",
    ]);
  });

  for (const { what, tasks = experiment.source.tasks, change = {}, message } of cases) {
    it(`end with the whole message: ${what}`, async () => {
      const source = { ...experiment.source, tasks };
      await assert.rejects(lab.run({ ...experiment, source, ...change }), (error: unknown) => {
        assert.ok(error instanceof ProblemError, String(error));
        assert.equal(
          formatProblem(error.problem)
            .replaceAll(`${workspace.path}/`, "")
            .replace(/experiment-\d+/, "toy"),
          message,
        );
        return true;
      });
    });
  }
});
