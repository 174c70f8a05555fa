import assert from "node:assert/strict";
import { checkExperiment, type ExperimentFacts } from "../../../src/experiment/check";
import type { DataFacts } from "../../../src/experiment/facts";
import { parseExperiment } from "../../../src/experiment/parse";
import type { Experiment, Source, TaskSettings } from "../../../src/experiment/types";
import { methods } from "../../../src/methods";
import { formatProblem } from "../../../src/protocol/problem";
import { experimentAt } from "../../fixtures/experiment";

const FILE = "vowels.transfer.json";
const vowels: DataFacts = {
  classes: ["a", "e", "i"],
  count: 90,
  kind: "table",
  shape: [2],
  columns: ["f0", "f1"],
  groups: { what: "speaker", names: ["anna", "ben", "cleo"] },
};

/** Nothing else is remarked on. */
const quiet = {
  method: "fine-tuning",
  source: { dataset: "v.csv", group: "speaker", only: ["anna"], architecture: "mlp" },
  target: { dataset: "v.csv", group: "speaker", only: ["ben"] },
  training: { seeds: [1, 2], earlyStopping: false },
};
/** A target that does not choose among the groups of other data. */
const all = { dataset: "w.csv", only: undefined };
const known: ExperimentFacts = { sourceData: vowels, targetData: vowels, tests: { target: vowels } };

function check(parts: { source?: object; target?: object }, facts: ExperimentFacts = known) {
  const raw = {
    ...quiet,
    source: { ...quiet.source, ...parts.source },
    target: { ...quiet.target, ...parts.target },
  };
  const { experiment, problems } = parseExperiment(JSON.stringify(raw), FILE);
  assert.deepEqual(problems, []);
  assert.ok(experiment);
  return checkExperiment(experiment, facts);
}

const spelled = (problems: ReturnType<typeof checkExperiment>) =>
  problems.map((problem) => `${problem.severity} ${formatProblem(problem)}`.replace(`${FILE}, `, ""));

