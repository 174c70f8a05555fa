import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { explain } from "../../../src/experiment/explain";
import { sourceRule, sourceSchema } from "../../../src/experiment/schema-source";
import { methods } from "../../../src/methods";
import type { MethodSpec, SourceKind } from "../../../src/methods/define";
import { formatProblem } from "../../../src/protocol/problem";

/** What is said of a source, in a file of a method that takes these kinds of source. */
function messagesOf(
  source: unknown,
  sources: readonly SourceKind[] = ["tasks", "run"],
  method: Pick<MethodSpec, "needs" | "network"> = { needs: { source: "labelled", target: "labelled" } },
): string[] {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
  const rule = sourceRule({ title: "This method", sources, ...method }, methods);
  const validate = ajv.compile({ properties: { source: { allOf: [sourceSchema, rule] } } });
  const value = { source };
  return validate(value) ? [] : explain(validate.errors ?? [], "f", value).map(formatProblem);
}

const examplesMessages = (
  source: unknown,
  needed: "labelled" | "unlabelled",
  network: NonNullable<MethodSpec["network"]>,
): string[] => messagesOf(source, ["examples"], { needs: { source: needed, target: "unlabelled" }, network });

const tasks = { letters: { dataset: "letters.csv", predicts: "number", labelled: { fraction: 0.5 } } };

describe("sourceRule", () => {
  it("takes what the method takes", () => {
    assert.deepEqual(messagesOf({ tasks, architecture: "mlp", size: 16 }), []);
    assert.deepEqual(messagesOf({ run: ".transfer-lab/runs/first" }), []);
    assert.deepEqual(messagesOf({ dataset: "a.csv", architecture: "mlp", epochs: 3 }, ["model", "dataset"]), []);
  });

  const says = (what: string, messages: string[], ...expected: string[]) => {
    it(`says ${what}`, () => {
      assert.deepEqual(messages, expected);
    });
  };

  says(
    "what the source may be",
    messagesOf({}),
    'f, source: must have "tasks", other tasks to learn, or "run", a finished run',
  );
  says("that tasks need a network", messagesOf({ tasks }), 'f, source: must have "architecture"');
  says(
    "that each task has settings of its own",
    messagesOf({ tasks, architecture: "mlp", label: "kind" }),
    'f, source.label: must be left out beside "tasks": each task names its own',
  );
  says(
    "that a run has its networks",
    messagesOf({ run: "r", architecture: "mlp" }),
    'f, source.architecture: must be left out beside "run": the run says what its networks are',
  );
  says(
    "which method takes a saved network",
    messagesOf({ model: "m" }, ["tasks"]),
    'f, source.model: must be left out: the source of This method is "tasks", other tasks to learn; ' +
      `"model" is for ${methods
        .filter(({ sources }) => sources.some((kind) => kind === "model"))
        .map(({ title }) => title)
        .join(" and ")}`,
  );
  says(
    "what a task may have",
    messagesOf({ tasks: { letters: { dataset: "a", label: 3, labeled: "all" } }, architecture: "mlp" }),
    "f, source.tasks.letters.labeled: must be one of dataset, label, group, only, classes, audio, text, predicts, labelled, " +
      'validation, test, splitSeed, got "labeled"; did you mean "labelled"?',
    "f, source.tasks.letters.label: must be a text that is not empty, got 3",
  );
  says(
    "that a task needs data",
    messagesOf({ tasks: { letters: {} }, architecture: "mlp" }),
    'f, source.tasks.letters: must have "dataset"',
  );
  says(
    "how tasks may be called",
    messagesOf({ tasks: { "1st": { dataset: "a" } }, architecture: "mlp" }),
    'f, source.tasks: must have names of letters, digits, - and _, got "1st"',
  );
  says(
    "that unlabelled examples are not chosen by labels",
    examplesMessages({ dataset: "a", labelled: { perClass: 5 }, epochs: 3 }, "unlabelled", "linear"),
    'f, source.epochs: must be left out beside "dataset": the run learns from the examples as its training says',
    "f, source.labelled: must be left out: This method learns from these examples without their labels; " +
      'say how many with "unlabelled"',
  );
  says(
    "that labelled examples need a network, where the method has none of its own",
    examplesMessages({ dataset: "a", unlabelled: "all" }, "labelled", "chosen"),
    'f, source: must have "architecture"',
    'f, source.unlabelled: must be left out: This method learns from labelled examples; use "labelled"',
  );

  it("takes examples, labelled or not, with what chooses among them", () => {
    const labelled = { dataset: "a.csv", architecture: "mlp", labelled: { perClass: 3 }, test: { fraction: 0.2 } };
    assert.deepEqual(examplesMessages(labelled, "labelled", "chosen"), []);
    assert.deepEqual(examplesMessages({ dataset: "a", unlabelled: { fraction: 0.5 } }, "unlabelled", "none"), []);
  });

  says(
    "that there is a task at least",
    messagesOf({ tasks: {}, architecture: "mlp" }),
    "f, source.tasks: must be an object of one task or more, by name, got {}",
  );
});
