import assert from "node:assert/strict";
import { crc32c, maskedCrc32c } from "../../../../src/runs/tensorboard/crc32c";
import { recordEnds, recordOf } from "../../../../src/runs/tensorboard/record";

describe("records of event files", () => {
  it("the sum is CRC-32C, as in the examples of RFC 3720", () => {
    assert.equal(crc32c(Buffer.from("123456789")), 0xe3069283);
    assert.equal(crc32c(Buffer.alloc(32)), 0x8a9136aa);
    assert.equal(crc32c(Buffer.alloc(32, 0xff)), 0x62a8ab43);
    assert.equal(crc32c(Buffer.from(Array.from({ length: 32 }, (_, byte) => byte))), 0x46dd794e);
    assert.equal(crc32c(Buffer.alloc(0)), 0);
  });

  it("the masked sum can be turned back into the sum", () => {
    for (const text of ["", "a", "transfer"]) {
      const rotated = (maskedCrc32c(Buffer.from(text)) - 0xa282ead8) >>> 0;
      assert.equal(((rotated >>> 17) | (rotated << 15)) >>> 0, crc32c(Buffer.from(text)));
    }
  });

  it("a record is its length, the sum of that, the data, and their sum", () => {
    const record = recordOf(Buffer.from("abc"));
    assert.equal(record.byteLength, 8 + 4 + 3 + 4);
    assert.equal(record.readBigUInt64LE(0), 3n);
    assert.equal(record.readUInt32LE(8), maskedCrc32c(record.subarray(0, 8)));
    assert.equal(record.subarray(12, 15).toString(), "abc");
    assert.equal(record.readUInt32LE(15), maskedCrc32c(Buffer.from("abc")));
  });

  it("tells where whole records end, up to a torn or damaged one", () => {
    const [one, two, three] = ["one", "second", "third"].map((text) => recordOf(Buffer.from(text)));
    assert.ok(one !== undefined && two !== undefined && three !== undefined);
    const file = Buffer.concat([one, two, three]);
    const ends = [one.byteLength, one.byteLength + two.byteLength, file.byteLength];
    assert.deepEqual(recordEnds(file), ends);
    assert.deepEqual(recordEnds(file.subarray(0, -1)), ends.slice(0, 2));
    const damaged = Buffer.from(file);
    damaged.writeUInt8(0, one.byteLength + 13);
    assert.deepEqual(recordEnds(damaged), ends.slice(0, 1));
    assert.deepEqual(recordEnds(Buffer.from("no records")), []);
  });
});
