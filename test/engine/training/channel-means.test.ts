import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { channelMeans } from "../../../src/training/channel-means";
import { memoryDataset } from "../../support/engine-toys";

/** Pictures of 2x1 pixels with two channels: one channel has the value of the row, the other ten times that. */
const pictures = (count: number, first: number) =>
  memoryDataset(
    Float32Array.from({ length: count * 4 }, (_, at) => (first + Math.floor(at / 4)) * (at % 2 === 0 ? 1 : 10)),
    new Int32Array(count),
    [2, 1, 2],
  );
const rowsOf = (count: number) => Int32Array.from({ length: count }, (_, row) => row);

describe("channelMeans", () => {
  it("are those of each channel, every set counting the same", async () => {
    const sets = [
      { dataset: pictures(3, 1), rows: rowsOf(3) },
      { dataset: pictures(1, 8), rows: rowsOf(1) },
    ];
    assert.deepEqual(await channelMeans(sets, [2, 1, 2]), { mean: [5, 50], std: [1] });
  });

  it("look at the rows that are trained on, and at some of them where they are many", async () => {
    const some = pictures(4, 1);
    await channelMeans([{ dataset: some, rows: Int32Array.of(1, 3) }], [2, 1, 2]);
    assert.deepEqual(some.rowsRead, [1, 3]);
    const many = pictures(5000, 0);
    const { mean } = await channelMeans([{ dataset: many, rows: rowsOf(5000) }], [2, 1, 2]);
    assert.equal(many.rowsRead.length, 1000);
    assert.ok(Math.abs((mean[0] ?? NaN) - 2500) < 10, String(mean[0]));
  });
});
