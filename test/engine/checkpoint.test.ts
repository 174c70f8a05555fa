import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import { readCheckpoint, writeCheckpoint } from "../../src/engine/checkpoint";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "../../src/engine/checkpoint-format";
import { rejectedProblem } from "../fixtures/rejected-problem";
import { useTemporaryFolder } from "../fixtures/use-temporary-folder";

/** Rows are whatever the checkpoint says. */
const allRows = Infinity;

/** A signalling NaN, −0, the smallest denormal: bits that a detour over plain numbers would lose. */
const oddBits = new Float32Array(new Uint32Array([0x7fa00001, 0x80000000, 1, 0x3f800000]).buffer);

const checkpointOf = (job: number): Checkpoint => ({
  job,
  metricsBytes: 100 * job,
  state: {
    values: { fit: { epoch: job, trainLoss: [0.1, 1 / 3], best: null }, naïve: "ü" },
    tensors: [
      { name: "weights/a", shape: [2, 2], dtype: "float32", data: oddBits },
      { name: "counts", shape: [3], dtype: "int32", data: Int32Array.of(-1, 0, 2 ** 31 - 1) },
      { name: "scalar", shape: [], dtype: "float32", data: Float32Array.of(job) },
      { name: "nothing", shape: [0, 4], dtype: "float32", data: new Float32Array() },
    ],
  },
});

const sha256 = (content: Buffer): Buffer => createHash("sha256").update(content).digest();

/** A whole file as any version would write it. */
function sealed(header: string, { version = "02", tensors = Buffer.alloc(0) } = {}): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(header));
  const content = Buffer.concat([Buffer.from(`TLCKPT${version}`), length, Buffer.from(header), tensors]);
  return Buffer.concat([content, sha256(content)]);
}

const headerWith = (changes: object): string =>
  JSON.stringify({ job: 1, metricsBytes: 0, values: {}, tensors: [], ...changes });

const bitsOf = ({ state }: Checkpoint) =>
  state.tensors.map(({ data, ...rest }) => ({
    ...rest,
    bits: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  }));

const faultOf = (file: Buffer): string => {
  const decoded = decodeCheckpoint(file);
  return decoded.ok ? "none" : decoded.reason;
};

