import assert from "node:assert/strict";
import { verdictOf } from "../../../src/math/verdict";
import type { Interval } from "../../../src/protocol/report";

const accuracy = { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" } as const;
const loss = { figure: "lossNats", title: "Test loss", unit: "number", better: "lower" } as const;
const over = (control: string, gain: Interval) => ({ control, gain });

describe("verdictOf", () => {
  it("says what the transfer brings", () => {
    assert.deepEqual(verdictOf(over("scratch", { mean: 0.062, low: 0.051, high: 0.073, n: 5 }), accuracy), {
      kind: "positive",
      sentence: "Transfer brings +6.2 points over scratch (95 % interval +5.1 to +7.3, 5 seeds).",
    });
  });

  it("calls negative transfer by its name", () => {
    assert.deepEqual(verdictOf(over("scratch", { mean: -0.031, low: -0.05, high: -0.012, n: 3 }), accuracy), {
      kind: "negative",
      sentence: "Negative transfer: −3.1 points against scratch (95 % interval −5.0 to −1.2, 3 seeds).",
    });
  });

  it("does not decide where the interval holds zero", () => {
    assert.deepEqual(verdictOf(over("linear-probe", { mean: 0.008, low: -0.011, high: 0.027, n: 5 }), accuracy), {
      kind: "inconclusive",
      sentence:
        "Inconclusive: +0.8 points over the linear probe (95 % interval −1.1 to +2.7, 5 seeds); more seeds or test examples narrow the interval.",
    });
  });

  it("does not decide from one seed", () => {
    assert.deepEqual(verdictOf(over("scratch", { mean: 0.1, n: 1 }), accuracy), {
      kind: "inconclusive",
      sentence: "Inconclusive: +10.0 points over scratch with one seed; use 3 seeds or more to tell it from chance.",
    });
  });

  it("counts a lower figure as a gain where lower is better", () => {
    assert.deepEqual(verdictOf(over("scratch", { mean: -0.31, low: -0.4, high: -0.22, n: 5 }), loss), {
      kind: "positive",
      sentence: "Transfer brings −0.310 test loss over scratch (95 % interval −0.400 to −0.220, 5 seeds).",
    });
    assert.equal(verdictOf(over("scratch", { mean: 0.31, low: 0.22, high: 0.4, n: 5 }), loss).kind, "negative");
  });

  it("says that nothing was compared", () => {
    assert.deepEqual(verdictOf(undefined, accuracy), {
      kind: "not-compared",
      sentence: "Not compared: no control was run; add one to see what the transfer brings.",
    });
  });

  it("writes no minus before a zero", () => {
    const { sentence } = verdictOf(over("scratch", { mean: -0.0001, low: -0.01, high: 0.01, n: 2 }), accuracy);
    assert.match(sentence, /\+0\.0 points/);
  });
});
