import assert from "node:assert/strict";
import { checkExperiment, type ExperimentFacts } from "../../../src/experiment/check";
import { parseExperiment } from "../../../src/experiment/parse";
import { formatProblem } from "../../../src/protocol/problem";

const FILE = "pets.transfer.json";
const digits = ["0", "1", "2"];
const images = [28, 28, 1];
const layer = (name: string, parameters: number) => ({ name, kind: "Dense", outputShape: [3], parameters });
const unnamed = {
  inputShape: images,
  layers: [layer("conv1", 9), layer("pool1", 0), layer("head", 12)],
  head: "head",
  outputs: 3,
};
const network = { ...unnamed, classes: digits };
const same = { source: network, targetData: { classes: digits, count: 300, shape: images } };

/** Every setting that would be remarked on is off, so that each test sees its own problem alone. */
const quiet = {
  method: "fine-tuning",
  source: { model: "m" },
  target: { dataset: "d" },
  training: { seeds: [1, 2], earlyStopping: false },
};

function problemsOf(parts: Record<string, unknown>, facts: ExperimentFacts = same) {
  const { experiment, problems } = parseExperiment(JSON.stringify({ ...quiet, ...parts }), FILE);
  assert.deepEqual(problems, []);
  assert.ok(experiment);
  return checkExperiment(experiment, facts);
}
const training = (settings: object) => ({ training: { ...quiet.training, ...settings } });

