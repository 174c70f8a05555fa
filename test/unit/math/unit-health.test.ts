import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { activations, countUnits, unitShares, type Activation } from "../../../src/math/unit-health";

const sharesOf = (rows: readonly number[][], activation: Activation) =>
  unitShares(countUnits(rows.flat(), rows[0]?.length ?? 0, activation), activation);

describe("unitShares", () => {
  it("calls a unit dead that gives 0 for every example", () => {
    const rows = [
      [0, 0, 1, 0],
      [0, 0.5, 2, 0],
    ];
    assert.deepEqual(sharesOf(rows, activations.relu ?? { dies: false }), { deadUnits: 0.5 });
  });

  it("calls a unit saturated that lies in a flat part for 95 % of its values", () => {
    const rows = Array.from({ length: 20 }, (_, row) => [row === 0 ? 0 : 0.995, row < 2 ? 0 : -0.995, 0.5]);
    assert.deepEqual(sharesOf(rows, activations.tanh ?? { dies: false }), { saturatedUnits: 1 / 3 });
  });

  it("counts both ends of a sigmoid, and only the upper one of a bounded rectifier", () => {
    assert.deepEqual(sharesOf([[0.001, 0.999, 0.5]], activations.sigmoid ?? { dies: false }), {
      saturatedUnits: 2 / 3,
    });
    assert.deepEqual(sharesOf([[0, 6, 3, 6]], activations.relu6 ?? { dies: false }), {
      deadUnits: 0.25,
      saturatedUnits: 0.5,
    });
  });
});
