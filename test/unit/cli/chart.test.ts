import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { lineChart } from "../../../src/cli/chart";

const blank = "\u2800";

describe("lineChart", () => {
  it("draws a flat line on the height of its value", () => {
    assert.deepEqual(lineChart([1, 1], { width: 3, height: 2, low: 0, high: 1 }), ["⠉⠉⠉", blank.repeat(3)]);
    assert.deepEqual(lineChart([0, 0], { width: 3, height: 2, low: 0, high: 1 }), [blank.repeat(3), "⣀⣀⣀"]);
  });

  it("draws a rise from the lower left to the upper right", () => {
    assert.deepEqual(lineChart([0, 1], { width: 2, height: 1, low: 0, high: 1 }), ["⡠⠊"]);
  });

  it("leaves no gap in a steep line", () => {
    assert.deepEqual(lineChart([1, 0], { width: 1, height: 2, low: 0, high: 1 }), ["⢱", "⢸"]);
  });

  it("always has the asked size, whatever the values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 8 }),
        (values, width, height) => {
          const lines = lineChart(values, { width, height, low: -1, high: 1 });
          assert.equal(lines.length, height);
          for (const line of lines) assert.equal(line.length, width);
        },
      ),
    );
  });

  it("is empty without values", () => {
    assert.deepEqual(lineChart([], { width: 2, height: 1, low: 0, high: 1 }), [blank.repeat(2)]);
  });
});
