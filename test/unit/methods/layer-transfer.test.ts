import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { DataFacts } from "../../../src/experiment/facts";
import { applyEdits } from "../../../src/experiment/edit";
import { parseExperiment } from "../../../src/experiment/parse";
import type { Experiment, LayerState, Sweep } from "../../../src/experiment/types";
import { checkLayerTransfer } from "../../../src/methods/layer-transfer/check";
import { concludeLayerTransfer } from "../../../src/methods/layer-transfer/conclude";
import { copiedLayers, lastCopiedStage } from "../../../src/methods/layer-transfer/copied-layers";
import { sweepArm } from "../../../src/methods/sweep-arms";
import type { TrialRow } from "../../../src/protocol/metrics";
import type { ReportPart } from "../../../src/protocol/report";
import type { LayerView } from "../../../src/protocol/view";
import { experimentAt } from "../../fixtures/experiment";

type Layers = Record<string, LayerState>;

/** On `convnet-6`: conv1 to conv4, dense1, head. */
function experimentWith({ layers = {}, ...changes }: Partial<Omit<Experiment, "layers">> & { layers?: Layers } = {}) {
  const base = experimentAt("/lab/toy.transfer.json");
  const rules = Object.entries(layers).map(([pattern, state]) => ({ pattern, state }));
  const source = { ...base.source, architecture: "convnet-6" } as Experiment["source"];
  return { ...base, method: "layer-transfer", source, options: {}, controls: ["scratch"], layers: rules, ...changes };
}

const facts = {
  sourceData: { classes: ["a", "b"] } satisfies DataFacts,
  targetData: { classes: ["c", "d", "e"] } satisfies DataFacts,
};

const found = (experiment: Experiment) => checkLayerTransfer(experiment, facts);
const codes = (experiment: Experiment) => found(experiment).map(({ code }) => code);

describe("the checks of layer transfer", () => {
  it("allow first layers, last layers and all of them to be copied", () => {
    assert.deepEqual(found(experimentWith({ layers: { conv1: "frozen", conv2: "train", "*": "new" } })), []);
    assert.deepEqual(found(experimentWith({ layers: { "*": "new", conv4: "frozen", dense1: "frozen" } })), []);
    assert.deepEqual(found(experimentWith({ layers: { "*": "frozen" } })), []);
    assert.deepEqual(found(experimentWith()), []);
  });

  it("warn of a gap on its first new layer, and offer to copy it or to give up what follows", () => {
    const layers = { conv1: "frozen", conv2: "new", conv3: "new", "*": "frozen" } as const;
    const [gap, ...others] = found(experimentWith({ layers }));
    assert.deepEqual(others, []);
    assert.deepEqual([gap?.severity, gap?.code, gap?.path], ["warning", "layers/gap", ["layers", "conv2"]]);
    assert.equal(
      gap?.message,
      'begins 2 new layers between copied ones ("conv1" and "conv4"), so "conv4" gets other inputs than it was trained on; copy what lies between, or make what follows new',
    );
    const set = (layer: string, value: LayerState) => ({ kind: "set", path: ["layers", layer], value });
    assert.deepEqual(gap.fixes, [
      { title: 'Copy and train "conv2", "conv3"', edits: [set("conv2", "train"), set("conv3", "train")] },
      { title: 'Make "conv4", "dense1" new', edits: [set("conv4", "new"), set("dense1", "new")] },
    ]);
  });

  it("find every gap, each once", () => {
    const layers = { "*": "frozen", conv2: "new", conv4: "new" } as const;
    assert.deepEqual(
      found(experimentWith({ layers })).map(({ code, path }) => [code, path]),
      [
        ["layers/gap", ["layers", "conv2"]],
        ["layers/gap", ["layers", "conv4"]],
      ],
    );
  });

  for (const [index, title] of ["copies what lies between", "makes what follows new"].entries()) {
    it(`find nothing more once a fix ${title}`, () => {
      const text = JSON.stringify(
        {
          method: "layer-transfer",
          source: { dataset: "data/a", architecture: "convnet-6" },
          target: { dataset: "data/b" },
          layers: { "conv[14]": "frozen", "conv[23]": "new" },
        },
        null,
        2,
      );
      const parsed = (file: string) => {
        const { experiment } = parseExperiment(file, "/lab/toy.transfer.json");
        assert.ok(experiment !== undefined);
        return experiment;
      };
      const [gap] = found(parsed(text));
      const fixed = parsed(applyEdits(text, gap?.fixes?.[index]?.edits ?? []));
      assert.deepEqual(codes(fixed), []);
    });
  }

  it("refuse an experiment that copies nothing", () => {
    const [fault] = found(experimentWith({ layers: { "*": "new" } }));
    assert.deepEqual([fault?.severity, fault?.code, fault?.path], ["error", "layers/nothing-copied", ["layers"]]);
    assert.deepEqual(fault?.fixes?.[0]?.edits, [{ kind: "set", path: ["layers", "conv1"], value: "frozen" }]);
  });

  it("say which controls would repeat another arm where no layer is frozen", () => {
    const controls = ["scratch", "random-frozen", "fine-tuning"];
    const twins = found(experimentWith({ controls }));
    assert.deepEqual(
      twins.map(({ code, message, fixes }) => [code, message.split(",")[0], fixes?.[0]?.edits]),
      [
        [
          "layer-transfer/twin",
          '"random-frozen" is the same as "scratch"',
          [{ kind: "set", path: ["controls"], value: ["scratch", "fine-tuning"] }],
        ],
        [
          "layer-transfer/twin",
          '"fine-tuning" is the same as the method itself',
          [{ kind: "set", path: ["controls"], value: ["scratch", "random-frozen"] }],
        ],
      ],
    );
    assert.deepEqual(codes(experimentWith({ controls, layers: { conv1: "frozen" } })), []);
  });

  it("leave what `layers` says alone while a sweep tries every cut, which needs validation examples to choose one", () => {
    const sweep: Sweep = { from: "first", curves: ["AnB"] };
    assert.deepEqual(codes(experimentWith({ sweep, layers: { "*": "new" } })), ["sweep/no-validation"]);
    const { target } = experimentWith();
    assert.deepEqual(codes(experimentWith({ sweep, target: { ...target, validation: { perClass: 2 } } })), []);
  });

  it("refuse a sweep of a network that is only a head", () => {
    const experiment = experimentWith({ sweep: { from: "first", curves: ["AnB"] } });
    const source = {
      layers: [{ name: "logits", kind: "Dense", outputShape: [2], parameters: 20 }],
      inputShape: [9],
      head: "logits",
      outputs: 2,
      classes: ["a", "b"],
    };
    const onlyHead = { ...facts, source };
    assert.ok(checkLayerTransfer(experiment, onlyHead).some(({ code }) => code === "sweep/no-layers"));
  });
});

