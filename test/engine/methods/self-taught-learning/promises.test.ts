/** What self-taught learning promises, in whole runs: pictures or tables in, bases and a classifier on their codes out. */
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import sharp from "sharp";
import { Lab, type LabRun } from "../../../../bench/findings/lab";
import { formatProblem, ProblemError } from "../../../../src/protocol/problem";
import { runFiles } from "../../../../src/runs/layout";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { tableText, writePictures } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

const arms = ["transfer", "raw", "pca", "random-bases", "sampled-bases"];
const experiment = {
  method: "self-taught-learning",
  source: { dataset: "photos" },
  target: { dataset: "labelled", labelled: { perClass: 4 }, validation: "none" },
  options: { bases: 12, patch: 3, sample: 300, sweeps: 6 },
  training: { epochs: 60, batchSize: 8, seeds: [1, 2] },
  controls: arms.slice(1),
};

/** What `dictionary.json` holds. */
interface SavedDictionary {
  piece: object;
  bases: number[][];
  levelling: { mean: number[] | null };
}

describe("self-taught learning", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;
  let pictures: LabRun;

  const dictionaryOf = async ({ directory }: LabRun): Promise<SavedDictionary> =>
    JSON.parse(await readFile(path.join(runFiles(directory).model(1), "dictionary.json"), "utf8")) as SavedDictionary;

  before(async () => {
    workspace = temporaryFolder("self-taught");
    lab = new Lab(workspace.path, await startNativeBackend());
    await writePictures(path.join(workspace.path, "labelled"), ["a", "b", "c"], 12);
    // Unlabelled pictures lie in the folder itself, a broken one among them.
    await writePictures(path.join(workspace.path, "unsorted"), ["one", "other"], 10);
    await mkdir(path.join(workspace.path, "photos"));
    for (const name of ["one", "other"]) {
      for (let picture = 0; picture < 10; picture++) {
        const bytes = await readFile(path.join(workspace.path, "unsorted", name, `${picture}.png`));
        await writeFile(path.join(workspace.path, "photos", `${name}-${picture}.png`), bytes);
      }
    }
    await writeFile(path.join(workspace.path, "photos", "broken.png"), "no picture");
    await writeFile(path.join(workspace.path, "unlabelled.csv"), tableText(["p", "q"], 30, "unlabelled"));
    await writeFile(path.join(workspace.path, "few.csv"), tableText(["x", "y", "z"], 20, "few"));
    pictures = await lab.run(experiment);
  });
  after(() => {
    workspace.remove();
  });

  it("describes labelled pictures by what it has learnt of unlabelled ones, in each arm another way", () => {
    const { trials } = pictures.report;
    assert.deepEqual([...new Set(trials.map(({ arm }) => arm))].toSorted(), arms.toSorted());
    for (const { arm, test } of trials) assert.ok((test.accuracy ?? 0) > 0.5, `${arm}: ${String(test.accuracy)}`);
    const accuracies = arms.map((arm) => trials.filter((trial) => trial.arm === arm).map(({ test }) => test.lossNats));
    assert.equal(new Set(accuracies.map(String)).size, arms.length);
  });

  it("leaves out unlabelled pictures that cannot be read, and names them", () => {
    const unreadable = pictures.warnings.filter(({ code }) => code === "data/unreadable");
    assert.deepEqual(
      unreadable.map(({ severity, message }) => [severity, message]),
      [["warning", 'leaves out what cannot be read as a picture: "broken.png"']],
    );
  });

  it("shows its bases, its objective and what was learnt, and saves the dictionary beside the model", async () => {
    assert.deepEqual(
      pictures.report.parts?.map(({ id }) => id),
      ["codes", "bases", "objective"],
    );
    const tiles = pictures.report.parts.find((part) => part.type === "tiles");
    assert.deepEqual([tiles?.height, tiles?.width, tiles?.tiles.length], [3, 3, 12]);
    const { piece, bases, levelling } = await dictionaryOf(pictures);
    assert.deepEqual(piece, { height: 3, width: 3, channels: 3 });
    assert.equal(levelling.mean, null);
    assert.equal(bases.length, 12);
    for (const basis of bases) assert.ok(Math.hypot(...basis) <= 1 + 1e-9);
  });

  it("never raises its objective, and finds codes that cannot be better", () => {
    const chart = pictures.report.parts?.find((part) => part.type === "chart");
    const objectives = chart?.series[0]?.points.map((point) => point?.mean ?? NaN) ?? [];
    assert.ok(objectives.length >= 2);
    objectives.slice(1).forEach((objective, sweep) => {
      assert.ok(objective <= (objectives[sweep] ?? NaN));
    });
    for (const { arm, measured } of pictures.report.trials) {
      if (arm === "transfer") assert.ok((measured?.optimalityGap ?? NaN) < 1e-4);
    }
  });

  it("codes rows of tables whole, without the mean of each column", async () => {
    const run = await lab.run({
      ...experiment,
      source: { dataset: "unlabelled.csv" },
      target: { ...experiment.target, dataset: "few.csv" },
      options: { bases: 6, sweeps: 4 },
      training: { ...experiment.training, seeds: [1] },
    });
    const { piece, levelling } = await dictionaryOf(run);
    assert.deepEqual(piece, { height: 1, width: 1, channels: 3 });
    assert.equal(levelling.mean?.length, 3);
    assert.deepEqual(
      run.report.parts?.map(({ id }) => id),
      ["codes", "objective"],
    );
  });

  it("ends with the whole message where nothing is to be seen on the unlabelled pictures", async () => {
    await writePictures(path.join(workspace.path, "blank"), ["a"], 1);
    const black = await blankPicture();
    await writeFile(path.join(workspace.path, "blank", "a", "0.png"), black);
    await assert.rejects(lab.run({ ...experiment, source: { dataset: "blank" } }), (error: unknown) => {
      assert.ok(error instanceof ProblemError, String(error));
      assert.match(
        formatProblem(error.problem),
        /source\.dataset: must hold examples with something in them, got pieces of one brightness only; give other examples, or larger pieces with options\.patch$/,
      );
      return true;
    });
  });

  it("ends with the whole message where pictures shall be shifted and turned", async () => {
    const training = { ...experiment.training, augmentation: { shift: 0.1 } };
    await assert.rejects(lab.run({ ...experiment, training }), (error: unknown) => {
      assert.match(
        error instanceof ProblemError ? formatProblem(error.problem) : String(error),
        /training\.augmentation: must be left out: the classifier learns from codes/,
      );
      return true;
    });
  });
});

function blankPicture(): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: "black" } })
    .toColourspace("b-w")
    .png()
    .toBuffer();
}