describe("checkExperiment, of domains and classes,", () => {
  it("finds nothing where source, target and test have different speakers", () => {
    assert.deepEqual(spelled(check({ target: { test: { dataset: "v.csv", only: ["cleo"] } } })), []);
  });

  const says = (what: string, [parts, facts]: Parameters<typeof check>, ...expected: string[]) => {
    it(`says ${what}`, () => {
      assert.deepEqual(spelled(check(parts, facts)), expected);
    });
  };

  says(
    "which group was probably meant",
    [{ target: { only: ["ben", "cloe"] } }],
    'error target.only[1]: must be a speaker of the data ("anna", "ben", "cleo"), got "cloe"; did you mean "cleo"?',
  );
  says(
    "which class was probably meant",
    [{ source: { classes: ["a", "E"] } }],
    'error source.classes[1]: must be a class of the data ("a", "e", "i"), got "E"; did you mean "e"?',
  );
  says(
    "that one class is too few",
    [{ source: { classes: ["a"] } }],
    'error source.classes: must have two classes or more to tell apart, got only "a"',
  );
  says(
    "which classes can have labels",
    [{ target: { classes: ["a", "e"], labelled: { perClass: 1, classes: ["i"] } } }],
    'error target.labelled.classes[0]: must be a class of the data ("a", "e"), got "i"',
  );
  says(
    "that there are not so many classes",
    [{ target: { labelled: { perClass: 1, classes: 4 } } }],
    "error target.labelled.classes: must be 3 or fewer, the number of classes, got 4",
  );
  says(
    "that there are not so many examples of the classes with labels",
    [{ target: { ...all, labelled: { perClass: 40, classes: 2 }, test: { fraction: 0.5 } } }],
    "error target.labelled.perClass: must be 22 or fewer, because 90 examples of 3 classes, 2 of them with labels, " +
      "leave no more for training, got 40",
  );
  says(
    "how a table gets groups",
    [{ target: { dataset: "w.csv", group: undefined } }, { targetData: { classes: [], kind: "table" } }],
    'error target.only: needs groups to choose from, and the data do not say any; name the column that holds them with "group"',
  );
  says(
    "that pictures have no groups",
    [{ target: { dataset: "pets" } }, { targetData: { classes: [], kind: "image-folder" } }],
    'error target.only: needs groups to choose from, and the data do not say any; use a table with a "group" column, or leave it out',
    "error target.dataset: must be a table, because the source model takes a table, got pictures",
  );
  says(
    "that one speaker is nothing to choose among",
    [{ target: { dataset: "w.csv" } }, { targetData: { ...vowels, groups: { what: "speaker", names: ["ben"] } } }],
    'error target.only: must choose among several, but the data have one speaker only ("ben"); ' +
      'add examples of others, or leave "only" out',
  );
  says(
    "that the source has learnt from the target's speaker",
    [{ target: { dataset: "./v.csv", only: ["ben", "anna"] } }],
    'warning target.only: shares speaker "anna" with the source, which has learnt from it already; name others in "only"',
  );
  says(
    "that the source has learnt from all speakers",
    [{ source: { only: undefined } }],
    'warning target.only: shares speaker "ben" with the source, which has learnt from it already; ' +
      'name those of the source with "only" too',
  );
  says(
    "that the source has learnt from the speaker of the test",
    [{ target: { test: { dataset: "v.csv", only: ["anna"] } } }],
    'warning target.test.only: shares speaker "anna" with the source, which has learnt from it already; name others in "only"',
  );
  says(
    "that test and training share a speaker",
    [{ target: { only: ["ben", "cleo"], test: { dataset: "v.csv", only: ["cleo"] } } }],
    'error target.test.only: must be other groups than those that are trained on, but speaker "cleo" would be test and training at once',
  );
  says(
    "that the test is of all speakers, those of the training with them",
    [{ target: { test: { dataset: "v.csv" } } }],
    'error target.test.dataset: must be other groups than those that are trained on, but speaker "ben" would be test and training at once',
  );
  says(
    "that the test is the training",
    [{ target: { ...all, test: { dataset: "w.csv" } } }],
    "error target.test.dataset: must hold other examples than those that are trained on, which would be test and " +
      'training at once; name another one, or hold out a share with "test": { "fraction": 0.3 }',
  );
  says(
    "that test data cannot be read",
    [
      { target: { test: { dataset: "gone.csv" } } },
      { tests: { target: { severity: "error", code: "data/not-found", file: "gone.csv", message: "does not exist" } } },
    ],
    "error target.test.dataset: gone.csv: does not exist",
  );

  it("mends a name by its fix", () => {
    const [problem] = check({ target: { only: ["bem"] } });
    const path = ["target", "only", 0];
    assert.deepEqual(problem?.path, path);
    assert.deepEqual(problem.fixes, [{ title: 'Change to "ben"', edits: [{ kind: "set", path, value: "ben" }] }]);
  });

  it("counts by the classes that are left", () => {
    assert.deepEqual(spelled(check({ target: { ...all, classes: ["a", "e"], labelled: { perClass: 40 } } })), []);
  });

  it("lets a column be named as the group before its values are known", () => {
    assert.deepEqual(spelled(check({}, { targetData: { classes: [], kind: "table" } })), []);
  });

  it("lets two domains of the same data differ by their classes alone", () => {
    const source = { only: undefined, classes: ["a", "e"] };
    assert.deepEqual(spelled(check({ source, target: { only: undefined, classes: ["e", "i"] } })), []);
  });
});

