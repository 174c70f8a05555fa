import assert from "node:assert/strict";
import { applyEdits } from "../../../src/experiment/edit";
import { rateChoices } from "../../../src/experiment/rate-choices";
import { rateFault } from "../../../src/experiment/rate-fault";
import { rateParts, rateText } from "../../../src/experiment/rate-parts";
import { discriminativeRates } from "../../../src/math/discriminative-rates";
import { methods } from "../../../src/methods";
import { partTable } from "../../../src/protocol/part-table";
import type { FoundRates, FoundSweep, RateGroup } from "../../../src/protocol/found-rates";

const sweep = (group: RateGroup, suggestion: number | undefined): FoundSweep => ({
  ...{ group, layers: ["head"], rates: [1e-6, 1e-3, 1], losses: [2, 1, null], smoothed: [2, 1], diverged: true },
  ...(suggestion === undefined
    ? { verdict: "flat" as const }
    : { verdict: "found" as const, suggestion, steepest: suggestion, minimum: 10 * suggestion }),
});

function found(rates: Partial<Record<RateGroup, number>>, decay?: number): FoundRates {
  return {
    ...{ examples: 60, batchSize: 8, optimizer: "adam", learningRate: 0.001 },
    ...(decay === undefined ? {} : { rateDecay: decay }),
    layers: [
      { name: "conv1", fresh: false },
      { name: "conv2", fresh: false },
      { name: "head", fresh: true },
    ],
    sweeps: (["all", "new", "copied"] as const).map((group) => sweep(group, rates[group])),
  };
}

const text = `{
  // Ours.
  "options": { "rateDecay": 1 },
  "training": { "optimizer": { "name": "adam", "learningRate": 0.001 } }
}`;

describe("choices after a search for learning rates", () => {
  it("a rate for all layers changes the rate of the file and nothing else", () => {
    const [choice, ...others] = rateChoices(found({ all: 0.0031 }));
    assert.ok(choice !== undefined);
    assert.deepEqual(others, []);
    assert.equal(applyEdits(text, choice.edits), text.replace("0.001", "0.0031"));
  });

  it("rates of new and copied layers become a rate and its decay towards the input", () => {
    const choice = rateChoices(found({ all: 0.003, new: 0.02, copied: 0.001 }, 1)).find(({ id }) => id === "groups");
    assert.ok(choice !== undefined);
    const decay = Number(/"rateDecay": ([\d.]+)/.exec(applyEdits(text, choice.edits))?.[1]);
    const factors = discriminativeRates(["conv1", "conv2", "head"], decay);
    assert.equal(choice.learningRate, 0.02);
    const mean = Math.sqrt((factors.get("conv1") ?? NaN) * (factors.get("conv2") ?? NaN)) * 0.02;
    assert.ok(Math.abs(mean / 0.001 - 1) < 0.1, `${mean}`);
    assert.match(applyEdits(text, choice.edits), /\/\/ Ours\./);
  });

  it("copied layers never learn faster than new ones", () => {
    const choice = rateChoices(found({ new: 0.001, copied: 0.1 }, 1)).find(({ id }) => id === "groups");
    assert.match(applyEdits(text, choice?.edits ?? []), /"rateDecay": 1 /);
  });

  it("a method without discriminative rates is offered one rate or the other", () => {
    const ids = rateChoices(found({ all: 0.003, new: 0.02, copied: 0.001 })).map(({ id }) => id);
    assert.deepEqual(ids, ["all", "new", "copied"]);
  });

  it("nothing found offers nothing", () => {
    assert.deepEqual(rateChoices(found({})), []);
  });

  it("the table says none where nothing was found, and the chart leaves out what exploded", () => {
    const [table, chart] = rateParts(found({ new: 0.01 }));
    assert.ok(table !== undefined && chart?.type === "chart");
    assert.deepEqual(partTable(table).rows[0]?.slice(0, 2), ["All layers that train", "none"]);
    assert.equal(partTable(table).rows[1]?.[1], "0.01");
    assert.deepEqual(chart.series[1]?.points.at(-1), null);
  });

  it("a rate is written in two digits", () => {
    assert.deepEqual([1e-6, 0.00012345, 0.00312, 0.5, 10].map(rateText), ["1e-6", "0.00012", "0.0031", "0.5", "10"]);
  });

  it("only methods that train one network in steps have a rate to look for", () => {
    const refused = methods.filter(({ id }) => rateFault({ method: id, file: "a.transfer.json" }) !== undefined);
    assert.deepEqual(refused.map(({ id }) => id).sort(), [
      "progressive-networks",
      "self-taught-clustering",
      "zero-shot-convex-combination",
    ]);
  });
});