describe("checkpoints", () => {
  const temporary = useTemporaryFolder("checkpoints");
  const folder = (): string => path.join(temporary(), "checkpoints");
  const fileOf = (number: number): string => path.join(folder(), `0000000${number}.ckpt`);
  const write = (job: number): Promise<void> => writeCheckpoint(folder(), checkpointOf(job));

  const jobRead = async (): Promise<number | undefined> => (await readCheckpoint(folder(), allRows)).checkpoint?.job;

  /** The only problem there is, and the checkpoint that is used in spite of it. */
  const problemRead = async (metricsBytes = allRows) => {
    const { checkpoint, problems } = await readCheckpoint(folder(), metricsBytes);
    assert.equal(problems.length, 1);
    const [problem] = problems;
    assert.ok(problem !== undefined);
    assert.equal(problem.severity, "warning");
    assert.equal(problem.code, "runs/checkpoint-unusable");
    return { job: checkpoint?.job, file: problem.file, message: problem.message };
  };

  /** Why a file with this content is passed over. */
  const reasonOf = async (content: Buffer): Promise<string> => {
    await mkdir(folder(), { recursive: true });
    await writeFile(fileOf(1), content);
    const { job, file, message } = await problemRead();
    assert.equal(job, undefined);
    assert.equal(file, fileOf(1));
    return /^this checkpoint cannot be used: (.*); training begins again$/.exec(message)?.[1] ?? message;
  };

  it("give back every bit and every value that was written", async () => {
    await write(7);
    const { checkpoint, problems } = await readCheckpoint(folder(), allRows);
    assert.deepEqual(problems, []);
    assert.ok(checkpoint !== undefined);
    assert.deepEqual(bitsOf(checkpoint), bitsOf(checkpointOf(7)));
    assert.deepEqual(checkpoint.state.values, checkpointOf(7).state.values);
    assert.deepEqual([checkpoint.job, checkpoint.metricsBytes], [7, 700]);
  });

  it("are none, without a problem, where none was written", async () => {
    assert.deepEqual(await readCheckpoint(folder(), allRows), { checkpoint: undefined, problems: [] });
    await mkdir(folder());
    await writeFile(path.join(folder(), "notes.txt"), "not ours");
    assert.deepEqual(await readCheckpoint(folder(), allRows), { checkpoint: undefined, problems: [] });
  });

  it("are the last two, and the newest is read", async () => {
    for (const job of [1, 2, 3, 4]) await write(job);
    assert.deepEqual((await readdir(folder())).sort(), ["00000003.ckpt", "00000004.ckpt"]);
    assert.equal(await jobRead(), 4);
  });

  it("cut off at any length are told from whole ones", () => {
    const whole = encodeCheckpoint(checkpointOf(1));
    for (let bytes = 0; bytes < whole.length; bytes++) {
      const expected =
        bytes < 44
          ? `it is cut short: expected at least 44 bytes, got ${bytes}`
          : "it is damaged or cut short: expected content with the SHA-256 ";
      assert.ok(faultOf(whole.subarray(0, bytes)).startsWith(expected));
    }
  });

  it("with a flipped bit in any byte are told from whole ones, also where it changes the version", () => {
    const whole = encodeCheckpoint(checkpointOf(1));
    for (let byte = 0; byte < whole.length; byte++) {
      const damaged = Buffer.from(whole);
      damaged[byte] = (whole[byte] ?? 0) ^ (1 << (byte % 8));
      assert.match(faultOf(damaged), /^it is damaged/);
    }
    const other = Buffer.from(whole);
    other.write("X", 0);
    assert.equal(faultOf(other), 'it is damaged: expected "TLCKPT" at its beginning, got "XLCKPT"');
  });

  it("cut off in magic, header, tensors or hash are passed over, and the older one is used instead", async () => {
    await write(1);
    await write(2);
    const { length } = await readFile(fileOf(2));
    for (const bytes of [length - 1, length - 40, 60, 10, 3, 0]) {
      await truncate(fileOf(2), bytes);
      const { job, file, message } = await problemRead();
      assert.deepEqual([job, file], [1, fileOf(2)]);
      assert.match(message, /cut short: expected .*; training goes on from the older checkpoint 00000001\.ckpt$/);
    }
  });

  it("of another version are told from damaged ones", async () => {
    const newer = sealed("a form that nobody knows yet", { version: "03" });
    assert.equal(
      await reasonOf(newer),
      'it is whole, but a newer version of Transfer Lab wrote it: expected format 02, got "03"',
    );
    assert.match(await reasonOf(sealed("{}", { version: "00" })), /but an older version of Transfer Lab wrote it/);
    assert.match(await reasonOf(newer.subarray(0, -1)), /^it is damaged or cut short/);
  });

  it("that are whole but have a header of another form were written by another version", async () => {
    const wrote = "it is whole, but another version of Transfer Lab wrote it: expected a header of format 02, got ";
    assert.match(await reasonOf(sealed("no JSON")), new RegExp(`^${wrote}no JSON \\(.*not valid JSON\\)$`));
    assert.match(
      await reasonOf(sealed("[]")),
      new RegExp(`^${wrote}another one: Invalid input: expected object, received array$`),
    );
    assert.match(await reasonOf(sealed(headerWith({ job: "first" }))), new RegExp(`^${wrote}another one: job: `));
    assert.match(
      await reasonOf(sealed(headerWith({ metricsBytes: -1 }))),
      new RegExp(`^${wrote}another one: metricsBytes: `),
    );
  });

  it("whose tensors do not lie within the file, or are no numbers of their shape, cannot be used", async () => {
    const tensor = { name: "w", shape: [2], dtype: "float32", offset: 0, length: 2 };
    const reasonFor = (changes: object) =>
      reasonOf(sealed(headerWith({ tensors: [{ ...tensor, ...changes }] }), { tensors: Buffer.alloc(8) }));
    assert.match(await reasonFor({ offset: 4 }), /got 2 values from byte 4 of 8 for the tensor w of shape \[2\]$/);
    assert.match(await reasonFor({ shape: [3] }), /got 2 values from byte 0 of 8 for the tensor w of shape \[3\]$/);
    assert.match(await reasonFor({ offset: 2 }), /got another one: tensors\.0\.offset: /);
    assert.match(await reasonFor({ dtype: "float64" }), /got another one: tensors\.0\.dtype: /);
  });

  it("say in one problem why none can be used, and that training begins again", async () => {
    await write(1);
    await write(2);
    await truncate(fileOf(1), 0);
    await writeFile(fileOf(2), sealed("{}", { version: "03" }));
    assert.deepEqual(await problemRead(), {
      job: undefined,
      file: fileOf(2),
      message:
        "this checkpoint cannot be used: " +
        'it is whole, but a newer version of Transfer Lab wrote it: expected format 02, got "03"; ' +
        "nor can 00000001.ckpt: it is cut short: expected at least 44 bytes, got 0; training begins again",
    });
  });

  it("with rows that were lost since are passed over, and it is said", async () => {
    await write(1);
    await write(2);
    assert.deepEqual(await problemRead(199), {
      job: 1,
      file: fileOf(2),
      message:
        "this checkpoint cannot be used: rows from before it are lost: expected 200 bytes of rows, got 199; " +
        "training goes on from the older checkpoint 00000001.ckpt",
    });
  });

  it("that cannot be read are passed over, and it is said", async () => {
    await write(1);
    await mkdir(fileOf(2));
    const { job, message } = await problemRead();
    assert.equal(job, 1);
    assert.match(message, /^this checkpoint cannot be used: it cannot be read: EISDIR/);
  });

  it("in a folder that cannot be read are an error, because they may be good", async () => {
    await write(1);
    await rename(folder(), path.join(temporary(), "moved"));
    await symlink(folder(), folder());
    const problem = await rejectedProblem(readCheckpoint(folder(), allRows));
    assert.equal(problem.code, "runs/checkpoints-unreadable");
    assert.equal(problem.file, folder());
    assert.match(
      problem.message,
      /^must be a folder that can be read, got ELOOP: .*; put that right, then resume the run$/,
    );
    await rm(folder());
    await writeFile(folder(), "");
    assert.match((await rejectedProblem(readCheckpoint(folder(), allRows))).message, /got ENOTDIR: /);
  });

  it("half-written by a crash are no checkpoints, and the next write sweeps them", async () => {
    await write(1);
    const parts = [2, 9].map((number) => `${fileOf(number)}.part`);
    const whole = await readFile(fileOf(1));
    for (const part of parts) await writeFile(part, whole.subarray(0, 100));
    assert.deepEqual((await readCheckpoint(folder(), allRows)).problems, []);
    assert.equal(await jobRead(), 1);
    await write(2);
    assert.deepEqual((await readdir(folder())).sort(), ["00000001.ckpt", "00000002.ckpt"]);
    assert.equal(await jobRead(), 2);
  });

  it("that are damaged do not stand in the way of the next ones", async () => {
    await write(1);
    await write(2);
    await truncate(fileOf(2), 50);
    await write(3);
    const { checkpoint, problems } = await readCheckpoint(folder(), allRows);
    assert.deepEqual([checkpoint?.job, problems], [3, []]);
    assert.ok(!existsSync(fileOf(1)));
  });
});
