import assert from "node:assert/strict";
import { figureText, gainText, headlineText } from "../../../src/runs/figure-text";

describe("figure-text", () => {
  it("shares are shown in per cent, their differences in points with a sign", () => {
    assert.equal(figureText(0.9312, "share"), "93.1 %");
    assert.equal(gainText(0.0618, "share"), "+6.2");
    assert.equal(gainText(-0.031, "share"), "−3.1");
    assert.equal(figureText(12.3456, "number"), "12.3");
  });

  it("a headline names what it is compared with, where it is compared", () => {
    const headline = {
      title: "Test accuracy",
      unit: "share" as const,
      figure: { mean: 0.931, n: 5 },
      verdict: { kind: "positive" as const, sentence: "" },
    };
    assert.equal(headlineText(headline), "93.1 %");
    const gain = { title: "From scratch", gain: { mean: 0.062, n: 5 } };
    assert.equal(headlineText({ ...headline, gain }), "93.1 % · +6.2 vs scratch");
  });

  it("the headline of a sweep, which has no figure of its own, is what it says", () => {
    const verdict = { kind: "not-compared" as const, sentence: "The best cut is A4B+." };
    assert.equal(headlineText({ title: "Test accuracy", unit: "share", verdict }), "The best cut is A4B+.");
  });
});
