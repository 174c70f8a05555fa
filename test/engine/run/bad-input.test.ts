import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { formatProblem } from "../../../src/protocol/problem";
import { readRun } from "../../../src/runs/read-run";
import { endEnginesAfterEach, startRun } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { tableExperiment, tableText, writePictures, writeTables } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

interface Case {
  /** Completes "a run ends with the whole message: …". */
  what: string;
  /** Files of the workspace beside the good ones. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  /** Merged into the experiment. */
  target?: object;
  change?: object;
  /** Paths in it start at the workspace. */
  message: string;
}

/** @param count what the header says; the bytes are those of 3 pictures of 2x2 */
function idx(count: number): Buffer {
  const header = Buffer.alloc(16);
  [0x803, count, 2, 2].forEach((value, index) => header.writeUInt32BE(value, 4 * index));
  return Buffer.concat([header, Buffer.alloc(12)]);
}

const good = tableText(["x", "y"], 8, "bad input");

const cases: Case[] = [
  {
    what: "data that are not there",
    target: { dataset: "data/none.csv" },
    message: "data/none.csv: does not exist; check the path, which starts from the folder of the experiment",
  },
  {
    what: "an empty table",
    files: { "data/empty.csv": "" },
    target: { dataset: "data/empty.csv" },
    message: "data/empty.csv: is empty; a table has a row of column names, then examples",
  },
  {
    what: "a folder without pictures",
    files: { "data/folder/a/notes.doc": "none" },
    target: { dataset: "data/folder" },
    message:
      'data/folder: has no pictures in its sub-folders ("a"); an image folder has one sub-folder a class, with PNG, JPEG, WebP, BMP or TIFF pictures',
  },
  {
    what: "one class",
    files: { "data/one.csv": tableText(["x"], 8, "one") },
    target: { dataset: "data/one.csv" },
    message: 'data/one.csv: has one class only ("x"); training needs examples of at least two classes',
  },
  {
    what: "fewer examples of a class than asked",
    files: { "data/few.csv": `${good}0,1,2,rare\n1,2,3,rare\n` },
    target: { dataset: "data/few.csv", labelled: { perClass: 3 } },
    message:
      'toy.transfer.json, target.labelled.perClass: needs 3 for training of each class, but class "rare" has 1 outside its 1 test examples; ask for 1 or fewer a class, or add examples',
  },
  {
    what: "fewer examples of every class than asked",
    target: { labelled: { perClass: 100 } },
    message:
      "toy.transfer.json, target.labelled.perClass: must be 14 or fewer, because 60 examples of 3 classes leave no more for training, got 100",
  },
  {
    what: "a picture that cannot be read",
    files: { "data/pictures/a/0.png": "not a picture" },
    target: { dataset: "data/pictures" },
    change: { source: { dataset: "data/pictures", architecture: "small-convnet" } },
    message:
      "data/pictures/a/0.png: cannot be read as a picture (Input buffer contains unsupported image format); replace it or move it out of the folder",
  },
  {
    what: "a ragged table",
    files: { "data/ragged.csv": `${good}1,2,x\n` },
    target: { dataset: "data/ragged.csv" },
    message:
      "data/ragged.csv, row 18: must have 4 columns like the first row, got 3; check for a missing value or an unquoted delimiter",
  },
  {
    what: "no column of labels",
    target: { label: "species" },
    message: 'data/target.csv, row 1: has no column "species"; its columns are "a", "b", "c", "label"',
  },
  {
    what: "a cut off IDX file",
    files: {
      "data/train-images-idx3-ubyte": idx(5),
      "data/train-labels-idx1-ubyte": Buffer.from([0, 0, 8, 1, 0, 0, 0, 5, 0, 1, 0, 1, 0]),
    },
    target: { dataset: "data/train-images-idx3-ubyte" },
    message:
      "data/train-images-idx3-ubyte: must have 20 bytes of values for the shape 5 × 2 × 2 in its header, got 12; fetch it again",
  },
  {
    what: "an unknown layer",
    change: { layers: { dense3: "frozen" } },
    message:
      'toy.transfer.json, layers.dense3: must name a layer of the source model (dense1, dense2, head), got "dense3"; did you mean "dense1"?',
  },
  {
    what: "nothing to train",
    change: { layers: { "*": "frozen", head: "frozen" }, target: { dataset: "data/source.csv" } },
    message:
      'toy.transfer.json, layers: must leave a layer to train, but every layer is frozen; let at least the head "head" be trained',
  },
  {
    what: "a loss that is not a number",
    change: { training: { epochs: 3, batchSize: 8, seeds: [1], optimizer: { learningRate: 1e20 } } },
    message:
      "toy.transfer.json, training.optimizer.learningRate: the loss became NaN in epoch 1, batch 2, first in the weights of layer dense2; lower the learning rate (now 100000000000000000000) or look for values that are not numbers in the data",
  },
  {
    what: "an architecture for other data",
    change: { source: { dataset: "data/source.csv", architecture: "small-convnet" } },
    message: "toy.transfer.json, source.architecture: must suit the source data, which are a table; use mlp",
  },
  {
    what: "a test set with a class that the target lacks",
    files: { "data/test.csv": tableText(["x", "q"], 3, "test") },
    target: { test: { dataset: "data/test.csv" } },
    message:
      'toy.transfer.json, target.test.dataset: test data may only have classes of the target data (w, x, y), got "q"',
  },
  {
    what: "a test set with other columns",
    files: { "data/narrow.csv": "a,b,label\n1,2,x\n2,1,y\n" },
    target: { test: { dataset: "data/narrow.csv" } },
    message:
      "toy.transfer.json, target.test.dataset: test data must be what the target data are, a table of the columns a, b, c, got a table of the columns a, b",
  },
];

describe("a run of bad input", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;

  before(async () => {
    workspace = temporaryFolder("bad-input");
    await writeTables(workspace.path);
    await writePictures(path.join(workspace.path, "data/pictures"), ["a", "b"], 8);
  });
  after(() => {
    workspace.remove();
  });

  for (const { what, files = {}, target = {}, change = {}, message } of cases) {
    it(`ends with the whole message: ${what}`, async () => {
      for (const [name, contents] of Object.entries(files)) {
        const file = path.join(workspace.path, name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, contents);
      }
      const experiment = { ...tableExperiment, target: { ...tableExperiment.target, ...target }, ...change };
      const run = await startRun({ folder: workspace.path, experiment });
      const end = await run.closed();
      assert.ok("problem" in end);
      assert.equal(formatProblem(end.problem).replace(`${workspace.path}/`, ""), message);
      const record = await readRun(run.directory);
      assert.ok("status" in record);
      assert.deepEqual([record.state, record.status.problem], ["failed", end.problem]);
    });
  }
});
