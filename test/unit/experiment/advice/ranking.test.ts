import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdits } from "../../../../src/experiment/edit";
import { hindsight } from "../../../../src/experiment/advice/hindsight";
import { ordinal } from "../../../../src/experiment/advice/ordinal";
import { durationText, memoryText, predictedRun } from "../../../../src/experiment/advice/predicted-run";
import { rankingTable, reasonFor } from "../../../../src/experiment/advice/ranking-table";
import { LEADING_SCORE, placesBy, ranked, scoresOf } from "../../../../src/experiment/advice/scores";
import { useSource } from "../../../../src/experiment/advice/use-source";
import { parseExperiment } from "../../../../src/experiment/parse";
import type { RankedSource } from "../../../../src/protocol/advice";
import { partTable } from "../../../../src/protocol/part-table";

const source = (title: string, level: number, changed: Partial<RankedSource["scores"]> = {}): RankedSource => ({
  model: `models/${title}`,
  named: `models/${title}`,
  title,
  scores: { leep: level, nce: level, hScore: level, logMe: level, nearestNeighbour: level, ...changed },
  features: 64,
  seconds: 70,
  megabytes: 340,
});

/** The scores of a network that gives no answers. */
const unanswered = ({ scores: { hScore, logMe, nearestNeighbour } }: RankedSource): RankedSource["scores"] => ({
  hScore,
  logMe,
  nearestNeighbour,
});

describe("scores of a source", () => {
  const labels = [0, 0, 1, 1];
  const telling = { rows: [[1, 0], [1, 0.1], [0, 1], [0.1, 1]], probabilities: [[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8]] }; // prettier-ignore
  const silent = { rows: [[1, 1], [1, 1], [1, 1], [1, 1]], probabilities: [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5], [0.5, 0.5]] }; // prettier-ignore

  it("are all higher where features and answers tell the classes apart", () => {
    const [good, bad] = [scoresOf(telling, labels), scoresOf(silent, labels)];
    for (const id of ["leep", "nce", "hScore", "logMe", "nearestNeighbour"] as const) {
      assert.ok((good[id] ?? NaN) > (bad[id] ?? NaN), `${id}: ${good[id]} and ${bad[id]}`);
    }
  });

  it("leave LEEP and NCE out for a network with a single output", () => {
    const scores = scoresOf({ ...telling, probabilities: labels.map(() => [1]) }, labels);
    assert.deepEqual([scores.leep, scores.nce], [undefined, undefined]);
  });

  it("rank the best first, by the leading score", () => {
    const sources = [source("weak", 0.1), source("good", 0.9), source("fair", 0.5)];
    assert.deepEqual(ranked(sources).map(({ title }) => title), ["good", "fair", "weak"]); // prettier-ignore
    assert.deepEqual(placesBy(sources, LEADING_SCORE), [3, 1, 2]);
  });

  it("put a source without the leading score behind the others", () => {
    const scores = unanswered(source("without", 0.9));
    const sources = [{ ...source("without", 0.9), scores }, source("a", 0.1)];
    assert.deepEqual(ranked(sources).map(({ title }) => title), ["a", "without"]); // prettier-ignore
  });

  it("share the better place where they are equal, and have none where there is no score", () => {
    const rest = unanswered(source("c", 0.5));
    assert.deepEqual(placesBy([source("a", 0.5), source("b", 0.5), { scores: rest }], "leep"), [1, 1, undefined]);
  });
});

describe("the reason for a place", () => {
  it("says by which scores a source is best, and what its neighbours are", () => {
    const sources = [source("good", 0.9), source("weak", 0.3)];
    assert.match(
      reasonFor(sources, 0),
      /^Best by LEEP, LogME, H-score, Nearest neighbour and NCE; 90 % of the examples/,
    );
    assert.match(reasonFor(sources, 1), /^2nd by \w/);
  });

  it("says when another score sees it quite differently, and when it is hardly behind", () => {
    const close = { [LEADING_SCORE]: 0.897 };
    const sources = [source("a", 0.9), source("b", 0.1, close), source("c", 0.5), source("d", 0.4)];
    const reason = reasonFor(sources, 1);
    assert.match(reason, /but .+ puts it 4th/);
    assert.match(reason, /hardly behind the one above/);
  });

  it("says so where there is one source only", () => {
    assert.match(reasonFor([source("only", 0.5)], 0), /^The only one there is/);
  });

  it("stands beside a table whose rows all have as many cells as columns", () => {
    const table = partTable(
      rankingTable({ version: 1, examples: 50, classes: 10, ranked: [source("a", 0.9), source("b", 0.2)], unfit: [] }),
    );
    assert.ok(table.rows.every((row) => row.length === table.columns.length));
    assert.deepEqual(table.rows.map(([title]) => title), ["1. a", "2. b"]); // prettier-ignore
  });
});

