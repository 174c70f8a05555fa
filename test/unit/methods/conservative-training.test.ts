import assert from "node:assert/strict";
import type { ExperimentFacts } from "../../../src/experiment/facts";
import type { Experiment } from "../../../src/experiment/types";
import { parseExperiment } from "../../../src/experiment/parse";
import { scaffoldExperiment } from "../../../src/experiment/scaffold";
import { conservativeTraining } from "../../../src/methods/conservative-training/spec";
import type { ModelSummary } from "../../../src/models/layer-summary";
import type { MetricRow } from "../../../src/protocol/metrics";
import type { LayerView } from "../../../src/protocol/view";
import { experimentAt } from "../../fixtures/experiment";

const { check, conclude } = conservativeTraining;

const experiment = (options: Partial<Experiment["options"]> = {}, changes: Partial<Experiment> = {}): Experiment => ({
  ...experimentAt("/lab/toy.transfer.json"),
  method: "conservative-training",
  options: { rho: 0.25, alpha: 0.1, beta: 0.01, ...options },
  controls: ["fine-tuning"],
  ...changes,
});

const layer = (name: string, parameters: number) => ({ name, kind: "Dense", outputShape: [4], parameters });

const network: ModelSummary = {
  layers: [layer("dense1", 20), layer("head", 12)],
  head: "head",
  outputs: 3,
  inputShape: [4],
};
const facts = (source: readonly string[], target: readonly string[]): ExperimentFacts => ({
  sourceData: { classes: source },
  targetData: { classes: target },
});
const same = facts(["a", "b", "c"], ["a", "b", "c"]);
const other = facts(["a", "b", "c"], ["a", "b", "d"]);

const codes = (given: Experiment, known: ExperimentFacts = same) => check(given, known).map(({ code }) => code);

describe("the checks of conservative training", () => {
  it("find nothing where source and target have the same classes, or where these are not known yet", () => {
    assert.deepEqual(codes(experiment()), []);
    assert.deepEqual(codes(experiment(), {}), []);
    assert.deepEqual(codes(experiment({}, { controls: ["fine-tuning", "source-as-is"] })), []);
  });

  it("want rho 0 where the classes differ, and set it by a quick fix", () => {
    const [finding] = check(experiment(), other);
    assert.equal(finding?.severity, "error");
    assert.deepEqual(finding.path, ["options", "rho"]);
    assert.deepEqual(finding.fixes?.[0]?.edits, [{ kind: "set", path: ["options", "rho"], value: 0 }]);
    assert.deepEqual(codes(experiment({ rho: 0 }), other), []);
  });

  it("take the selected classes of a data set for its classes", () => {
    const base = experiment();
    const selected = experiment({}, { target: { ...base.target, dataset: { path: "d", classes: ["a", "b"] } } });
    assert.deepEqual(codes(selected), ["conservative/other-classes"]);
  });

  it("want no arm of the source as it is where the classes differ, and remove it by a quick fix", () => {
    const [finding] = check(experiment({ rho: 0 }, { controls: ["fine-tuning", "source-as-is"] }), other);
    assert.equal(finding?.code, "conservative/no-source-answers");
    assert.deepEqual(finding.fixes?.[0]?.edits, [{ kind: "set", path: ["controls"], value: ["fine-tuning"] }]);
  });

  it("take a copied head for the word that a silent model's outputs are the target's classes", () => {
    const silent = { source: network, targetData: { classes: ["a", "b", "c"] } };
    const model = { source: { kind: "model" as const, path: "m" } };
    const [finding] = check(experiment({}, model), silent);
    assert.match(finding?.message ?? "", /does not say its classes/);
    assert.deepEqual(finding?.fixes?.[1]?.edits, [{ kind: "set", path: ["layers", "head"], value: "train" }]);
    const copied = experiment({}, { ...model, layers: [{ pattern: "head", state: "train" }] });
    assert.deepEqual(codes(copied, silent), []);
    const [narrow] = check(experiment({}, model), { ...silent, targetData: { classes: ["a", "b"] } });
    assert.match(narrow?.message ?? "", /has 3 outputs for 2 classes/);
    assert.equal(narrow?.fixes?.length, 1);
  });

  it("have nothing to say of a new experiment, for the same classes and for others", () => {
    const written = (sameClasses: boolean) => {
      const text = scaffoldExperiment({
        method: conservativeTraining,
        source: { dataset: "data/source.csv", architecture: "mlp" },
        target: { dataset: "data/target.csv" },
        sameClasses,
        controls: ["fine-tuning"],
      });
      const { experiment: parsed } = parseExperiment(text, "/lab/toy.transfer.json");
      assert.ok(parsed);
      return parsed;
    };
    assert.deepEqual([written(true).options.rho, codes(written(true))], [0.25, []]);
    assert.deepEqual([written(false).options.rho, codes(written(false), other)], [0, []]);
  });

  it("say that labels have no say at rho 1, and that nothing is held back at 0", () => {
    assert.deepEqual(codes(experiment({ rho: 1 })), ["conservative/labels-unused"]);
    assert.deepEqual(codes(experiment({ rho: 0, alpha: 0, beta: 0 })), ["conservative/plain"]);
  });

  it("say which controls repeat another arm", () => {
    const sides = { controls: ["output-side", "weight-side"] };
    assert.deepEqual(codes(experiment({}, sides)), []);
    const messages = (options: Partial<Experiment["options"]>) =>
      check(experiment(options, sides), same).map(({ message }) => message);
    assert.deepEqual(messages({ rho: 0 }), [
      '"output-side" is the same as plain fine-tuning, because rho is 0; it costs time and shows nothing',
      '"weight-side" is the same as the method itself, because rho is 0; it costs time and shows nothing',
    ]);
    assert.deepEqual(messages({ alpha: 0, beta: 0 }), [
      '"output-side" is the same as the method itself, because alpha and beta are 0; it costs time and shows nothing',
      '"weight-side" is the same as plain fine-tuning, because alpha and beta are 0; it costs time and shows nothing',
    ]);
  });
});

