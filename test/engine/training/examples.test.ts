import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { columnStatistics } from "../../../src/training/column-statistics";
import { Examples } from "../../../src/training/examples";
import { RecordCache } from "../../../src/records/record-cache";
import { memoryDataset } from "../../support/engine-toys";
import { temporaryFolder } from "../../support/temporary-folder";

/** Three rows of two columns. */
const table = () => memoryDataset(Float32Array.of(1, 10, 2, 20, 3, 30), Int32Array.of(0, 1, 2), [2]);
const view = (changes: Partial<ConstructorParameters<typeof Examples>[0]> = {}, dataset = table()) =>
  new Examples({
    dataset,
    rows: Int32Array.of(2, 0),
    inputShape: [2],
    preprocessing: { mean: [0], std: [1] },
    ...changes,
  });

describe("Examples", () => {
  it("refuse to tell labels that training must not see", () => {
    const hidden = view({ hidesLabels: true });
    assert.equal(hidden.hasLabels, false);
    assert.throws(() => hidden.labels, /hidden from training/);
    assert.throws(() => hidden.targets, /hidden from training/);
    assert.equal(view().hasLabels, true);
    assert.equal(view({}, { ...table(), classes: [] }).hasLabels, false);
  });

  it("are encoded once each, in any order and repeatedly", async () => {
    const encoded: number[][] = [];
    const encode = (values: Float32Array, count: number) => {
      encoded.push([...values]);
      const codes = Array.from({ length: count }, (_, row) => [values[2 * row] ?? 0, values[2 * row + 1] ?? 0, row]);
      return Promise.resolve(Float32Array.from(codes.flat()));
    };
    const plain = view();
    const examples = plain.encodedBy({ fingerprint: "codes", outputShape: [3], encode });
    assert.deepEqual(examples.inputShape, [3]);
    assert.notEqual(examples.fingerprint, plain.fingerprint);
    assert.deepEqual([...(await examples.read(Int32Array.of(1, 1)))], [1, 10, 0, 1, 10, 0]);
    assert.deepEqual([...(await examples.read(Int32Array.of(0, 1)))], [3, 30, 0, 1, 10, 0]);
    assert.deepEqual(encoded, [
      [1, 10],
      [3, 30],
    ]);
  });

  it("are the chosen rows in the order of the view, read in any order and repeatedly", async () => {
    const examples = view();
    assert.equal(examples.count, 2);
    assert.deepEqual([...examples.labels], [2, 0]);
    assert.equal(examples.nameOf(0), "row 2");
    assert.deepEqual([...(await examples.read(Int32Array.of(1, 0, 1)))], [1, 10, 3, 30, 1, 10]);
  });

  it("are standardised by one mean and deviation a column", async () => {
    const examples = view({ preprocessing: { mean: [2, 20], std: [0.5, 10] } });
    assert.deepEqual([...(await examples.read(Int32Array.of(0, 1)))], [2, 1, -2, -1]);
  });

  it("are standardised by one mean and deviation for all columns or channels", async () => {
    const examples = view({ preprocessing: { mean: [10], std: [2] } });
    assert.deepEqual([...(await examples.read(Int32Array.of(0)))], [-3.5, 10]);
  });

  it("are decoded once where decoding is slow and there is a place to keep them", async () => {
    const folder = temporaryFolder("examples");
    const records = await RecordCache.open({ folder: folder.path });
    const dataset = { ...table(), kind: "image-folder" as const };
    const examples = view({ records }, dataset);
    await examples.read(Int32Array.of(0, 0));
    assert.deepEqual([...(await examples.read(Int32Array.of(0, 1)))], [3, 30, 1, 10]);
    assert.deepEqual(dataset.rowsRead, [2, 0]);
    await records.close();
    folder.remove();
  });

  it("give values that the caller may change", async () => {
    const examples = view();
    (await examples.read(Int32Array.of(0))).fill(99);
    assert.deepEqual([...(await examples.read(Int32Array.of(0)))], [3, 30]);
  });

  it("have the labels of the network's outputs where the data set numbers its classes otherwise", () => {
    assert.deepEqual([...view({ classMap: Int32Array.of(2, 0, 1) }).labels], [1, 2]);
  });
});

describe("columnStatistics", () => {
  it("are those of the given rows alone", async () => {
    const statistics = await columnStatistics(table(), Int32Array.of(0, 1));
    assert.deepEqual(statistics, { mean: [1.5, 15], std: [0.5, 5] });
  });

  it("have a deviation of 1 for a column that is constant", async () => {
    const dataset = memoryDataset(Float32Array.of(7, 1, 7, 3), Int32Array.of(0, 1), [2]);
    assert.deepEqual(await columnStatistics(dataset, Int32Array.of(0, 1)), { mean: [7, 2], std: [1, 1] });
  });
});
