import assert from "node:assert/strict";
import { open, readdir } from "node:fs/promises";
import os from "node:os";
import { MEMORY_BYTES, type RowStore, type Values } from "../../../src/data/row-store";
import { RowSpool } from "../../../src/data/row-spool";
import { fingerprint, fingerprintWithRows } from "../../../src/data/fingerprint";
import { failure } from "./helpers";

const WIDTH = 100;
const COUNT = 5000;
const FORM = { type: Float32Array, width: WIDTH, count: COUNT };
/** Of 2 MB: a spool that expects more than fits into memory writes after each MiB. */
const VALUES = Float32Array.from({ length: COUNT * WIDTH }, (_, index) => index / 7);
const BYTES = new Uint8Array(VALUES.buffer);
const rowOf = (row: number) => VALUES.subarray(row * WIDTH, (row + 1) * WIDTH);

/** Gathers the values, in pieces that end within rows, and lets the work look at the store. */
async function withStore(expected: number | undefined, work: (store: RowStore) => Promise<void>): Promise<void> {
  const spool = new RowSpool(expected === undefined ? {} : { expected });
  for (let at = 0; at < BYTES.length; at += 30_001) {
    spool.append(BYTES.subarray(at, at + 30_001));
    await spool.drain();
  }
  const store: RowStore = await spool.finish(FORM);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

const kinds: [kind: string, expected: number | undefined][] = [
  ["in memory", undefined],
  ["in memory, of known length", BYTES.length],
  ["in a file", MEMORY_BYTES + 1],
];

for (const [kind, expected] of kinds) {
  describe(`a row store ${kind}`, () => {
    it("gives rows in any order, near and far, and more than once", async () => {
      await withStore(expected, async (store) => {
        const wanted = [4999, 0, 17, 18, 18, 29, 2500, 17, 3];
        const given: Values[] = [];
        await store.read(wanted, (values, index) => {
          given[index] = values.slice();
        });
        assert.deepEqual(given, wanted.map(rowOf));
      });
    });

    it("gives all rows at once", async () => {
      await withStore(expected, async (store) => {
        let right = 0;
        await store.read(
          Array.from({ length: COUNT }, (_, index) => COUNT - 1 - index),
          (values, index) => {
            if (Buffer.compare(bytesOf(values), bytesOf(rowOf(COUNT - 1 - index))) === 0) right += 1;
          },
        );
        assert.equal(right, COUNT);
      });
    });

    it("has the fingerprint of its values as one part", async () => {
      await withStore(expected, async (store) => {
        assert.equal(await fingerprintWithRows(["a", "b"], store), fingerprint(["a", "b", VALUES]));
      });
    });

    it("tells the progress of its fingerprint up to its size, and ends it when the signal aborts", async () => {
      await withStore(expected, async (store) => {
        const steps: number[] = [];
        await fingerprintWithRows([], store, { onProgress: (done) => void steps.push(done) });
        assert.equal(steps.at(-1), BYTES.length);
        await assert.rejects(fingerprintWithRows([], store, { signal: AbortSignal.abort() }), { name: "AbortError" });
      });
    });
  });
}

describe("a row spool", () => {
  const begun = (
    openFile?: () => Promise<{ handle: Awaited<ReturnType<typeof open>>; remove: () => Promise<void> }>,
  ) => {
    const spool = new RowSpool({ expected: MEMORY_BYTES + 1, ...(openFile === undefined ? {} : { openFile }) });
    spool.append(BYTES);
    return spool;
  };

  it("leaves no file behind, finished or given up", async () => {
    const spool = begun();
    await spool.drain();
    await spool.close();
    await (await begun().finish(FORM)).close();
    assert.deepEqual(
      (await readdir(os.tmpdir())).filter((name) => name.startsWith("transfer-lab-rows-")),
      [],
    );
  });

  it("says that the folder for temporary files is full, and the way out", async () => {
    const spool = begun(async () => ({ handle: await open("/dev/full", "r+"), remove: () => Promise.resolve() }));
    assert.equal(
      await failure(() => spool.finish(FORM)),
      `${os.tmpdir()}: has no space for the unpacked values of a data set that is too large for memory; ` +
        "free some space here, or set TMPDIR to a folder with more, then run again",
    );
  });

  it("says that the folder for temporary files does not exist", async () => {
    const { TMPDIR } = process.env;
    process.env.TMPDIR = "/nowhere";
    try {
      assert.match(
        await failure(() => begun().drain()),
        /^\/nowhere: cannot hold the unpacked values of a data set that is too large for memory \(ENOENT: .*\); .*TMPDIR/,
      );
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
  });

  it("refuses a form of another size", async () => {
    const spool = new RowSpool();
    spool.append(BYTES);
    await assert.rejects(spool.finish({ ...FORM, count: COUNT + 1 }), RangeError);
  });
});

const bytesOf = ({ buffer, byteOffset, byteLength }: Values) => new Uint8Array(buffer, byteOffset, byteLength);
