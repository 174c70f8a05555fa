/** What a person can get wrong with two domains, in a real run: each ends with the place, the rule and the way out. */
import assert from "node:assert/strict";
import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { Lab } from "../../../../bench/findings/lab";
import { formatProblem, ProblemError } from "../../../../src/protocol/problem";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { tableText, writePictures } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

const experiment = {
  method: "domain-adversarial",
  source: { dataset: "data/source", architecture: "small-convnet", validation: "none" },
  target: { dataset: "data/target" },
  training: { epochs: 1, batchSize: 8, seeds: [1] },
  controls: ["source-only"],
};

const cases = [
  {
    what: "labels of the target for training",
    change: { target: { ...experiment.target, labelled: { perClass: 2 } } },
    message: /target\.labelled: must be left out: .* learns from these examples without their labels/,
  },
  {
    what: "source examples without labels",
    change: { source: { ...experiment.source, dataset: "data/flat" } },
    message: /data\/flat: /,
  },
  {
    what: "the same examples as source and target",
    change: { target: { dataset: "data/source" } },
    message: /target\.dataset: must hold other examples than the source/,
  },
  {
    what: "a table beside pictures",
    change: { target: { dataset: "data/table.csv" } },
    message: /must be (a table|pictures), because all tasks have (a table|pictures)/,
  },
  {
    what: "steps so large that a loss is no number",
    change: {
      training: { ...experiment.training, epochs: 4, optimizer: { name: "sgd", learningRate: 1e20 } },
    },
    message: /training\.optimizer\.learningRate: .* became (NaN|Infinity).*; lower the learning rate/,
  },
];

describe("two domains", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;

  before(async () => {
    workspace = temporaryFolder("bad-domains");
    lab = new Lab(workspace.path, await startNativeBackend());
    const data = (name: string) => path.join(workspace.path, "data", name);
    await writePictures(data("source"), ["left", "right"], 8);
    await writePictures(data("target"), ["left", "right"], 8);
    await mkdir(data("flat"));
    for (const name of await readdir(path.join(data("target"), "left"))) {
      await copyFile(path.join(data("target"), "left", name), path.join(data("flat"), name));
    }
    await writeFile(path.join(data("flat"), "broken.png"), "no picture");
    await writeFile(data("table.csv"), tableText(["left", "right"], 12, "domains"));
  });
  after(() => {
    workspace.remove();
  });

  it("are learnt where the target is a folder of pictures without classes, of which one cannot be read", async () => {
    const target = { dataset: "data/flat", test: { dataset: "data/target" } };
    const { report, warnings } = await lab.run({ ...experiment, target });
    assert.ok(warnings.some(({ message }) => message.includes("broken.png")));
    for (const { test } of report.trials) assert.ok((test.accuracy ?? NaN) >= 0);
  });

  it("are learnt where nothing says what the target's classes are, and then nothing is judged", async () => {
    const { report } = await lab.run({ ...experiment, target: { dataset: "data/flat" } });
    assert.equal(report.trials[0]?.test.accuracy, undefined);
    assert.equal(report.verdict.kind, "not-compared");
  });

  for (const { what, change, message } of cases) {
    it(`end with a message: ${what}`, async () => {
      await assert.rejects(lab.run({ ...experiment, ...change }), (error: unknown) => {
        const text = error instanceof ProblemError ? formatProblem(error.problem) : String(error);
        assert.match(text, message);
        return true;
      });
    });
  }
});
