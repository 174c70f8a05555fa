import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { describe, it } from "mocha";
import { openDataset } from "../../../src/data/open";
import { encodeNpz } from "../../../src/sample/npz-writer";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

const floats = Float32Array.of(0.5, -1, 2, 3.25, 4, 1e9);

describe("encodeNpz", () => {
  const folder = useTemporaryFolder("npz-writer");

  it("writes bytes and floats that the reader gives back", async () => {
    const arrays = { x: { shape: [2, 3], values: floats }, y: { shape: [2], values: Uint8Array.of(7, 3) } };
    writeFileSync(path.join(folder(), "some.npz"), encodeNpz(arrays));
    const data = await openDataset("some.npz", { base: folder() });
    assert.deepEqual(
      { shape: data.shape, classes: data.classes, labels: [...data.labels] },
      { shape: [3], classes: ["3", "7"], labels: [1, 0] },
    );
    assert.deepEqual(await data.read([0, 1]), floats);
    await data.close();
  });

  it("writes only the part of a buffer that a view shows", async () => {
    const arrays = {
      x: { shape: [2, 1], values: floats.subarray(2, 4) },
      y: { shape: [2], values: Uint8Array.of(9, 1, 0, 9).subarray(1, 3) },
    };
    writeFileSync(path.join(folder(), "part.npz"), encodeNpz(arrays));
    const data = await openDataset("part.npz", { base: folder() });
    assert.deepEqual([...(await data.read([0, 1]))], [2, 3.25]);
    assert.deepEqual([...data.labels], [1, 0]);
    await data.close();
  });

  it("begins the values at a multiple of 64 bytes, whatever the header's length", () => {
    for (const rank of [1, 2, 7, 20]) {
      const shape = [...Array<number>(rank - 1).fill(1), floats.length];
      const array = unzipSync(encodeNpz({ x: { shape, values: floats } }))["x.npy"];
      assert.ok(array);
      const start = array.length - floats.byteLength;
      assert.equal(start % 64, 0);
      assert.equal(Buffer.from(array).toString("latin1", 10, start).length, Buffer.from(array).readUInt16LE(8));
    }
  });

  it("writes no time of day, so that the same arrays give the same bytes", () => {
    const zip = Buffer.from(encodeNpz({ x: { shape: [6], values: floats } }));
    const [time, date] = [zip.readUInt16LE(10), zip.readUInt16LE(12)];
    assert.deepEqual({ time, date }, { time: 0, date: (0 << 9) | (1 << 5) | 1 });
  });
});
