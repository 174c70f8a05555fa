/** What a person can get wrong with attribute embedding, in a real run: each ends with the place, the rule and the way out. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { Lab } from "../../../../bench/findings/lab";
import { formatProblem, ProblemError } from "../../../../src/protocol/problem";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { writePictures } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";
import { attributeTable, describedExperiment as experiment, seen, unseen, writeDescribed } from "./described-table";

const tables = {
  "missing.csv": attributeTable([...seen, "ibis", "koi"]),
  "constant.csv": attributeTable().replace(/,[01]$/gm, ",1"),
  "words.csv": attributeTable().replace(/^bee,1/m, "bee,yes"),
};

interface Case {
  /** Completes "ends with the whole message: …". */
  what: string;
  change: object;
  message: RegExp;
}

const cases: Case[] = [
  {
    what: "a table without a class of the target",
    change: { semantics: { attributes: "missing.csv" } },
    message: /^toy\.transfer\.json, semantics\.attributes: must have a row for every class of the target, .*jay/,
  },
  {
    what: "a cell that is no number",
    change: { semantics: { attributes: "words.csv" } },
    message: /^words\.csv, row 3, column "a": must be a number \(0 or 1\), got "yes"/,
  },
  {
    what: "a class in source and target",
    change: { target: { ...experiment.target, classes: [...unseen, "ant"] } },
    message: /^toy\.transfer\.json, target\.dataset: must hold other examples than the source; .*"classes"/,
  },
  {
    what: "labels to train on of classes that nobody has seen",
    change: { target: { ...experiment.target, labelled: { perClass: 5 } } },
    message: /^toy\.transfer\.json, target\.labelled: /,
  },
  {
    what: "no attribute table",
    change: { semantics: undefined },
    message: /^toy\.transfer\.json: must have "semantics"/,
  },
  {
    what: "pictures too large for the closed form",
    change: {
      source: { dataset: "pictures", classes: ["ant", "bee"], architecture: "small-convnet", size: 48 },
      target: { dataset: "pictures", classes: ["ibis", "jay"] },
      controls: ["eszsl"],
    },
    message:
      /^toy\.transfer\.json, controls: must do without "eszsl", whose closed form takes up to 1024 values an example, got 6912/,
  },
];

describe("a run of attribute embedding on bad input", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;

  before(async () => {
    workspace = temporaryFolder("attribute-embedding-bad-input");
    await writeDescribed(workspace.path);
    await writePictures(path.join(workspace.path, "pictures"), ["ant", "bee", "ibis", "jay"], 4);
    for (const [name, text] of Object.entries(tables)) await writeFile(path.join(workspace.path, name), text);
    lab = new Lab(workspace.path, await startNativeBackend());
  });
  after(() => {
    workspace.remove();
  });

  for (const { what, change, message } of cases) {
    it(`ends with place, rule and way out: ${what}`, async () => {
      const failed = await lab.run({ ...experiment, ...change }, "toy").then(
        () => "the run finished",
        (error: unknown) => (error instanceof ProblemError ? formatProblem(error.problem) : (error as Error).message),
      );
      assert.match(failed.replaceAll(`${workspace.path}/`, ""), message);
    });
  }

  it("warns of an attribute that all classes share, and does without it", async () => {
    const training = { ...experiment.training, epochs: 1, seeds: [1] };
    const run = await lab.run({ ...experiment, training, semantics: { attributes: "constant.csv" } });
    assert.ok(run.warnings.some(({ code }) => code === "semantics/constant-attribute"));
  });

  it("warns that the distance is a demonstration", async () => {
    const training = { ...experiment.training, epochs: 1, seeds: [1] };
    const run = await lab.run({ ...experiment, training, options: { objective: "distance" } });
    assert.ok(run.warnings.some(({ code }) => code === "attribute-embedding/naive"));
  });
});
