import assert from "node:assert/strict";
import { checkExperiment } from "../../../src/experiment/check";
import { parseExperiment } from "../../../src/experiment/parse";
import { scaffoldExperiment, type ScaffoldChoices } from "../../../src/experiment/scaffold";
import { methods } from "../../../src/methods";
import type { MethodSpec } from "../../../src/methods/define";
import { network } from "../../fixtures/diagnosed/diagnosed";

const FILE = "pets.transfer.json";

/** Of the kind that the method usually has. */
function sourceOf({ sources, network = "chosen" }: MethodSpec): ScaffoldChoices["source"] {
  const architecture = "small-convnet";
  if (sources[0] === "model") return { model: "models/mnist" };
  if (sources[0] === "tasks")
    return { tasks: ["data/mnist", "other/mnist.npz", "data/2nd set", "target"], architecture };
  return { dataset: "data/mnist", ...(network === "chosen" && { architecture }) };
}

const semanticsOf = ({ semantics }: MethodSpec): Pick<ScaffoldChoices, "semantics"> => {
  if (semantics === undefined) return {};
  return { semantics: semantics === "attributes" ? { attributes: "data/pets.csv" } : { vectors: "vectors" } };
};

/** What the file says of them: each task is called after its data, and none as another. */
const tasksAsWritten = {
  architecture: "small-convnet",
  tasks: {
    mnist: { dataset: "data/mnist" },
    "mnist-2": { dataset: "other/mnist.npz" },
    "task-2nd-set": { dataset: "data/2nd set" },
    "target-2": { dataset: "target" },
  },
};

describe("scaffoldExperiment", () => {
  for (const method of methods) {
    const choices: ScaffoldChoices = {
      method,
      source: sourceOf(method),
      target: { dataset: "data/pets.csv", label: "kind" },
      ...semanticsOf(method),
      layers: ["conv1", "conv2", "head"],
      controls: method.controls.map(({ id }) => id),
    };
    const parsed = (changes: Partial<ScaffoldChoices> = {}) => {
      const { experiment, problems } = parseExperiment(scaffoldExperiment({ ...choices, ...changes }), FILE);
      assert.deepEqual(problems, []);
      assert.ok(experiment);
      return experiment;
    };

    it(`writes a ${method.id} file that says what was chosen`, () => {
      const experiment = parsed();
      assert.equal(experiment.method, method.id);
      assert.deepEqual(experiment.target.dataset, { path: "data/pets.csv", label: "kind" });
      assert.deepEqual(experiment.controls, choices.controls);
      if (!method.sources.includes("model")) return;
      const source = parsed({ source: { model: "models/mnist" } }).source;
      assert.deepEqual(source, { kind: "model", path: "models/mnist" });
    });

    it(`writes nothing but defaults beside the choices of a ${method.id} file`, () => {
      const source = "tasks" in choices.source ? tasksAsWritten : choices.source;
      const { target, semantics, controls } = choices;
      const minimal = { method: method.id, source, target, semantics, controls };
      const { experiment } = parseExperiment(JSON.stringify(minimal), FILE);
      assert.deepEqual({ ...parsed(), layers: [] }, experiment);
    });

    it(`gives no reason to warn in a ${method.id} file`, () => {
      const classes = ["cat", "dog", "hen"];
      const data = { classes, count: 300, counts: [100, 100, 100], shape: [28, 28, 1] };
      const source = { ...network, classes };
      const facts = { source, sourceData: data, tasks: { source: data }, targetData: data };
      const problems = checkExperiment(parsed({ target: { dataset: "data/pets" } }), facts);
      assert.deepEqual(
        problems.filter(({ severity }) => severity !== "info"),
        [],
      );
    });

    it(`explains every option of a ${method.id} file in a comment`, () => {
      const text = scaffoldExperiment(choices);
      for (const { describe } of Object.values(method.options)) assert.ok(text.includes(`// ${describe}\n`));
    });

    if (method.target !== undefined && method.target !== "labelled") continue;

    it(`keeps nothing aside for validation where a class is small in a ${method.id} file`, () => {
      assert.equal(parsed({ smallestClass: 9 }).target.validation, "none");
      assert.deepEqual(parsed({ smallestClass: 100 }).target.validation, { fraction: 0.2 });
    });
  }

  it("takes some speakers of the same data as the source, and others as the target", () => {
    const [method] = methods;
    assert.ok(method);
    const data = { dataset: "data/vowel.csv", group: "speaker" };
    const text = scaffoldExperiment({
      method,
      source: { ...data, only: ["ann", "bob"], architecture: "mlp" },
      target: { ...data, only: ["cid"] },
      controls: [],
    });
    const { experiment } = parseExperiment(text, FILE);
    assert.ok(experiment?.source.kind === "dataset");
    assert.deepEqual(experiment.source.dataset, { path: data.dataset, group: "speaker", only: ["ann", "bob"] });
    assert.deepEqual(experiment.target.dataset, { path: data.dataset, group: "speaker", only: ["cid"] });
  });

  it("lists the layers with a new head, which stays where the classes are the same", () => {
    const [method] = methods;
    assert.ok(method);
    const choices = {
      method,
      source: { model: "m" },
      target: { dataset: "d" },
      layers: ["conv1", "head"],
      controls: [],
    };
    const layersOf = (sameClasses: boolean) =>
      parseExperiment(scaffoldExperiment({ ...choices, sameClasses }), FILE).experiment?.layers;
    assert.deepEqual(layersOf(false), [
      { pattern: "conv1", state: "train" },
      { pattern: "head", state: "new" },
    ]);
    assert.deepEqual(layersOf(true)?.at(-1), { pattern: "head", state: "train" });
  });
});
