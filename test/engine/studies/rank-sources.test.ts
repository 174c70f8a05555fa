import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { conductStudy } from "../../../src/client/conduct-study";
import { findSourceCandidates } from "../../../src/client/source-candidates";
import { TaskData } from "../../../src/engine/task-data";
import { randomFor, shuffled } from "../../../src/math/random";
import { shiftResultSchema, sourceRankingSchema, type SourceRanking } from "../../../src/protocol/advice";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { completeRun, endEnginesAfterEach } from "../../support/engine-run";
import { nativeRuntime, trainingMs } from "../../support/engine-runtime";
import { tableExperiment, writeExperiment, writePictures, writeTables } from "../../support/engine-workspace";
import { repositoryRoot } from "../../support/paths";

const enginePath = path.join(repositoryRoot, "src/engine/main.ts");

describe("advice before training, in the engine", function () {
  this.timeout(trainingMs);
  const folder = useTemporaryFolder("rank");
  endEnginesAfterEach();

  beforeEach(() => writeTables(folder()));

  const engine = async () => ({ enginePath, runtime: await nativeRuntime() });

  async function rank(value: object = tableExperiment): Promise<SourceRanking> {
    const { experiment } = await writeExperiment(folder(), value);
    const candidates = await findSourceCandidates(experiment.file);
    const own = candidates.filter(({ ready }) => ready === undefined);
    const options = { candidates: own, examples: 500 };
    const result = sourceRankingSchema;
    const ranking = await conductStudy(await engine(), { study: "rank-sources", experiment, options, result });
    assert.ok(ranking !== undefined);
    return ranking;
  }

  async function shift(value: object = tableExperiment): Promise<number | undefined> {
    const { experiment } = await writeExperiment(folder(), value);
    const options = { examples: 200 };
    const result = shiftResultSchema;
    const found = await conductStudy(await engine(), { study: "measure-shift", experiment, options, result });
    return found?.shift?.distance;
  }

  it("ranks a trained network above one of shuffled labels, says what does not fit, and looks at no test example", async () => {
    const rows = readFileSync(path.join(folder(), "data/source.csv"), "utf8").trimEnd().split("\n");
    const labels = rows.slice(1).map((row) => row.split(",").at(-1) ?? "");
    const order = shuffled(Array.from(labels.keys()), randomFor("labels"));
    const mixed = rows.map((row, at) => (at === 0 ? row : row.replace(/\w+$/, labels[order[at - 1] ?? 0] ?? "")));
    writeFileSync(path.join(folder(), "data/shuffled.csv"), `${mixed.join("\n")}\n`);
    await writePictures(path.join(folder(), "data/pictures"), ["p", "q"], 4);
    const source = { architecture: "mlp", epochs: 40, batchSize: 16 };
    const brief = { ...tableExperiment, training: { epochs: 1, seeds: [1] }, controls: [], layers: {} };
    await completeRun({
      folder: folder(),
      experiment: { ...brief, source: { ...source, dataset: "data/shuffled.csv" } },
    });
    await completeRun({
      folder: folder(),
      experiment: { ...brief, source: { ...source, dataset: "data/source.csv" } },
    });
    const pictures = { dataset: "data/pictures", architecture: "small-convnet", epochs: 1 };
    const target = { dataset: "data/pictures", labelled: { perClass: 2 }, validation: "none" };
    await completeRun({ folder: folder(), experiment: { ...brief, source: pictures, target } });
    mkdirSync(path.join(folder(), "models/damaged"), { recursive: true });
    writeFileSync(path.join(folder(), "models/damaged/model.json"), '{ "format": "layers-mo');

    const ranking = await rank();
    assert.deepEqual(ranking.ranked.map(({ title }) => title), ["network of source.csv", "network of shuffled.csv"]); // prettier-ignore
    assert.deepEqual(ranking.unfit.map(({ title }) => title), ["models/damaged", "network of pictures"]); // prettier-ignore
    assert.match(ranking.unfit[1]?.why ?? "", /must be pictures/);
    assert.deepEqual([ranking.examples, ranking.classes, ranking.ranked[0]?.features], [24, 3, 64]);
    for (const { seconds, megabytes } of ranking.ranked) assert.ok(seconds > 0 && megabytes > 300);

    await spoilOthers();
    const again = await rank();
    assert.deepEqual(again.ranked.map(({ scores }) => scores), ranking.ranked.map(({ scores }) => scores)); // prettier-ignore
    assert.deepEqual(readdirSync(path.join(folder(), ".transfer-lab/runs")).length, 3);
  });

  /** Every target row that the first seed does not train on loses its values. */
  async function spoilOthers(): Promise<void> {
    const { experiment } = await writeExperiment(folder());
    const task = await TaskData.open(experiment, experiment.target, {});
    const trained = new Set(task.trainingRows(1));
    await task.close();
    const file = path.join(folder(), "data/target.csv");
    const [head = "", ...rows] = readFileSync(file, "utf8").trimEnd().split("\n");
    const spoilt = rows.map((row, at) => (trained.has(at) ? row : `0,0,0,${row.split(",").at(-1) ?? ""}`));
    assert.ok(spoilt.some((row, at) => row !== rows[at]));
    writeFileSync(file, `${[head, ...spoilt].join("\n")}\n`);
  }

  it("says what is missing where the target has no labels to rank by, or too few", async () => {
    const hidden = {
      method: "domain-adversarial",
      source: { dataset: "data/source.csv", architecture: "mlp" },
      target: { dataset: "data/target.csv", classes: ["x", "y"] },
    };
    assert.equal((await rejectedProblem(rank(hidden))).code, "advice/no-labels");
    const few = { ...tableExperiment, target: { ...tableExperiment.target, labelled: { perClass: 1 } } };
    const problem = await rejectedProblem(rank(few));
    assert.equal(problem.code, "advice/too-few");
    assert.match(problem.message, /got 3 labelled training examples of 3 classes/);
  });

  it("measures that shifted data lie farther from the source than data like it, with or without its network", async () => {
    const table = readFileSync(path.join(folder(), "data/source.csv"), "utf8");
    const shifted = table.replaceAll(/^(\d\.\d+)/gm, (value) => String(Number(value) + 5));
    writeFileSync(path.join(folder(), "data/near.csv"), table.replaceAll(/(\d)(?=,[xyz]$)/gm, "0"));
    writeFileSync(path.join(folder(), "data/far.csv"), shifted);
    const of = (dataset: string) => ({ ...tableExperiment, target: { ...tableExperiment.target, dataset } });
    const [near = NaN, far = NaN] = [await shift(of("data/near.csv")), await shift(of("data/far.csv"))];
    assert.ok(near < 1 && far > 1.5, `${near} and ${far}`);
    await completeRun({ folder: folder(), experiment: { ...of("data/far.csv"), layers: {}, controls: [] } });
    assert.ok(((await shift(of("data/far.csv"))) ?? NaN) > 1);
  });

  it("measures no distance where the source is a saved network", async () => {
    await completeRun({ folder: folder(), experiment: { ...tableExperiment, controls: [] } });
    const [model = ""] = readdirSync(path.join(folder(), ".transfer-lab/models"));
    const value = { ...tableExperiment, source: { model: `.transfer-lab/models/${model}` } };
    assert.equal(await shift(value), undefined);
  });
});