const view = (name: string, training: LayerView["training"]): LayerView => {
  return { name, kind: "Dense", outputShape: [4], parameters: 20, origin: "copied", training };
};
const layers = [view("dense1", "frozen"), view("dense2", "trained"), view("head", "trained")];

interface Outcome {
  accuracy?: number;
  nats?: number;
  drift?: number;
  /** Of the epoch whose weights were kept, where it is not the last. */
  bestEpoch?: number;
}

/** Two epochs and the end of a trial; in the first epoch everything has moved half as far. */
function rowsOf(arm: string, seed: number, { accuracy = 0.5, nats, drift, bestEpoch }: Outcome): MetricRow[] {
  const epochs = drift === undefined ? [] : [drift / 2, drift];
  return [
    ...epochs.map((moved, index): MetricRow => {
      const health = { dense1: { drift: 0 }, dense2: { drift: moved }, head: { drift: 2 * moved } };
      return { type: "epoch", arm, seed, step: index + 1, epoch: index + 1, train: {}, layers: health };
    }),
    {
      ...{ type: "trial", arm, seed, epochs: epochs.length, steps: epochs.length, test: { accuracy }, frozen: [] },
      ...(nats === undefined ? {} : { measured: { outputDivergenceNats: nats } }),
      ...(bestEpoch === undefined ? {} : { bestEpoch }),
    },
  ];
}

/** The same outcome for two seeds, but for a little. */
const both = (arm: string, outcome: Outcome): MetricRow[] =>
  [1, 2].flatMap((seed) => rowsOf(arm, seed, { ...outcome, accuracy: (outcome.accuracy ?? 0.5) + seed / 1000 }));

const concluded = (rows: MetricRow[], given = experiment({}, { controls: ["fine-tuning", "source-as-is"] })) =>
  conclude({ experiment: given, layers, rows });

describe("the conclusions of conservative training", () => {
  const free = both("fine-tuning", { nats: 0.8, drift: 0.4 });
  const asIs = both("source-as-is", { nats: 0 });

  it("show how far outputs and weights moved, by arm and layer, of the weights that were kept", () => {
    const transfer = both("transfer", { nats: 0.2, drift: 0.2, bestEpoch: 1 });
    const [outputs, weights] = concluded([...transfer, ...free, ...asIs]).parts;
    assert.ok(outputs?.type === "table" && weights?.type === "table");
    const means = (rows: typeof outputs.rows) =>
      rows.map(({ title, cells }) => [
        title,
        ...cells.map((cell) => (typeof cell === "object" ? (cell?.mean ?? null) : cell)),
      ]);
    assert.deepEqual(means(outputs.rows), [
      ["Conservative training", 0.2],
      ["Plain fine-tuning", 0.8],
      ["Source as it is", 0],
    ]);
    assert.deepEqual(
      weights.columns.map(({ title }) => title),
      ["Conservative training", "Plain fine-tuning"],
    );
    assert.deepEqual(means(weights.rows), [
      ["dense2", 0.1, 0.4],
      ["head", 0.2, 0.8],
    ]);
  });

  it("show nothing before a trial has ended, and no outputs where the classes differ", () => {
    const [first] = rowsOf("transfer", 1, { nats: 0.2, drift: 0.2 });
    assert.ok(first);
    assert.deepEqual(concluded([first]), { parts: [], findings: [] });
    const parts = concluded(both("transfer", { drift: 0.2 })).parts.map(({ id }) => id);
    assert.deepEqual(parts, ["weight-drift"]);
  });

  it("say nothing where something was held back and something moved", () => {
    assert.deepEqual(concluded([...both("transfer", { nats: 0.3, drift: 0.2 }), ...free]).findings, []);
  });

  it("say where nothing was held back", () => {
    const { findings } = concluded([...both("transfer", { nats: 0.792, drift: 0.392 }), ...free]);
    const [finding] = findings;
    assert.deepEqual([findings.length, finding?.code, finding?.path], [1, "conservative/no-hold", ["options", "rho"]]);
    assert.match(finding?.message ?? "", /rho 0.25, alpha 0.1, beta 0.01.*moved 99 % and its weights 98 %/);
  });

  it("say where everything was held back, also where not a step was taken", () => {
    const held = concluded([...both("transfer", { nats: 0.001, drift: 0.001 }), ...free]).findings;
    assert.deepEqual(
      held.map(({ code }) => code),
      ["conservative/held-back"],
    );
    const still = concluded([...both("transfer", { nats: 0 }), ...free]).findings;
    assert.match(still[0]?.message ?? "", /outputs moved 0 % and its weights 0 % of what plain fine-tuning moves/);
  });

  it("warn where the source as it is does better for sure, and only then", () => {
    const hurt = concluded([...both("transfer", { accuracy: 0.4 }), ...both("source-as-is", { accuracy: 0.5 })]);
    assert.deepEqual(
      hurt.findings.map(({ code }) => code),
      ["conservative/adaptation-hurts"],
    );
    const helped = concluded([...both("transfer", { accuracy: 0.6 }), ...both("source-as-is", { accuracy: 0.5 })]);
    assert.deepEqual(helped.findings, []);
    const [unsure] = [
      concluded([
        ...rowsOf("transfer", 1, { accuracy: 0.4 }),
        ...rowsOf("transfer", 2, { accuracy: 0.6 }),
        ...both("source-as-is", { accuracy: 0.55 }),
      ]),
    ];
    assert.deepEqual(unsure.findings, []);
  });
});