describe("the layers of a cut", () => {
  const stages = [["conv1", "conv1_bn"], ["block"], ["dense"], ["head"]];

  it("are whole stages from the input on, or the last ones before the head", () => {
    assert.deepEqual(copiedLayers(stages, "first", 2), ["conv1", "conv1_bn", "block"]);
    assert.deepEqual(copiedLayers(stages, "last", 2), ["block", "dense"]);
    assert.deepEqual(copiedLayers(stages, "last", 3), copiedLayers(stages, "first", 3));
  });

  it("grow by one stage from cut to cut", () => {
    for (const from of ["first", "last"] as const) {
      for (const cut of [1, 2, 3]) {
        const before = cut === 1 ? [] : copiedLayers(stages, from, cut - 1);
        const added = copiedLayers(stages, from, cut).filter((name) => !before.includes(name));
        assert.deepEqual(lastCopiedStage(stages, from, cut), added);
      }
    }
  });
});

/** A network of two layers and a head. */
const views: LayerView[] = ["conv1", "pool", "dense1", "head"].map((name) => ({
  name,
  kind: "Dense",
  outputShape: [],
  parameters: name === "pool" ? 0 : 9,
  origin: "copied",
  training: "trained",
  ...(name === "pool" ? {} : { stage: ["conv1", "dense1", "head"].indexOf(name) + 1 }),
}));

function trial(arm: string, seed: number, [test, validation]: readonly [number, number?]): TrialRow {
  return {
    type: "trial",
    ...{ arm, seed, epochs: 1, steps: 1, frozen: [] },
    test: { accuracy: test, lossNats: 1 },
    ...(validation !== undefined && { validation: { accuracy: validation, lossNats: 1 } }),
  };
}

interface Swept {
  /** Test and validation accuracy, of both seeds. */
  figures: Readonly<Record<string, readonly [number, number?]>>;
  from?: Sweep["from"];
  curves?: Sweep["curves"];
  without?: { arm: string; seed: number };
  isValidated?: boolean;
}

function concluded({ figures, from = "first", curves = ["AnB", "AnB+"], without, isValidated = true }: Swept) {
  const { target } = experimentWith();
  const experiment = experimentWith({
    sweep: { from, curves },
    target: { ...target, validation: isValidated ? { perClass: 2 } : "none" },
  });
  const rows = Object.entries(figures).flatMap(([arm, both]) => [1, 2].map((seed) => trial(arm, seed, both)));
  const left = rows.filter(({ arm, seed }) => arm !== without?.arm || seed !== without.seed);
  return concludeLayerTransfer({ experiment, layers: views, rows: left });
}

const chartIn = (parts: readonly ReportPart[]) => {
  const chart = parts.find((part) => part.type === "chart");
  assert.ok(chart !== undefined);
  return chart;
};
const tableIn = (parts: readonly ReportPart[]) => {
  const table = parts.find((part) => part.type === "table");
  assert.ok(table !== undefined);
  return table;
};

