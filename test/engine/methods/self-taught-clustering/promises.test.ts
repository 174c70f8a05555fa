/** What self-taught clustering promises, in whole runs: files in, clusters out. */
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { Lab, type LabRun } from "../../../../bench/findings/lab";
import type { ReportPart } from "../../../../src/protocol/report";
import { runFiles } from "../../../../src/runs/layout";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";
import { clusteringExperiment, countsText, features, writeCounts } from "./counted-data";

describe("self-taught clustering", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;

  before(async () => {
    workspace = temporaryFolder("clustering");
    lab = new Lab(workspace.path, await startNativeBackend());
    await writeCounts(workspace.path);
  });
  after(() => {
    workspace.remove();
  });

  const run = (changes: object = {}) => lab.run({ ...clusteringExperiment, ...changes });
  const clustersOf = async ({ directory }: LabRun, seed = 1) => {
    const text = await readFile(path.join(runFiles(directory).model(seed), "clusters.csv"), "utf8");
    return text.trim().split("\n").slice(1);
  };
  const partOf = ({ report }: LabRun, id: string): ReportPart | undefined =>
    report.parts?.find((part) => part.id === id);

  it("finds kinds that differ in their features, names every example, and is judged by entropy", async () => {
    const found = await run();
    assert.equal(found.report.headline.figure, "entropyBits");
    for (const { arm, test } of found.report.trials) {
      assert.deepEqual(Object.keys(test).toSorted(), ["ari", "entropyBits", "nmi", "purity"], arm);
      assert.ok((test.ari ?? 0) > 0.5, `${arm}: ${test.ari}`);
    }
    const lines = await clustersOf(found);
    assert.equal(lines.length, 24);
    for (const [row, line] of lines.entries()) assert.match(line, new RegExp(`^row ${row + 2},[123]$`));
    assert.deepEqual(
      found.report.parts?.map(({ id }) => id),
      ["agreement", "clusters", "objective", "clusters-and-classes"],
    );
  });

  it("shows an objective that never rises", async () => {
    const chart = partOf(await run(), "objective");
    assert.ok(chart?.type === "chart");
    const losses = chart.series[0]?.points.map((point) => point?.mean ?? NaN) ?? [];
    assert.ok(losses.length > 2);
    for (const [round, loss] of losses.entries()) {
      if (round > 0) assert.ok(loss <= (losses[round - 1] ?? NaN) + 1e-12, losses.join(", "));
    }
  });

  it("is co-clustering of the target alone at λ = 0, whatever the auxiliary examples are", async () => {
    await writeFile(path.join(workspace.path, "data/other.csv"), countsText(["p", "q"], 10, { purpose: "other" }));
    const options = { ...clusteringExperiment.options, lambda: 0 };
    const [one, two] = [await run({ options }), await run({ options, source: { dataset: "data/other.csv" } })];
    assert.deepEqual(await clustersOf(one), await clustersOf(two));
    const testsOf = ({ report }: LabRun, arm: string) =>
      report.trials.filter((trial) => trial.arm === arm).map(({ test }) => test);
    assert.deepEqual(testsOf(one, "transfer"), testsOf(one, "target-alone"));
    assert.deepEqual(testsOf(one, "transfer"), testsOf(two, "transfer"));
    assert.ok(one.report.warnings.some(({ code }) => code === "clustering/twin") || one.warnings.length > 0);
  });

  it("draws another part of the target with each seed and clusters only that", async () => {
    const found = await run({ target: { dataset: "data/target.csv", unlabelled: { fraction: 0.5 } }, controls: [] });
    const [one, two] = [await clustersOf(found, 1), await clustersOf(found, 2)];
    assert.deepEqual([one.length, two.length], [12, 12]);
    const namesOf = (lines: readonly string[]) => lines.map((line) => line.split(",")[0]);
    assert.notDeepEqual(namesOf(one), namesOf(two));
  });

  it("clusters texts of one folder without classes of their own, and judges nothing then", async () => {
    const kinds = [
      ["red", "blue"],
      ["cat", "dog"],
      ["rain", "snow"],
    ];
    for (const [folder, count] of [
      ["mine", 9],
      ["others", 30],
    ] as const) {
      await mkdir(path.join(workspace.path, "texts", folder), { recursive: true });
      for (let text = 0; text < count; text++) {
        const words = Array.from({ length: 6 }, (_, at) => kinds[text % 3]?.[(text + at) % 2]).join(" ");
        await writeFile(path.join(workspace.path, "texts", folder, `${text}.txt`), words);
      }
    }
    const options = { ...clusteringExperiment.options, clusters: 3, featureClusters: 3, restarts: 10 };
    const of = (name: string) => ({ dataset: "texts", classes: [name] });
    const found = await run({ source: of("others"), target: of("mine"), options });
    assert.deepEqual(
      found.report.trials.map(({ test }) => test),
      Array(8).fill({}),
    );
    const lines = (await clustersOf(found)).map((line) => line.split(","));
    assert.deepEqual(lines.map(([name]) => name).slice(0, 2), ["mine/0.txt", "mine/1.txt"]);
    const [a, b, c] = lines.map(([, cluster]) => cluster);
    assert.deepEqual(
      lines.map(([, cluster]) => cluster),
      [a, b, c, a, b, c, a, b, c],
    );
    assert.equal(new Set([a, b, c]).size, 3);
    assert.equal(partOf(found, "agreement"), undefined);
    const clusters = partOf(found, "clusters");
    assert.ok(clusters?.type === "table");
    const [size, typical] = clusters.rows[Number(a) - 1]?.cells ?? [];
    assert.equal(size, "3");
    assert.ok(typical === "red, blue" || typical === "blue, red");
  });

  it("leaves out examples without a count and says how many, in target and source", async () => {
    const zeros = `${new Array(features).fill(0).join()},x\n`;
    const [target, source] = [countsText(["x", "y", "z"], 8), countsText(["p", "q"], 20)];
    await writeFile(path.join(workspace.path, "data/gaps.csv"), `${target}${zeros}${zeros}`);
    await writeFile(path.join(workspace.path, "data/source-gap.csv"), `${source}${zeros.replace("x", "p")}`);
    const found = await run({ target: { dataset: "data/gaps.csv" }, source: { dataset: "data/source-gap.csv" } });
    const empty = found.report.warnings.filter(({ code }) => code === "clustering/empty-examples");
    assert.deepEqual(
      empty.map(({ place, message }) => `${place}: ${message}`),
      [
        "target.dataset: has 2 examples without any count above 0, left out of the clusters",
        "source.dataset: has 1 example without any count above 0, left out of the clusters",
      ],
    );
    assert.deepEqual((await clustersOf(found)).slice(-2), ["row 26,", "row 27,"]);
  });

  it("takes shares for counts and says so", async () => {
    const shares = countsText(["x", "y", "z"], 8).replaceAll(/\b(\d+),/g, "$1.5,");
    await writeFile(path.join(workspace.path, "data/shares.csv"), shares);
    const found = await run({ target: { dataset: "data/shares.csv" }, controls: [] });
    assert.ok(found.report.warnings.some(({ code }) => code === "clustering/fractions"));
  });
});
