import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/parse";
import { methods } from "../../../src/methods";
import { formatProblem } from "../../../src/protocol/problem";

const FILE = "pets.transfer.json";

/** A correct experiment whose parts can be replaced. */
const textWith = (parts: Record<string, unknown>): string =>
  JSON.stringify({ method: "fine-tuning", source: { model: "m" }, target: { dataset: "d" }, ...parts });

const messagesOf = (text: string): string[] => parseExperiment(text, FILE).problems.map(formatProblem);
const problemsWith = (parts: Record<string, unknown>): string[] => messagesOf(textWith(parts));

describe("parseExperiment", () => {
  it("fills in every default", () => {
    assert.deepEqual(parseExperiment(textWith({}), FILE), {
      problems: [],
      experiment: {
        file: FILE,
        method: "fine-tuning",
        source: { kind: "model", path: "m" },
        target: {
          name: "target",
          dataset: { path: "d" },
          predicts: "class",
          labels: "given",
          labelled: "all",
          validation: { fraction: 0.2 },
          test: { fraction: 0.3 },
          splitSeed: 1,
        },
        layers: [],
        semantics: null,
        sweep: null,
        options: { gradualUnfreezing: false, headEpochs: 0, rateDecay: 1 },
        training: {
          epochs: 30,
          batchSize: 32,
          optimizer: { name: "adam", learningRate: 0.001, momentum: 0.9, weightDecay: 0 },
          seeds: [1, 2, 3, 4, 5],
          earlyStopping: { patience: 5 },
          augmentation: null,
          classWeights: "none",
        },
        controls: ["scratch", "linear-probe"],
      },
    });
  });

  it("keeps what the file says, comments and trailing commas allowed", () => {
    const { experiment, problems } = parseExperiment(
      `// few labels
      {
        "$schema": "x", "notes": "try this",
        "method": "fine-tuning",
        "source": { "dataset": "s.csv", "label": "kind", "architecture": "mlp", "epochs": 3, "seed": 7 },
        "target": { "dataset": "t.csv", "label": "sort", "labelled": { "perClass": 20 }, "test": { "dataset": "u.csv" }, "splitSeed": 4 },
        "layers": { "dense*": "frozen", "dense2": "new", }, /* the rest trains */
        "options": { "rateDecay": 2.6 },
        "training": { "optimizer": { "name": "adamw" }, "seeds": [3], "earlyStopping": false, "augmentation": { "rotate": 5 } },
        "controls": [],
      }`,
      FILE,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(experiment?.source, {
      kind: "dataset",
      dataset: { path: "s.csv", label: "kind" },
      architecture: "mlp",
      epochs: 3,
      batchSize: 64,
      learningRate: 0.001,
      seed: 7,
    });
    assert.deepEqual(experiment.target, {
      name: "target",
      dataset: { path: "t.csv", label: "sort" },
      predicts: "class",
      labels: "given",
      labelled: { perClass: 20 },
      validation: { fraction: 0.2 },
      test: { dataset: { path: "u.csv" } },
      splitSeed: 4,
    });
    assert.deepEqual(experiment.layers, [
      { pattern: "dense*", state: "frozen" },
      { pattern: "dense2", state: "new" },
    ]);
    assert.deepEqual(experiment.options, { gradualUnfreezing: false, headEpochs: 0, rateDecay: 2.6 });
    assert.equal(experiment.training.optimizer.weightDecay, 0.01);
    assert.equal(experiment.training.earlyStopping, null);
    assert.deepEqual(experiment.training.augmentation, {
      shift: 0.1,
      rotate: 5,
      zoom: 0.1,
      flipHorizontal: false,
      variants: 0,
    });
    assert.deepEqual(experiment.controls, []);
  });

  it("keeps which examples and classes a file chooses, and completes how speech is heard", () => {
    const { experiment, problems } = parseExperiment(
      textWith({
        target: {
          ...{ dataset: "words", only: ["anna"], classes: ["yes", "no"], audio: { features: "mfcc" } },
          ...{ name: "commands", labelled: { fraction: 0.5, classes: 1 } },
          test: { dataset: "./words/", only: ["ben"] },
        },
      }),
      FILE,
    );
    const audio = {
      ...{ features: "mfcc", sampleRate: 16000, bands: 40, coefficients: 13 },
      ...{ windowMs: 25, hopMs: 10, seconds: 1, normalize: true },
    };
    assert.deepEqual(problems, []);
    assert.deepEqual(experiment?.target, {
      name: "commands",
      dataset: { path: "words", only: ["anna"], classes: ["yes", "no"], audio },
      predicts: "class",
      labels: "given",
      labelled: { fraction: 0.5, classes: 1 },
      validation: { fraction: 0.2 },
      // The same data: what the test leaves out is as in training.
      test: { dataset: { path: "./words/", only: ["ben"], classes: ["yes", "no"], audio } },
      splitSeed: 1,
    });
  });

  it("gives test data of their own no label, group or classes of other data", () => {
    const target = { dataset: "a.csv", label: "kind", group: "who", classes: ["x", "y"], test: { dataset: "b.csv" } };
    assert.deepEqual(parseExperiment(textWith({ target }), FILE).experiment?.target.test, {
      dataset: { path: "b.csv" },
    });
  });

  it("keeps no example aside for validation, and does not stop early, where fewer than 10 a class are labelled", () => {
    const { experiment } = parseExperiment(textWith({ target: { dataset: "d", labelled: { perClass: 9 } } }), FILE);
    assert.equal(experiment?.target.validation, "none");
    assert.equal(experiment.training.earlyStopping, null);
  });

  it("gives no experiment where there is a problem", () => {
    assert.equal(parseExperiment(textWith({ options: { rateDecay: 0 } }), FILE).experiment, undefined);
  });
});

const labelledClasses = (classes: unknown) => ({ target: { dataset: "d", labelled: { perClass: 3, classes } } });

const ids = methods.map(({ id }) => JSON.stringify(id));

describe("parseExperiment says", () => {
  const says = (what: string, messages: string[], expected: string[]) => {
    it(what, () => {
      assert.deepEqual(
        messages,
        expected.map((message) => `${FILE}, ${message}`),
      );
    });
  };

  says("where JSON breaks off", messagesOf('{\n  "method": "fine-tuning"\n  "source": {} }'), [
    'line 3, column 3: must have a comma here, got "\\"source\\""',
  ]);
  says("where JSON ends too soon", messagesOf("{"), ["line 1, column 2: must be closed by }, got the end"]);
  says("where nothing is written yet", messagesOf(""), ["line 1, column 1: must have a value here, got the end"]);
  says("which method was probably meant", problemsWith({ method: "fine-tunning" }), [
    `method: must be one of ${ids.join(", ")}, got "fine-tunning"; did you mean "fine-tuning"?`,
  ]);
  says(
    "which key was probably meant, without complaining of its lack",
    messagesOf('{"method":"fine-tuning","sorce":{"model":"m"},"target":{"dataset":"d"}}'),
    [
      'sorce: must be one of notes, method, source, target, semantics, layers, sweep, options, training, controls, got "sorce"; did you mean "source"?',
    ],
  );
  says("what an option may be", problemsWith({ options: { rateDecay: "ten" } }), [
    'options.rateDecay: must be a number of 1 or above, got "ten" (the default is 1)',
  ]);
  says("which option was probably meant", problemsWith({ options: { ratedecay: 2 } }), [
    'options.ratedecay: must be one of gradualUnfreezing, headEpochs, rateDecay, got "ratedecay"; did you mean "rateDecay"?',
  ]);
  says("what a source is", problemsWith({ source: {} }), [
    'source: must have "model", a saved network, or "dataset", examples to train one on',
  ]);
  says("that a model and a data set are one too many", problemsWith({ source: { model: "m", dataset: "d" } }), [
    'source.dataset: must be left out beside "model": the model is trained already',
  ]);
  says("that a model is not trained again", problemsWith({ source: { model: "m", epochs: 3 } }), [
    'source.epochs: must be left out beside "model": the model is trained already',
  ]);
  says("that a data set needs an architecture", problemsWith({ source: { dataset: "d" } }), [
    'source: must have "architecture"',
  ]);
  says("how an amount is written", problemsWith({ target: { dataset: "d", labelled: 5 } }), [
    'target.labelled: must be "all", { "perClass": number } or { "fraction": number }, got 5',
  ]);
  says(
    "that an amount is one of two",
    problemsWith({ target: { dataset: "d", labelled: { perClass: 5, fraction: 0.1 } } }),
    ['target.labelled.fraction: must be left out beside "perClass"'],
  );
  says("what an amount lacks", problemsWith({ target: { dataset: "d", labelled: { classes: ["a"] } } }), [
    'target.labelled: must have "perClass" or "fraction"',
  ]);
  says("what classes with labels are", problemsWith(labelledClasses("a")), [
    'target.labelled.classes: must be a list of classes or their number, got "a"',
  ]);
  says("that a list of classes with labels names each once", problemsWith(labelledClasses(["a", "a"])), [
    'target.labelled.classes: must be a list of one class or more, each once, got ["a","a"]',
  ]);
  says(
    "that validation examples are of the classes with labels",
    problemsWith({ target: { dataset: "d", validation: { perClass: 1, classes: ["a"] } } }),
    ['target.validation.classes: must be one of perClass, fraction, got "classes"'],
  );
  says("what groups are named by", problemsWith({ target: { dataset: "d", only: "anna" } }), [
    'target.only: must be a list of one text or more, each once, got "anna"',
  ]);
  says("what is predicted", problemsWith({ target: { dataset: "d", predicts: "numbers" } }), [
    'target.predicts: must be one of "class", "number", got "numbers"; did you mean "number"?',
  ]);
  says("how many bands speech may have", problemsWith({ target: { dataset: "d", audio: { bands: 3 } } }), [
    "target.audio.bands: must be a whole number from 8 to 128, got 3 (the default is 40)",
  ]);
  says("that a test needs examples", problemsWith({ target: { dataset: "d", test: { only: ["anna"] } } }), [
    'target.test: must be { "fraction": number } or { "dataset": path }',
  ]);
  says(
    "that a share of the data is of all groups",
    problemsWith({ target: { dataset: "d", test: { fraction: 0.3, only: ["anna"] } } }),
    ['target.test.only: must be left out beside "fraction": the test examples are some of the data set'],
  );
  says("what a share is", problemsWith({ target: { dataset: "d", test: { fraction: 30 } } }), [
    "target.test.fraction: must be a number above 0 and below 1, got 30",
  ]);
  says("what a layer's state is", problemsWith({ layers: { conv1: "forzen" } }), [
    'layers.conv1: must be one of "frozen", "train", "new", got "forzen"; did you mean "frozen"?',
  ]);
  says("how early stopping is switched off", problemsWith({ training: { earlyStopping: true } }), [
    'training.earlyStopping: must be false or { "patience": number }, got true',
  ]);
  says("which element of a list is wrong", problemsWith({ training: { seeds: [1, "two"] } }), [
    'training.seeds[1]: must be a whole number of 0 or above, got "two"',
  ]);
  says("which control was probably meant", problemsWith({ controls: ["scrach"] }), [
    'controls[0]: must be one of "scratch", "linear-probe", got "scrach"; did you mean "scratch"?',
  ]);
  says(
    "that a key stands twice",
    messagesOf(
      '{"method":"fine-tuning","source":{"model":"m"},"target":{"dataset":"d"},"layers":{"a":"new","a":"train"}}',
    ),
    ['layers.a: must stand once, got "a" twice; remove one of them'],
  );
  says("everything in the order of the file", problemsWith({ training: { epochs: 0 }, options: { headEpochs: -1 } }), [
    "training.epochs: must be a whole number of 1 or above, got 0 (the default is 30)",
    "options.headEpochs: must be a whole number of 0 or above, got -1 (the default is 0)",
  ]);

  const refused: [key: string, parts: Record<string, unknown>, path: string[]][] = [
    ["other tasks", { source: { tasks: { a: { dataset: "x" } }, architecture: "mlp" } }, ["source", "tasks"]],
    ["a run", { source: { run: "r" } }, ["source", "run"]],
    ["a sweep", { sweep: { from: "last" } }, ["sweep"]],
  ];
  for (const [what, parts, path] of refused) {
    it(`once, with a fix, that fine-tuning does not take ${what}`, () => {
      const { problems } = parseExperiment(textWith(parts), FILE);
      const [problem, ...others] = problems;
      assert.deepEqual(others, []);
      assert.deepEqual(problem?.path, path);
      assert.match(problem.message, /^must be left out: .*Fine-tuning/);
      const title = `Remove "${path.at(-1) ?? ""}"`;
      assert.deepEqual(problem.fixes, [{ title, edits: [{ kind: "remove", path }] }]);
    });
  }

  it("all that an empty object lacks", () => {
    assert.deepEqual(
      messagesOf("{}"),
      ["method", "source", "target"].map((key) => `${FILE}: must have "${key}"`),
    );
  });
});