describe("checkExperiment, of several tasks,", () => {
  const base = experimentAt(FILE);
  const task = (name: string, settings: Partial<TaskSettings> = {}): TaskSettings => ({
    ...base.target,
    ...{ name, dataset: { path: "v.csv" }, labelled: "all" },
    ...settings,
  });
  const tasks = (architecture: string, ...others: TaskSettings[]): Source => ({
    kind: "tasks",
    tasks: others,
    architecture,
  });

  /** Without what is said of fine-tuning, which has layers. */
  const of = (parts: Partial<Experiment>, facts: ExperimentFacts) =>
    spelled(checkExperiment({ ...base, layers: [], target: task("target"), ...parts }, facts));

  const says = (what: string, [parts, facts]: Parameters<typeof of>, ...expected: string[]) => {
    it(`says ${what}`, () => {
      assert.deepEqual(of(parts, facts), expected);
    });
  };
  const others = methods.filter(({ numbers }) => numbers).map(({ title }) => title);
  const noNumbers =
    'must be "class", because Fine-tuning tells classes apart, got "number"' +
    (others.length === 0 ? "" : `; numbers are predicted by ${others.join(" and ")}`);
  const table = (...columns: string[]): DataFacts => ({ classes: ["a", "b"], kind: "table", columns });
  const pictures: DataFacts = { classes: ["a", "b"], kind: "image-folder" };

  it("finds nothing where all tasks have the same columns", () => {
    const facts = { targetData: table("x", "y"), tasks: { letters: table("x", "y") } };
    assert.deepEqual(of({ source: tasks("mlp", task("letters")) }, facts), []);
  });

  says(
    "that tasks have no common input",
    [
      { source: tasks("mlp", task("letters"), task("faces")) },
      { targetData: table("x", "y"), tasks: { letters: table("x"), faces: table("x", "z") } },
    ],
    "error source.tasks.letters.dataset: must have 2 columns beside the label, as the target has, got 1",
    "warning source.tasks.faces.dataset: has other column names than the target data; columns are matched by their " +
      'place, so make sure that they mean the same: column 2 is "z", in the target data "y"',
  );
  says(
    "that a task has pictures beside tables",
    [{ source: tasks("mlp", task("faces")) }, { targetData: table("x"), tasks: { faces: pictures } }],
    "error source.tasks.faces.dataset: must be a table, because all tasks have a table, got pictures",
  );
  says(
    "that the architecture is for something else than all tasks have",
    [{ source: tasks("mlp", task("faces")) }, { targetData: pictures, tasks: { faces: pictures } }],
    "error source.architecture: must be an architecture for pictures, which the data of the tasks are, got one for a table",
  );
  says(
    "which data of a task cannot be read",
    [
      { source: tasks("mlp", task("constructor"), task("letters")) },
      { tasks: { letters: { severity: "error", code: "data/not-found", file: "v.csv", message: "does not exist" } } },
    ],
    "error source.tasks.letters.dataset: v.csv: does not exist",
  );
  says(
    "what is wrong with the amounts of a task",
    [
      { source: tasks("mlp", task("letters", { labelled: { perClass: 5 }, validation: { perClass: 9 } })) },
      { tasks: { letters: { ...table("x"), count: 8 } } },
    ],
    "error source.tasks.letters.labelled.perClass: must be 2 or fewer, because 8 examples of 2 classes leave no more for training, got 5",
    "warning source.tasks.letters.validation.perClass: takes more labelled examples of each class than the training gets (5), got 9",
  );
  says(
    "that two tasks have one name",
    [{ source: tasks("mlp", task("letters")), target: task("letters") }, {}],
    'error target.name: must be another name than those of the other tasks (letters), got "letters"',
  );
  says(
    "that the method predicts no numbers, and that there are no classes to weigh",
    [
      {
        target: task("target", { predicts: "number" }),
        training: { ...base.training, classWeights: "balanced" },
      },
      {},
    ],
    `error target.predicts: ${noNumbers}`,
    "warning training.classWeights: weighs classes, and the target predicts a number, which has none; leave it out",
  );
  says(
    "that a task of numbers has no classes",
    [{ source: tasks("mlp", task("ink", { predicts: "number", dataset: { path: "v.csv", classes: ["a"] } })) }, {}],
    "error source.tasks.ink.classes: must be left out, because the task predicts a number, which has no classes",
    `error source.tasks.ink.predicts: ${noNumbers}`,
  );
});

describe("checkExperiment, of a run that is gone on with,", () => {
  const base = experimentAt(FILE);
  const experiment: Experiment = { ...base, layers: [], source: { kind: "run", path: "earlier" } };
  const earlier: Experiment = { ...base, target: { ...base.target, name: "letters" } };
  const of = (run: ExperimentFacts["run"], changes: Partial<Experiment> = {}) =>
    spelled(checkExperiment({ ...experiment, ...changes }, run === undefined ? {} : { run }));

  it("finds nothing where it is finished", () => {
    assert.deepEqual(of({ experiment: earlier, state: "finished" }), []);
  });

  it("says that it is still going", () => {
    for (const state of ["starting", "running", "paused"] as const) {
      assert.deepEqual(of({ experiment: earlier, state }), [
        `error source.run: must be a finished run: a column cannot be added to a run that is still going (${state}); ` +
          "wait until it has finished",
      ]);
    }
  });

  it("says that it ended too soon", () => {
    assert.deepEqual(of({ experiment: earlier, state: "stopped" }), [
      "error source.run: must be a finished run, got one that was stopped; resume it, or name another one",
    ]);
  });

  it("says that it is of another method", () => {
    assert.deepEqual(of({ experiment: { ...earlier, method: "other-method" }, state: "running" }), [
      "error source.run: must be a run of Fine-tuning, whose networks can get another column, got one of other-method",
    ]);
  });

  it("says that it has no model of a seed, and which it has", () => {
    const training = { ...base.training, seeds: [1, 7] };
    assert.deepEqual(of({ experiment: earlier, state: "finished" }, { training }), [
      "error training.seeds: must be seeds of the run that is gone on with ([1, 2]), which has one model a seed, got 7",
    ]);
  });

  it("says that it knows a task of that name", () => {
    assert.deepEqual(of({ experiment: base, state: "finished" }), [
      'error target.name: must be another name than those of the other tasks (target), got "target"',
    ]);
  });

  it("says that there is no run", () => {
    assert.deepEqual(of({ severity: "error", code: "source/no-run", file: "earlier", message: "is not a run" }), [
      "error source.run: earlier: is not a run",
    ]);
  });
});