const figures = {
  base: [0.8, 0.7],
  A1B: [0.9, 0.8],
  "A1B+": [0.85, 0.85],
  A2B: [0.7, 0.9],
  "A2B+": [0.95, 0.6],
} as const;

describe("what a sweep of layer transfer concludes", () => {
  it("is nothing for an experiment with one cut, and nothing before a trial has ended", () => {
    const nothing = { parts: [], findings: [] };
    const rows = [trial("transfer", 1, [0.9])];
    assert.deepEqual(concludeLayerTransfer({ experiment: experimentWith(), layers: views, rows }), nothing);
    assert.deepEqual(concluded({ figures: {} }), nothing);
  });

  it("is a curve over the cuts for each kind of network, beside the base", () => {
    const chart = chartIn(concluded({ figures }).parts);
    assert.deepEqual(chart.x.labels, ["1 conv1", "2 dense1"]);
    const means = chart.series.map(({ id, points }) => [id, points.map((point) => point?.mean)]);
    assert.deepEqual(means, [
      ["base", [0.8, 0.8]],
      ["AnB", [0.9, 0.7]],
      ["AnB+", [0.85, 0.95]],
    ]);
  });

  it("counts from the last layer before the head where the sweep does", () => {
    assert.deepEqual(chartIn(concluded({ figures, from: "last" }).parts).x.labels, ["1 dense1", "2 conv1"]);
  });

  it("leaves a gap in a curve for a cut that has not ended yet", () => {
    const chart = chartIn(concluded({ figures: { base: [0.8], A1B: [0.9] } }).parts);
    assert.deepEqual(
      chart.series.find(({ id }) => id === "AnB")?.points.map((point) => point?.mean ?? null),
      [0.9, null],
    );
  });

  it("is a table of the layers that each cut copies and what it brings over the base", () => {
    const table = tableIn(concluded({ figures }).parts);
    assert.deepEqual(
      table.columns.map(({ title }) => title),
      ["Copied", "AnB − base", "AnB+ − base", "AnB, validation", "AnB+, validation"],
    );
    const [first] = table.rows;
    assert.equal(first?.cells[0], "conv1");
    const gain = first.cells[1];
    assert.ok(typeof gain === "object" && gain !== null && Math.abs(gain.mean - 0.1) < 1e-9);
  });

  it("recommends the cut that is best on validation examples, whatever the test examples say, and offers to use it", () => {
    const [best] = concluded({ figures }).findings;
    assert.deepEqual([best?.code, best?.severity, best?.path], ["result/best-cut", "info", ["sweep"]]);
    assert.equal(
      best?.message,
      "the best cut is A2B (conv1, dense1 copied and frozen): 90.0 % of the validation examples, the target alone 70.0 % (2 seeds)",
    );
    assert.deepEqual(best.fixes?.[0]?.edits, [
      { kind: "set", path: ["layers"], value: { conv1: "frozen", dense1: "frozen", head: "new" } },
      { kind: "remove", path: ["sweep"] },
    ]);
  });

  it("recommends to train on what is copied where that is better, and points at it in the chart", () => {
    const { findings, parts } = concluded({ figures: { ...figures, A2B: [0.7, 0.8] }, from: "last" });
    assert.deepEqual(findings[0]?.fixes?.[0]?.edits[0], {
      kind: "set",
      path: ["layers"],
      value: { conv1: "new", dense1: "train", head: "new" },
    });
    assert.deepEqual(chartIn(parts).marks, [{ at: 0, title: "best on validation: A1B+" }]);
  });

  it("says so where no cut is as good as the target alone", () => {
    const [best] = concluded({ figures: { ...figures, base: [0.8, 0.95] } }).findings;
    assert.match(best?.message ?? "", /and yet the target alone does better with 95\.0 %: no cut pays \(2 seeds\)$/);
  });

  it("recommends nothing before the last trial has ended", () => {
    const { findings, parts } = concluded({ figures, without: { arm: "A1B+", seed: 2 } });
    assert.deepEqual(findings, []);
    assert.equal(chartIn(parts).marks, undefined);
  });

  it("recommends nothing without validation examples, and says why", () => {
    const onTest = Object.fromEntries(Object.entries(figures).map(([arm, [test]]) => [arm, [test]] as const));
    const { findings } = concluded({ figures: onTest, isValidated: false });
    assert.deepEqual(
      findings.map(({ code }) => code),
      ["sweep/no-validation"],
    );
  });

  it("recommends nothing from curves that no file can ask for", () => {
    const curves: Sweep["curves"] = ["BnB", "random"];
    const arms = curves.flatMap((curve) => [1, 2].map((cut) => [sweepArm(curve, cut), [0.5, 0.5]] as const));
    assert.deepEqual(concluded({ figures: Object.fromEntries(arms), curves }).findings, []);
  });
});
