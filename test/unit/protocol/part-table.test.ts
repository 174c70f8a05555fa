import assert from "node:assert/strict";
import { intervalCell, partTable, unitText } from "../../../src/protocol/part-table";
import { reportPartSchema } from "../../../src/protocol/part";
import { chartPart, scatterPart, tablePart, tilesPart } from "../../fixtures/report";

describe("partTable", () => {
  it("gives a table its units, its intervals and its empty cells as texts", () => {
    assert.deepEqual(partTable(reportPartSchema.parse(tablePart)), {
      columns: [
        { title: "", isFigure: false },
        { title: "accuracy", isFigure: true },
        { title: "divergence (nats)", isFigure: true },
        { title: "verdict", isFigure: false },
      ],
      rows: [
        ["Conservative", "90.0 % (88.0 to 92.0)", "0.0312", "keeps"],
        ["Source", "", "−1.500", ""],
      ],
    });
  });

  it("makes a row of each place of a chart, with what is pointed out there", () => {
    assert.deepEqual(partTable(reportPartSchema.parse(chartPart)), {
      columns: [
        { title: "cut", isFigure: false },
        { title: "AnB", isFigure: true },
        { title: "random", isFigure: true },
      ],
      rows: [
        ["conv1", "80.0 %", "50.0 % (40.0 to 60.0)"],
        ["conv2 (best)", "85.0 %", ""],
        ["dense1", "70.0 %", ""],
      ],
    });
  });

  it("says where the groups of a scatter plot lie, and how far they spread", () => {
    const { rows } = partTable(reportPartSchema.parse(scatterPart));
    assert.deepEqual(rows, [
      ["Source", "2", "1", "0", "1"],
      ["Target", "1", "−2.500", "4", "0"],
    ]);
  });

  it("lists the tiles with their notes", () => {
    assert.deepEqual(partTable(reportPartSchema.parse(tilesPart)).rows, [
      ["base 1", "used by 12 %"],
      ["base 2", ""],
    ]);
  });

  it("writes figures in as many digits as mean something", () => {
    assert.equal(unitText(0.9344, "share"), "93.4 %");
    assert.equal(unitText(-12.34, "degrees"), "−12.3°");
    assert.equal(unitText(56_074, "number"), "56,074");
    assert.equal(unitText(0.00001234, "number"), "0.0000123");
    assert.equal(intervalCell({ mean: 87.34, low: 80, high: 94.7, n: 3 }, "degrees"), "87.3° (80.0 to 94.7)");
  });
});
