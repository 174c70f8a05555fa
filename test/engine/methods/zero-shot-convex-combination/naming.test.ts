/** Whole runs with a small classifier that is trained first, and a few words of one's own. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { Lab, type LabRun } from "../../../../bench/findings/lab";
import { formatProblem, ProblemError } from "../../../../src/protocol/problem";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { writePictures } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

/** `up` is like `left`, `down` like `right`, and `middle` like neither. */
const vectors = `left 1 0 0
middle 0 1 0
right 0 0 1
up 0.9 0.1 0
down 0 0.1 0.9
cloud 0.5 0.5 0.5
`;

const experiment = {
  method: "zero-shot-convex-combination",
  source: { dataset: "data/seen", architecture: "small-convnet", epochs: 20, learningRate: 0.01, size: 8 },
  // The first row is bright, as of "left", and the second, as of "middle"; folders are in the order of the alphabet.
  target: { dataset: "data/new" },
  semantics: { vectors: "vectors.txt" },
  options: { top: 2 },
  training: { seeds: [1, 2] },
  controls: ["shuffled-labels", "nearest-name"],
};

const trialsOf = ({ report }: LabRun, arm: string) => report.trials.filter((trial) => trial.arm === arm);

describe("names by words", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;

  before(async () => {
    workspace = temporaryFolder("convex-combination");
    lab = new Lab(workspace.path, await startNativeBackend());
    await writePictures(path.join(workspace.path, "data/seen"), ["left", "middle", "right"], 12);
    await writePictures(path.join(workspace.path, "data/new"), ["up", "cloud"], 8);
    await writeFile(path.join(workspace.path, "vectors.txt"), vectors);
  });
  after(() => {
    workspace.remove();
  });

  it("are those of the nearest candidate, for all examples and with nothing trained", async () => {
    const run = await lab.run(experiment);
    const { report } = run;
    assert.deepEqual(report.counts, { train: 0, validation: 0, test: 16 });
    assert.deepEqual(report.classes, ["cloud", "up"]);
    const [first, second] = trialsOf(run, "transfer");
    assert.deepEqual(first?.test, second?.test);
    assert.equal(first?.steps, 0);
    const ids = (report.parts ?? []).map(({ id }) => id);
    assert.deepEqual(ids, ["hits", "named-examples", "candidate-words"]);
  });

  it("are the same with T = 1 and in the control of the nearest name", async () => {
    const run = await lab.run({ ...experiment, options: { top: 1 } });
    const [own, control] = ["transfer", "nearest-name"].map((arm) => trialsOf(run, arm).map(({ test }) => test));
    assert.deepEqual(own, control);
  });

  it("compete with the classifier's own labels where the experiment says so", async () => {
    const settings = { training: { seeds: [1] }, controls: [] };
    const alone = await lab.run({ ...experiment, ...settings });
    const among = await lab.run({ ...experiment, ...settings, options: { top: 2, seenLabels: true } });
    const [plain, crowded] = [alone, among].map((run) => trialsOf(run, "transfer")[0]?.test ?? {});
    assert.equal(crowded?.accuracy, plain?.accuracyAmongSeen);
    assert.equal(crowded?.answersOfSeen, plain?.answersOfSeen);
    assert.ok((plain?.answersOfSeen ?? 0) > 0.5, "the words of its own labels are nearest");
  });

  it("may be any words that a person types, and are written beside the run's models", async () => {
    const semantics = { vectors: "vectors.txt", labels: ["down", "up", "cloud"] };
    const { directory, report } = await lab.run({ ...experiment, semantics, training: { seeds: [1] }, controls: [] });
    assert.deepEqual(report.classes, ["down", "up", "cloud"]);
    const lines = (await readFile(path.join(directory, "model/seed-1/predictions.csv"), "utf8")).trim().split("\n");
    assert.equal(lines[0], "example,class,name 1,cosine 1,name 2,cosine 2,name 3,cosine 3");
    assert.equal(lines.length, 17);
    assert.match(lines[1] ?? "", /^cloud\/0\.png,cloud,(down|up|cloud),/);
  });

  it("are given to pictures that nobody has labelled", async () => {
    const flat = path.join(workspace.path, "data/flat");
    await writePictures(flat, ["."], 5);
    const semantics = { vectors: "vectors.txt", labels: ["down", "up"] };
    const { directory, report } = await lab.run({
      ...experiment,
      ...{ semantics, target: { dataset: "data/flat" }, training: { seeds: [1] }, controls: [] },
    });
    assert.deepEqual(report.trials[0]?.test, {});
    const text = await readFile(path.join(directory, "model/seed-1/predictions.csv"), "utf8");
    assert.match(text.split("\n")[1] ?? "", /^0\.png,,(down|up),/);
  });

  const cases = [
    {
      what: "a candidate of which no word is known",
      change: { semantics: { vectors: "vectors.txt", labels: ["up", "cloud", "uqp"] } },
      message:
        'toy.transfer.json, semantics.labels[2]: must be a name of which a word is among the word vectors, got "uqp"; use another name, perhaps with "up"',
    },
    {
      what: "pictures of a class that is none of the typed names",
      change: { semantics: { vectors: "vectors.txt", labels: ["up", "down"] } },
      message:
        'toy.transfer.json, target.dataset: must have no classes but those of semantics.labels (up, down), got "cloud"; choose those in common with "classes", or rename them',
    },
    {
      what: "word vectors that are not there",
      change: { semantics: { vectors: "absent.txt" } },
      message: /absent\.txt/,
    },
  ];
  for (const { what, change, message } of cases) {
    it(`are not given, and the whole message says why: ${what}`, async () => {
      await assert.rejects(lab.run({ ...experiment, ...change }), (error: unknown) => {
        assert.ok(error instanceof ProblemError, String(error));
        const text = formatProblem(error.problem)
          .replaceAll(`${workspace.path}/`, "")
          .replace(/experiment-\d+/, "toy");
        if (typeof message === "string") assert.equal(text, message);
        else assert.match(text, message);
        return true;
      });
    });
  }
});
