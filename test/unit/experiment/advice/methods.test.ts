import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { methodRules } from "../../../../src/experiment/advice/method-rules";
import { nextExperiment } from "../../../../src/experiment/advice/next-experiment";
import { situationOf, type Situation } from "../../../../src/experiment/advice/situation";
import { suggestMethods } from "../../../../src/experiment/advice/suggest-methods";
import { situationText, suggestionTable } from "../../../../src/experiment/advice/suggestion-table";
import type { ExperimentFacts } from "../../../../src/experiment/facts";
import { parseExperiment } from "../../../../src/experiment/parse";
import { methodById, methods } from "../../../../src/methods";
import { experimentAt } from "../../../fixtures/experiment";

interface Changed extends Omit<Partial<Situation>, "target" | "source"> {
  target?: Partial<Situation["target"]>;
  source?: Partial<Situation["source"]>;
}

const situation = ({ target, source, ...others }: Changed = {}): Situation => ({
  target: { predicts: "class", isLabelled: true, classes: 10, labelledPerClass: 10, isPartlyCovered: false, ...target },
  source: { isLabelled: true, what: "data", ...source },
  tasks: 0,
  ...others,
});

const first = (changed: Changed): string | undefined => suggestMethods(situation(changed), methods)[0]?.method;

describe("suggested methods", () => {
  it("begin with fine-tuning where there is nothing special", () => {
    assert.equal(first({ sharedClasses: "none" }), "fine-tuning");
  });

  it("begin with conservative training where only some classes have labels", () => {
    assert.equal(first({ sharedClasses: "all", target: { isPartlyCovered: true } }), "conservative-training");
  });

  it("begin with multitask learning where other tasks are named, and where a number is to be predicted", () => {
    assert.equal(first({ tasks: 2, target: { labelledPerClass: 3 } }), "multitask-learning");
    const numbers = suggestMethods(situation({ target: { predicts: "number" } }), methods);
    assert.deepEqual(numbers.map(({ method }) => method), methods.filter((one) => one.numbers).map(({ id }) => id)); // prettier-ignore
  });

  it("begin with domain-adversarial training for the same classes in another setting without labels", () => {
    const other = { sharedClasses: "all", shift: 1.2, target: { isLabelled: false } } as const;
    assert.equal(first(other), "domain-adversarial");
    const reasons = suggestMethods(situation(other), methods)[0]?.reasons.join(" ") ?? "";
    assert.match(reasons, /A-distance 1\.2 of 2/);
  });

  it("begin with a zero-shot method where unseen classes are described", () => {
    const unseen = { sharedClasses: "none", target: { isLabelled: false } } as const;
    assert.match(first({ ...unseen, semantics: "attributes" }) ?? "", /^zero-shot-attribute/);
    const words = { ...unseen, semantics: "vectors", source: { what: "network" } } as const;
    assert.equal(first(words), "zero-shot-convex-combination");
  });

  it("begin with self-taught learning where the source has no labels, and with clustering where nothing has", () => {
    assert.equal(first({ source: { isLabelled: false } }), "self-taught-learning");
    const nothing = { source: { isLabelled: false }, target: { isLabelled: false } };
    assert.equal(first(nothing), "self-taught-clustering");
  });

  it("never need labels that are not there", () => {
    for (const isLabelled of [true, false]) {
      for (const suggestion of suggestMethods(situation({ target: { isLabelled } }), methods)) {
        assert.ok(isLabelled || methodById(suggestion.method)?.needs.target === "unlabelled", suggestion.method);
      }
    }
  });

  it("say what has to be there first", () => {
    const network = suggestMethods(situation({ source: { what: "network" } }), methods);
    const multitask = network.find(({ method }) => method === "multitask-learning");
    assert.ok(multitask?.lacks.some((sentence) => sentence.startsWith("It needs other tasks")));
  });

  it("have rules for methods that there are, and each rule's sentence ends as one", () => {
    for (const [id, rules = []] of Object.entries(methodRules)) {
      assert.ok(methodById(id), id);
      for (const { says } of rules) {
        const sentence = typeof says === "string" ? says : says(situation({ shift: 1, tasks: 1 }));
        assert.match(sentence, /^[A-Z0-9].*\.$/);
      }
    }
  });

  it("fill a table, in their order", () => {
    const suggestions = suggestMethods(situation(), methods);
    const { rows } = suggestionTable(suggestions);
    assert.equal(rows.length, suggestions.length);
    assert.ok(suggestions.every(({ reasons }) => reasons.length > 0));
    assert.match(rows[0]?.title ?? "", /^1\. /);
  });
});

describe("what a person has", function () {
  // The first look at a file compiles the schema.
  this.timeout("1m");
  const experiment = experimentAt("/w/digits.transfer.json");
  const digits = Array.from({ length: 10 }, (_, label) => String(label));
  const facts: ExperimentFacts = {
    sourceData: { classes: digits, count: 1000, kind: "idx", shape: [28, 28, 1] },
    targetData: { classes: digits.slice(0, 8), count: 400, kind: "image-folder", shape: [8, 8, 1] },
  };

  it("is read from the experiment and a look at its data", () => {
    const found = situationOf(experiment, facts, { distance: 0.8, examples: 100 });
    assert.deepEqual(found, {
      target: { predicts: "class", isLabelled: true, classes: 8, labelledPerClass: 5, isPartlyCovered: false },
      source: { isLabelled: true, what: "data" },
      sharedClasses: "all",
      tasks: 0,
      shift: 0.8,
    });
    assert.match(situationText(found), /labelled target examples of 8 classes, some 5 a class, and labelled data/);
  });

  it("counts labelled examples of a class whatever way the file says them", () => {
    const perClass = (labelled: (typeof experiment)["target"]["labelled"]) =>
      situationOf({ ...experiment, target: { ...experiment.target, labelled } }, facts).target.labelledPerClass;
    assert.deepEqual([perClass("all"), perClass({ fraction: 0.1 }), perClass({ perClass: 7 })], [50, 5, 7]);
  });

  it("has no labels where the file hides them", () => {
    const hidden = { ...experiment, target: { ...experiment.target, labels: "hidden" as const } };
    assert.equal(situationOf(hidden, facts).target.isLabelled, false);
  });

  it("is not claimed where data could not be looked at", () => {
    const { target, sharedClasses } = situationOf(experiment, {});
    assert.deepEqual([target.classes, target.labelledPerClass, sharedClasses], [undefined, undefined, undefined]);
  });

  it("leads to an experiment of each method whose needs it meets, on the same data and without errors", () => {
    const made = methods.flatMap((method) => {
      const text = nextExperiment(experiment, facts, method);
      return text === undefined ? [] : [{ id: method.id, text }];
    });
    for (const { id, text } of made) {
      const { experiment: parsed, problems } = parseExperiment(text, "/w/next.transfer.json");
      assert.deepEqual(problems.filter(({ severity }) => severity === "error"), [], id); // prettier-ignore
      assert.equal(parsed?.target.dataset.path, "data/uci-digits");
    }
    const ids = made.map(({ id }) => id);
    assert.ok(
      ["fine-tuning", "layer-transfer", "domain-adversarial", "self-taught-learning"].every((id) => ids.includes(id)),
    );
    assert.ok(!ids.includes("multitask-learning") && !ids.includes("zero-shot-attribute-database"), ids.join());
  });
});