describe("checkExperiment", () => {
  it("finds nothing in a sound experiment", () => {
    assert.deepEqual(problemsOf({}), []);
  });

  it("checks nothing that is not known", () => {
    assert.deepEqual(problemsOf({ layers: { conv7: "frozen" } }, {}), []);
  });

  it("puts a problem of a named file on the line that names it", () => {
    const missing = { severity: "error", code: "data/missing", file: "d", message: "does not exist" } as const;
    assert.deepEqual(problemsOf({}, { source: network, targetData: missing }), [
      {
        severity: "error",
        code: "data/missing",
        file: FILE,
        place: "target.dataset",
        path: ["target", "dataset"],
        message: "d: does not exist",
      },
    ]);
  });

  const says = (what: string, [parts, facts]: [Record<string, unknown>, ExperimentFacts?], expected: string) => {
    it(`says ${what}`, () => {
      const problems = problemsOf(parts, facts);
      assert.deepEqual(
        problems.map((problem) => `${problem.severity} ${formatProblem(problem)}`),
        [expected],
      );
    });
  };

  says(
    "which layer was probably meant",
    [{ layers: { covn1: "frozen" } }],
    `error ${FILE}, layers.covn1: must name a layer of the source model (conv1, head), got "covn1"; did you mean "conv1"?`,
  );
  says(
    "that nothing would be trained",
    [{ layers: { "*": "frozen" } }],
    `error ${FILE}, layers: must leave a layer to train, but every layer is frozen; let at least the head "head" be trained`,
  );
  says(
    "that the head has another number of classes",
    [{ layers: { head: "train" } }, { ...same, targetData: { classes: ["a", "b"] } }],
    `error ${FILE}, layers.head: must be "new", because the source model has 3 classes, the target 2`,
  );
  says(
    "that the head has other classes",
    [{ layers: { head: "frozen" } }, { ...same, targetData: { classes: ["a", "b", "c"] } }],
    `error ${FILE}, layers.head: must be "new", because the source model has other classes (0, 1, 2) than the target (a, b, c)`,
  );
  says(
    "that a picture network takes no table",
    [{}, { ...same, targetData: { classes: digits, shape: [16] } }],
    `error ${FILE}, target.dataset: must be pictures, because the source model takes pictures, got a table`,
  );
  says(
    "that a table network takes no pictures",
    [{}, { source: { ...network, inputShape: [16] }, targetData: { classes: digits, kind: "image-folder" } }],
    `error ${FILE}, target.dataset: must be a table, because the source model takes a table, got pictures`,
  );
  says(
    "that an architecture does not suit the source data",
    [{ source: { dataset: "s", architecture: "mlp" } }, { sourceData: { classes: digits, kind: "image-folder" } }],
    `error ${FILE}, source.architecture: must be an architecture for pictures, which the source data are, got one for a table`,
  );
  says(
    "how many columns the network takes",
    [{}, { source: { ...network, inputShape: [16] }, targetData: { classes: digits, shape: [9] } }],
    `error ${FILE}, target.dataset: must have 16 columns beside the label, as the source model takes, got 9`,
  );
  says(
    "how many columns the source data have",
    [
      { source: { dataset: "s", architecture: "mlp" } },
      { sourceData: { classes: digits, shape: [4] }, targetData: { classes: digits, shape: [5] } },
    ],
    `error ${FILE}, target.dataset: must have 4 columns beside the label, as the source model takes, got 5`,
  );
  const mlp = { source: { dataset: "s", architecture: "mlp" } };
  const table = (...columns: string[]) => ({ classes: digits, shape: [columns.length], columns });
  says(
    "that the columns come in another order",
    [mlp, { sourceData: table("a", "b"), targetData: table("b", "a") }],
    `error ${FILE}, target.dataset: must have its columns in the order of the source data (a, b), got b, a`,
  );
  says(
    "that the columns have other names",
    [mlp, { sourceData: table("a", "b"), targetData: table("a", "c") }],
    `warning ${FILE}, target.dataset: has other column names than the source data; columns are matched by their place, so make sure that they mean the same: column 2 is "c", in the source data "b"`,
  );
  says(
    "that the preprocessing is of other columns",
    [
      { source: { model: "m", preprocessing: { mean: [0, 0, 0], std: [1] } } },
      { source: { ...network, inputShape: [4] }, targetData: { classes: digits, shape: [4] } },
    ],
    `error ${FILE}, source.preprocessing.mean: must be a list of one number, or of 4, one for each column that the model takes, got 3`,
  );
  says(
    "that one class is too few",
    [{ layers: { head: "new" } }, { ...same, targetData: { classes: ["cat"] } }],
    `error ${FILE}, target.dataset: must have two classes or more to tell apart, got only "cat"`,
  );
  says(
    "that there are not so many examples",
    [{ target: { dataset: "d", labelled: { perClass: 80 } } }],
    `error ${FILE}, target.labelled.perClass: must be 70 or fewer, because 300 examples of 3 classes leave no more for training, got 80`,
  );
  says(
    "that equal seeds are no repetition",
    [training({ seeds: [1, 2, 1] })],
    `error ${FILE}, training.seeds: must be different numbers, because equal seeds give equal trials and a false interval, got [1, 2, 1]`,
  );
  says(
    "that one seed gives no interval",
    [training({ seeds: [1] })],
    `info ${FILE}, training.seeds: has one seed, so the verdict will have no interval; use 3 or more`,
  );
  says(
    "that early stopping needs validation examples",
    [{ ...training({ earlyStopping: { patience: 3 } }), target: { dataset: "d", validation: "none" } }],
    `warning ${FILE}, training.earlyStopping: needs validation examples to know when to stop, and target.validation is none; nothing will stop early`,
  );
  says(
    "that a patience is never exhausted",
    [training({ epochs: 5, earlyStopping: { patience: 5 } })],
    `info ${FILE}, training.earlyStopping.patience: must be below the 5 epochs of the training to stop anything, got 5`,
  );
  says(
    "that validation takes more than training",
    [{ target: { dataset: "d", labelled: { perClass: 2 }, validation: { perClass: 5 } } }],
    `warning ${FILE}, target.validation.perClass: takes more labelled examples of each class than the training gets (2), got 5`,
  );
  says(
    "that a learning rate is high",
    [training({ optimizer: { learningRate: 0.5 } })],
    `warning ${FILE}, training.optimizer.learningRate: is high for adam and may wipe out the source weights; use 0.01 or below, got 0.5`,
  );
  says(
    "that momentum is not read",
    [training({ optimizer: { momentum: 0.5 } })],
    `info ${FILE}, training.optimizer.momentum: is read by the optimizer momentum only, not by adam`,
  );
  says(
    "that adamw without decay is adam",
    [training({ optimizer: { name: "adamw", weightDecay: 0 } })],
    `info ${FILE}, training.optimizer.weightDecay: is 0, with which adamw is adam; use 0.01 or so`,
  );
  says(
    "that a table is not augmented",
    [
      training({ augmentation: {} }),
      { source: { ...network, inputShape: [4] }, targetData: { classes: digits, shape: [4] } },
    ],
    `warning ${FILE}, training.augmentation: is for pictures and does nothing for a table; switch it off`,
  );
  const augmentedFrozen = (augmentation: object) => ({
    layers: { conv1: "frozen" },
    ...training({ augmentation }),
  });
  says(
    "that frozen layers run again for pictures that are drawn anew",
    [augmentedFrozen({})],
    `info ${FILE}, training.augmentation: draws other pictures each epoch, so frozen layers run again each epoch; with a few fixed forms their features are kept`,
  );
  says(
    "that there will be no verdict",
    [{ controls: ["linear-probe"] }],
    `info ${FILE}, controls: lacks "scratch", so there will be no verdict on what the transfer brings`,
  );

  it("offers fixed forms of pictures where layers are frozen, and is content with them", () => {
    const [problem] = problemsOf(augmentedFrozen({ shift: 0.2 }));
    assert.deepEqual(problem?.fixes, [
      {
        title: "Use 8 fixed forms",
        edits: [{ kind: "set", path: ["training", "augmentation", "variants"], value: 8 }],
      },
    ]);
    assert.deepEqual(problemsOf(augmentedFrozen({ shift: 0.2, variants: 8 })), []);
    assert.deepEqual(problemsOf(training({ augmentation: {} })), []);
  });

  it("lets the head be trained where the model does not say its classes and has as many", () => {
    assert.deepEqual(problemsOf({ layers: { head: "train" } }, { ...same, source: unnamed }), []);
  });

  it("does not judge the head by a source data set whose classes are not known yet", () => {
    const source = { dataset: "s", architecture: "small-convnet" };
    const facts = { source: { ...unnamed, outputs: 2 }, sourceData: { classes: [] }, targetData: { classes: digits } };
    assert.deepEqual(problemsOf({ source, layers: { head: "train" } }, facts), []);
  });

  it("knows the layers of an architecture before it is trained", () => {
    const source = { dataset: "s", architecture: "small-convnet" };
    const [problem, ...others] = problemsOf(
      { source, layers: { conv4: "frozen" } },
      { targetData: { classes: digits } },
    );
    assert.equal(problem?.code, "layers/unknown-layer");
    assert.deepEqual(others, []);
  });
});
