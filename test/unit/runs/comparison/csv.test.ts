import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { describe, it } from "mocha";
import type { RunRow } from "../../../../src/protocol/leaderboard";
import { rowsCsv } from "../../../../src/runs/comparison/csv";

const row = (changes: Partial<RunRow>): RunRow => ({
  id: "/runs/pets-1",
  runId: "pets-1",
  experiment: "pets",
  method: "Fine-tuning",
  state: "finished",
  seeds: [1, 2],
  labelled: "5 per class",
  epochs: 30,
  rate: 0.001,
  source: "models/mnist",
  data: "data/pets",
  startedAt: "2026-03-14T15:09:26.000Z",
  durationMs: 1500,
  arms: [],
  ...changes,
});
const read = (rows: readonly RunRow[]): Record<string, string>[] => parse(rowsCsv(rows), { columns: true });

describe("the exported table", () => {
  it("has one line a run in the given order, with plain numbers", () => {
    const figure = { mean: 0.931, low: 0.92, high: 0.94, n: 2 };
    const lines = read([row({ runId: "b", figure }), row({ runId: "a" })]);
    assert.deepEqual(
      lines.map(({ run }) => run),
      ["b", "a"],
    );
    const [first] = lines;
    assert.deepEqual(
      [first?.value, first?.learningRate, first?.durationSeconds, first?.seeds],
      ["0.931", "0.001", "1.5", "1 2"],
    );
  });

  it("keeps commas, quotes and line breaks of notes", () => {
    const note = 'a, "b"\nc';
    assert.equal(read([row({ note })])[0]?.note, note);
  });

  it("never lets a text begin like a formula, and leaves negative numbers numbers", () => {
    for (const note of ["=1+1", "+1", "-1", "@sum(a1)", "\tx", "\rx"])
      assert.equal(read([row({ note })])[0]?.note, `'${note}`);
    const gain = { title: "From scratch", value: { mean: -0.03, n: 1 } };
    assert.equal(read([row({ gain })])[0]?.gain, "-0.03");
  });
});
