import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { formatProblem, type Problem } from "../../../src/protocol/problem";
import { RecordCache } from "../../../src/records/record-cache";
import { decodeHead, encodeSegment } from "../../../src/records/segment-format";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

type Step =
  { do: "write"; ids: number[]; seed: number } | { do: "read"; ids: number[] } | { do: "flush" } | { do: "reopen" };

const valuesPerRecord = 3;

const onProblem = (problem: Problem): void => {
  assert.fail(formatProblem(problem));
};

/** Any bits that are a number, so not only those that equal themselves. */
const valueAt = (seed: number, position: number): number =>
  Number(new Float32Array(Uint32Array.of(Math.imul(seed, 2654435761) + position).buffer)[0]);

const ids = fc.array(fc.integer({ min: -3, max: 12 }), { maxLength: 8 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("write" as const), ids, seed: fc.nat() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("read" as const), ids }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("flush" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reopen" as const) }) },
);

describe("a shelf", () => {
  const folder = useTemporaryFolder("record-sequences");

  it("gives what a Map would give after any sequence of writes and reads", async function () {
    this.timeout(60_000);
    const steps = fc.array(step, { maxLength: 20 });
    // Nothing, three records, or all of them stay in memory.
    const memory = fc.constantFrom(0, 3 * 268, 1e6);
    await fc.assert(
      fc.asyncProperty(steps, memory, async (sequence, memoryBytes) => {
        const options = { folder: mkdtempSync(path.join(folder(), "cache-")), memoryBytes, onProblem };
        let cache = await RecordCache.open(options);
        let shelf = await cache.shelf("features", valuesPerRecord);
        const expected = new Map<number, Float32Array>();
        for (const action of sequence) {
          switch (action.do) {
            case "write": {
              const values = Float32Array.from({ length: action.ids.length * valuesPerRecord }, (_, position) =>
                valueAt(action.seed, position),
              );
              await shelf.write(action.ids, values);
              for (const [index, id] of action.ids.entries())
                expected.set(id, values.slice(index * valuesPerRecord, (index + 1) * valuesPerRecord));
              break;
            }
            case "read": {
              const wanted = action.ids.map((id) => expected.get(id));
              assert.deepEqual(await shelf.read(action.ids), wanted);
              assert.deepEqual(
                action.ids.map((id) => shelf.has(id)),
                wanted.map((record) => record !== undefined),
              );
              break;
            }
            case "flush":
              await cache.flush();
              break;
            case "reopen":
              await cache.close();
              cache = await RecordCache.open(options);
              shelf = await cache.shelf("features", valuesPerRecord);
          }
        }
        await cache.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe("a segment", () => {
  const safeInteger = fc.maxSafeInteger();
  const record = fc.float32Array({ minLength: 4, maxLength: 4 });
  const entries = fc.uniqueArray(fc.tuple(safeInteger, record), { minLength: 1, selector: ([id]) => id });
  const key = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,30}$/);

  it("decodes to what was encoded, with its records at multiples of four bytes", () => {
    fc.assert(
      fc.property(key, entries, (name, records) => {
        const { head, bytes } = encodeSegment(name, 4, new Map(records));
        assert.deepEqual(decodeHead(Buffer.from(bytes), bytes.length), head);
        assert.deepEqual(
          [...head.ids],
          records.map(([id]) => id),
        );
        assert.equal(head.headBytes % 4, 0);
        const values = new Float32Array(Uint8Array.from(bytes.subarray(head.headBytes)).buffer);
        assert.deepEqual(values, Float32Array.from(records.flatMap(([, numbers]) => [...numbers])));
      }),
    );
  });

  it("is never taken for whole with any one bit of its head flipped, or any end cut off", () => {
    const { head, bytes } = encodeSegment("features", 4, new Map([[7, new Float32Array(4)]]));
    for (let bit = 0; bit < head.headBytes * 8; bit += 1) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const decoded = decodeHead(damaged, damaged.length);
      assert.ok(decoded === "damaged" || decoded === "foreign", `bit ${bit}`);
    }
    for (let length = 0; length < bytes.length; length += 1)
      assert.equal(decodeHead(Buffer.from(bytes.subarray(0, length)), length), "damaged");
  });
});