describe("a predicted run", () => {
  const layers = [
    { name: "conv", kind: "Conv2D", outputShape: [10, 10, 8], parameters: 80 },
    { name: "head", kind: "Dense", outputShape: [10], parameters: 8000 },
  ];
  const training = { epochs: 10, batchSize: 8, seeds: [1, 2] };
  const of = (states: readonly ["frozen" | "train", "frozen" | "new"], controls: readonly string[] = []) =>
    predictedRun({
      layers,
      plan: [
        { name: "conv", state: states[0] },
        { name: "head", state: states[1] },
      ],
      ...{ forwardMs: 1, examples: 100, training, controls },
    });

  it("takes three times the way forward for each example, epoch and seed where all trains", () => {
    assert.equal(of(["train", "new"]).seconds, 3 + (3 * 100 * 10 * 2) / 1000);
  });

  it("takes less where layers are frozen, and more with a control from scratch, but hardly with a linear probe", () => {
    const whole = of(["train", "new"]).seconds;
    assert.ok(of(["frozen", "new"]).seconds < whole);
    assert.equal(of(["train", "new"], ["scratch"]).seconds, 2 * whole - 3);
    assert.ok(of(["train", "new"], ["linear-probe"]).seconds < 1.1 * whole);
  });

  it("needs memory beyond the engine's for weights and a batch", () => {
    assert.ok(of(["train", "new"]).megabytes > 300);
  });

  it("is told in round words", () => {
    assert.deepEqual([20, 60, 250, 7300].map(durationText), [
      "under a minute",
      "some 1 minute",
      "some 4 minutes",
      "some 2 hours",
    ]);
    assert.deepEqual([344, 2140].map(memoryText), ["some 340 MB", "some 2.1 GB"]);
  });
});

describe("hindsight", () => {
  const advice = {
    ranked: ["a", "b", "c", "d", "e"].map((id) => ({ id, title: `model ${id}` })),
  };

  it("says where each that was run had been ranked, and where it came out", () => {
    const outcomes = [
      { id: "a", value: 0.8, text: "80.0 %" },
      { id: "b", value: 0.84, text: "84.0 %" },
      { id: "elsewhere", value: 0.99, text: "99.0 %" },
    ];
    assert.deepEqual(hindsight({ ...advice, cameOut: outcomes }), [
      "model b: ranked 2nd of 5, came out 1st of the 2 that were run (84.0 %).",
      "model a: ranked 1st of 5, came out 2nd of the 2 that were run (80.0 %).",
    ]);
  });

  it("says how long a run took beside what was predicted", () => {
    const ranked = advice.ranked.map((one) => ({ ...one, seconds: 100 }));
    assert.deepEqual(hindsight({ ranked, cameOut: [{ id: "a", value: 0.8, text: "80.0 %", seconds: 240 }] }), [
      "model a: ranked 1st of 5; the only one that was run so far (80.0 %). Its run took some 4 minutes; predicted: some 2 minutes at most.",
    ]);
  });

  it("does not pretend to compare a single run", () => {
    assert.deepEqual(hindsight({ ...advice, cameOut: [{ id: "c", value: 0.5, text: "50.0 %" }] }), [
      "model c: ranked 3rd of 5; the only one that was run so far (50.0 %).",
    ]);
    assert.deepEqual(hindsight({ ...advice, cameOut: [] }), []);
  });

  it("counts as people do", () => {
    assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal), ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]); // prettier-ignore
  });
});

describe("taking a source", function () {
  // The first look at a file compiles the schema.
  this.timeout("1m");
  const taking = (source: string): string => {
    const text = `{\n  "method": "fine-tuning",\n  // mine\n  "source": ${source},\n  "target": { "dataset": "data/x" }\n}\n`;
    const { experiment, problems } = parseExperiment(text, "/w/x.transfer.json");
    assert.ok(experiment !== undefined, JSON.stringify(problems));
    return applyEdits(text, useSource(experiment, "models/best"));
  };

  it("replaces the folder of a model and keeps the comments", () => {
    assert.match(
      taking('{ "model": "models/old" /* kept */ }'),
      /\/\/ mine\n {2}"source": \{ "model": "models\/best" \/\* kept \*\/ \}/,
    );
  });

  it("removes what was said of how the old model is fed", () => {
    const text = taking('{ "model": "models/old", "preprocessing": { "mean": [0.5], "std": [0.5] } }');
    assert.doesNotMatch(text, /preprocessing/);
    assert.match(text, /models\/best/);
  });

  it("takes the place of source data", () => {
    const text = taking('{ "dataset": "data/y", "architecture": "small-convnet" }');
    assert.match(text, /"source": \{ "model": "models\/best" \}/);
  });
});
