import assert from "node:assert/strict";
import { verdictOf } from "../../../src/runs/verdict";
import type { Headline, Interval } from "../../../src/protocol/report";

const accuracy = { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" } as const;
const loss = { figure: "lossNats", title: "Test loss", unit: "number", better: "lower" } as const;
const titles: Readonly<Record<string, string>> = { scratch: "From scratch", "fine-tuning": "Plain fine-tuning" };
const over = (control: string, gain: Interval) => ({ control, title: titles[control] ?? control, gain });
const of = (headline: Headline, method = "Fine-tuning") => ({ headline, method });

describe("verdictOf", () => {
  it("says what the transfer brings", () => {
    assert.deepEqual(verdictOf(over("scratch", { mean: 0.062, low: 0.051, high: 0.073, n: 5 }), of(accuracy)), {
      kind: "positive",
      sentence: "Transfer brings +6.2 points over scratch (95 % interval +5.1 to +7.3, 5 seeds).",
    });
  });

  it("calls negative transfer by its name", () => {
    assert.deepEqual(verdictOf(over("scratch", { mean: -0.031, low: -0.05, high: -0.012, n: 3 }), of(accuracy)), {
      kind: "negative",
      sentence: "Negative transfer: −3.1 points against scratch (95 % interval −5.0 to −1.2, 3 seeds).",
    });
  });

  it("does not decide where the interval holds zero", () => {
    assert.deepEqual(verdictOf(over("Linear probe", { mean: 0.008, low: -0.011, high: 0.027, n: 5 }), of(accuracy)), {
      kind: "inconclusive",
      sentence:
        "Inconclusive: +0.8 points over linear probe (95 % interval −1.1 to +2.7, 5 seeds); more seeds or test examples narrow the interval.",
    });
  });

  it("does not decide from one seed", () => {
    assert.deepEqual(verdictOf(over("scratch", { mean: 0.1, n: 1 }), of(accuracy)), {
      kind: "inconclusive",
      sentence: "Inconclusive: +10.0 points over scratch with one seed; use 3 seeds or more to tell it from chance.",
    });
  });

  it("counts a lower figure as a gain where lower is better", () => {
    assert.deepEqual(verdictOf(over("scratch", { mean: -0.31, low: -0.4, high: -0.22, n: 5 }), of(loss)), {
      kind: "positive",
      sentence: "Transfer brings −0.310 test loss over scratch (95 % interval −0.400 to −0.220, 5 seeds).",
    });
    assert.equal(verdictOf(over("scratch", { mean: 0.31, low: 0.22, high: 0.4, n: 5 }), of(loss)).kind, "negative");
  });

  it("speaks of the method where it is compared with something else than scratch", () => {
    const conservative = of(accuracy, "Conservative training");
    assert.deepEqual(verdictOf(over("fine-tuning", { mean: 0.023, low: 0.011, high: 0.035, n: 5 }), conservative), {
      kind: "positive",
      sentence:
        "Conservative training brings +2.3 points over plain fine-tuning (95 % interval +1.1 to +3.5, 5 seeds).",
    });
    assert.deepEqual(verdictOf(over("fine-tuning", { mean: -0.02, low: -0.03, high: -0.01, n: 5 }), conservative), {
      kind: "negative",
      sentence:
        "Conservative training is worse: −2.0 points against plain fine-tuning (95 % interval −3.0 to −1.0, 5 seeds).",
    });
  });

  it("tells a gain in explained variance by its name", () => {
    const explained = { figure: "r2", title: "Explained variance (R²)", unit: "number", better: "higher" } as const;
    const { sentence } = verdictOf(over("scratch", { mean: 0.12, low: 0.1, high: 0.14, n: 3 }), of(explained));
    assert.equal(
      sentence,
      "Transfer brings +0.120 explained variance (R²) over scratch (95 % interval +0.100 to +0.140, 3 seeds).",
    );
  });

  it("says that nothing was compared", () => {
    assert.deepEqual(verdictOf(undefined, of(accuracy)), {
      kind: "not-compared",
      sentence: "Not compared: no control was run; add one to see what the transfer brings.",
    });
  });

  it("writes no minus before a zero", () => {
    const { sentence } = verdictOf(over("scratch", { mean: -0.0001, low: -0.01, high: 0.01, n: 2 }), of(accuracy));
    assert.match(sentence, /\+0\.0 points/);
  });
});
