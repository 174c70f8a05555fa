import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { formatProblem } from "../../../../src/protocol/problem";
import { endEnginesAfterEach, failedRun } from "../../../support/engine-run";
import { trainingMs } from "../../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";
import { clusteringExperiment, countsText, features, writeCounts } from "./counted-data";

const { options } = clusteringExperiment;

const cases = [
  {
    what: "more clusters than examples",
    change: { options: { ...options, clusters: 25 } },
    message:
      "options.clusters: must be 24 at most, because there are no more target examples to put into clusters, got 25",
  },
  {
    what: "more clusters than examples that have a count",
    change: { target: { dataset: "data/empty.csv" }, options: { ...options, clusters: 3 } },
    message:
      "options.clusters: must be 2 at most, because there are no more target examples with a count above 0 to put into clusters, got 3",
  },
  {
    what: "more clusters than auxiliary examples",
    change: { options: { ...options, sourceClusters: 91 } },
    message:
      "options.sourceClusters: must be 90 at most, because there are no more auxiliary examples to put into clusters, got 91",
  },
  {
    what: "more clusters than features",
    change: { options: { ...options, featureClusters: 13 } },
    message:
      "options.featureClusters: must be 12 at most, because there are no more features to put into clusters, got 13",
  },
  {
    what: "negative counts",
    change: { target: { dataset: "data/centred.csv" } },
    message:
      'target.dataset: must hold counts, which are 0 or above, got -1 (row 2, column "w0"); give the counts as they are, not centred or standardised',
  },
  {
    what: "nothing counted",
    change: { source: { dataset: "data/nothing.csv" } },
    message: "source.dataset: has no count above 0 in any example",
  },
  {
    what: "other columns",
    change: { source: { dataset: "data/wide.csv" } },
    message: "source.dataset: must have 12 columns beside the label, as the target has, got 13",
  },
  {
    what: "folders of texts with words of their own",
    change: { source: { dataset: "texts/a" }, target: { dataset: "texts/b" } },
    message:
      'source.dataset: must be the folder of the target, because each folder has its own most frequent words; put the texts of both under one folder, and choose those of each with "classes"',
  },
  {
    what: "no number of clusters for a target without labels",
    change: { target: { dataset: "data/target.csv", classes: ["x"] } },
    message:
      "options.clusters: must say how many clusters there shall be: the target has no classes whose number could be taken",
  },
];

describe("a run of self-taught clustering on bad input", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;

  before(async () => {
    workspace = temporaryFolder("clustering-bad-input");
    await writeCounts(workspace.path);
    const write = (name: string, text: string) => writeFile(path.join(workspace.path, "data", name), text);
    const [header = "", first = "", ...rest] = countsText(["x", "y", "z"], 8).split("\n");
    const zeros = (kind: string) => `${new Array(features).fill(0).join()},${kind}`;
    await write("empty.csv", [header, first, ...rest.slice(0, 1), zeros("x"), zeros("z"), ""].join("\n"));
    await write("nothing.csv", [header, zeros("x"), zeros("y"), ...Array<string>(4).fill(zeros("x")), ""].join("\n"));
    await write("centred.csv", [header, first.replace(/^\d+/, "-1"), ...rest].join("\n"));
    await write(
      "wide.csv",
      [header, first, ...rest]
        .map((line) => (line === "" ? "" : line.replace(/^/, line === header ? "v," : "1,")))
        .join("\n"),
    );
    for (const folder of ["a/one", "a/two", "b/one", "b/two"]) {
      await mkdir(path.join(workspace.path, "texts", folder), { recursive: true });
      for (const name of ["1.txt", "2.txt", "3.txt"]) {
        await writeFile(
          path.join(workspace.path, "texts", folder, name),
          `alpha beta gamma delta epsilon ${folder.replace("/", " ")}`,
        );
      }
    }
  });
  after(() => {
    workspace.remove();
  });

  for (const { what, change, message } of cases) {
    it(`ends with the whole message and a way out: ${what}`, async () => {
      const experiment = { ...clusteringExperiment, training: { seeds: [1] }, controls: [], ...change };
      const problem = await failedRun({ folder: workspace.path, experiment });
      assert.equal(formatProblem(problem).replace(/^.*toy\.transfer\.json, /, ""), message);
    });
  }
});
