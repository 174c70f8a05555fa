import assert from "node:assert/strict";
import { hasDiverged, learningRateRange, rounded, sweptRate } from "../../../src/math/learning-rate-range";
import { randomFor } from "../../../src/math/random";

const sweep = { from: 1e-6, to: 10, steps: 100 };
const rates = Array.from({ length: sweep.steps }, (_, step) => sweptRate(sweep, step));

/** Still at low rates, falling fastest at 10⁻², exploding above 10⁻¹. */
const typical = (rate: number): number => {
  const decades = Math.log10(rate);
  const fallen = 2.3 - 1.8 / (1 + Math.exp(-4 * (decades + 2)));
  return decades < -1 ? fallen : fallen + 20 * (decades + 1) ** 2;
};

const withNoise = (losses: readonly number[], size: number): number[] => {
  const random = randomFor("learning rate range", size);
  // Twelve uniform numbers have the spread of a normal one.
  const normal = () => Array.from({ length: 12 }, () => random.uniform(-0.5, 0.5)).reduce((sum, one) => sum + one, 0);
  return losses.map((loss) => loss + size * normal());
};

describe("learning-rate range", () => {
  it("the rate grows by the same factor from step to step, from the lowest to the highest", () => {
    assert.equal(rates[0], 1e-6);
    assert.ok(Math.abs((rates.at(-1) ?? 0) - 10) < 1e-9);
    const factors = rates.slice(1).map((rate, step) => rate / (rates[step] ?? NaN));
    for (const factor of factors) assert.ok(Math.abs(factor - 10 ** (7 / 99)) < 1e-9);
    assert.equal(sweptRate({ from: 0.5, to: 2, steps: 1 }, 0), 0.5);
  });

  it("suggests a tenth of the rate of the lowest loss where that is below the steepest descent, in two digits", () => {
    const { verdict, suggestion, minimum, steepest } = learningRateRange(rates, rates.map(typical));
    assert.equal(verdict, "found");
    assert.ok(minimum !== undefined && minimum > 0.05 && minimum < 0.2, `minimum ${minimum}`);
    assert.ok(steepest !== undefined && steepest > 0.005 && steepest < 0.02, `steepest ${steepest}`);
    assert.equal(suggestion, rounded(Math.min(steepest, minimum / 10)));
  });

  it("suggests the steepest descent where that is below a tenth of the rate of the lowest loss", () => {
    const early = (rate: number) => (rate < 1e-3 ? 2 : rate < 2e-3 ? 1 : 1 - 0.05 * Math.log10(rate / 1e-3));
    const { suggestion, steepest, minimum } = learningRateRange(rates, rates.map(early));
    assert.ok(steepest !== undefined && minimum !== undefined && suggestion !== undefined);
    assert.ok(suggestion < minimum / 10);
    assert.ok(suggestion > 4e-4 && suggestion < 4e-3, `suggestion ${suggestion}`);
  });

  it("noise on the losses moves the suggestion by less than half a decade", () => {
    const calm = learningRateRange(rates, rates.map(typical)).suggestion ?? NaN;
    const noisy = learningRateRange(rates, withNoise(rates.map(typical), 0.1)).suggestion ?? NaN;
    assert.ok(Math.abs(Math.log10(noisy / calm)) < 0.5, `${calm} and ${noisy}`);
  });

  it("says none for a flat curve, noisy or not", () => {
    const flat = rates.map(() => 1.1);
    for (const losses of [flat, withNoise(flat, 0.05), withNoise(flat, 0.5)]) {
      const range = learningRateRange(rates, losses);
      assert.equal(range.verdict, "flat");
      assert.equal(range.suggestion, undefined);
    }
  });

  it("says none for a curve that only explodes", () => {
    const { verdict } = learningRateRange(
      rates,
      rates.map((rate) => 1 + rate ** 2),
    );
    assert.equal(verdict, "flat");
  });

  it("says that too few steps tell nothing, and leaves out losses that are no numbers", () => {
    const few = learningRateRange(rates.slice(0, 11), rates.slice(0, 11).map(typical));
    assert.equal(few.verdict, "short");
    const broken = [...rates.slice(0, 60).map(typical), NaN, 3];
    assert.equal(learningRateRange(rates, broken).smoothed.length, 60);
  });

  it("smoothing neither lags behind a slope nor follows a single step that stands out", () => {
    const slope = rates.map((_, step) => 3 - 0.02 * step);
    slope[50] = 9;
    const { smoothed } = learningRateRange(rates, slope);
    smoothed.forEach((loss, step) => {
      if (step !== 50) assert.ok(Math.abs(loss - (slope[step] ?? 0)) < 0.05, `step ${step}: ${loss}`);
    });
  });

  it("a sweep has diverged where the loss is no number, or stays far above what it was", () => {
    assert.equal(hasDiverged([2, 1.9, NaN]), true);
    assert.equal(hasDiverged([2, 1.5, 1, 0.8, 0.7]), false);
    assert.equal(hasDiverged([2, 1.5, 1, 30]), true);
    assert.equal(hasDiverged([2, 0.1, 0.05, 0.04, 0.05, 0.3, 0.4, 0.3]), false);
    assert.equal(hasDiverged([]), false);
  });
});
