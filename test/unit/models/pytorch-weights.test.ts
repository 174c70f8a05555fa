import assert from "node:assert/strict";
import { readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { zipSync } from "fflate";
import { readPytorchWeights } from "../../../src/models/pytorch-weights/read-weights";
import { formatProblem } from "../../../src/protocol/problem";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { archiveOf, callingPickle, pickleOf, statePickle, weightsFile } from "./weights-file";

const weights = {
  "conv.weight": { shape: [2, 1, 1, 2], values: Float32Array.of(1, -2, 0.5, 4) },
  "bn.num_batches_tracked": { shape: [], values: BigInt64Array.of(17n) },
};

describe("readPytorchWeights", () => {
  const folder = useTemporaryFolder("weights");
  const written = async (bytes: Uint8Array): Promise<string> => {
    const file = path.join(folder(), "weights.pth");
    await writeFile(file, bytes);
    return file;
  };
  const refusal = async (bytes: Uint8Array): Promise<string> =>
    formatProblem(await rejectedProblem(readPytorchWeights(await written(bytes), "weights.pth")));

  it("reads the tensors of a state dict with their names, shapes and values", async () => {
    const read = await readPytorchWeights(await written(weightsFile(weights)));
    assert.deepEqual(Object.fromEntries(read), weights);
  });

  for (const [what, name] of [
    ["itself wrote", "torch-weights.pth"],
    ["wrote before 1.6", "torch-weights-plain.pth"],
  ] as const) {
    it(`reads what PyTorch ${what}, whatever the order of the axes in the file`, async () => {
      const read = await readPytorchWeights(path.resolve(__dirname, "../../fixtures/data", name));
      assert.deepEqual(Object.fromEntries(read), {
        "0.weight": { shape: [2, 3], values: Float32Array.of(0, 0.25, 0.5, 0.75, 1, 1.25) },
        "0.bias": { shape: [2], values: Float32Array.of(-1, 1) },
        "1.weight": { shape: [2], values: Float32Array.of(1, 1) },
        "1.bias": { shape: [2], values: Float32Array.of(0, 0) },
        "1.running_mean": { shape: [2], values: Float32Array.of(0, 0) },
        "1.running_var": { shape: [2], values: Float32Array.of(1, 1) },
        "1.num_batches_tracked": { shape: [], values: BigInt64Array.of(0n) },
        turned: { shape: [3, 2], values: Float32Array.of(0, 3, 1, 4, 2, 5) },
      });
    });
  }

  it("says that a file of the older form is cut short", async () => {
    const bytes = await readFile(path.resolve(__dirname, "../../fixtures/data/torch-weights-plain.pth"));
    assert.match(
      await refusal(bytes.subarray(0, bytes.length - 3)),
      /must have \d+ bytes for the values of .+, got \d+/,
    );
    assert.match(await refusal(bytes.subarray(0, 400)), /breaks off/);
  });

  it("refuses a pickle in a file of the older form that calls something", async () => {
    const head = Buffer.from("80028a0a6cfc9c46f9206aa850192e80024de9032e", "hex");
    assert.match(await refusal(Buffer.concat([head, callingPickle])), /names posix\.system, which no weights need/);
  });

  it("refuses a pickle that calls something, and names it", async () => {
    assert.equal(
      await refusal(archiveOf(callingPickle)),
      "weights.pth, byte 16 of its pickle: names posix.system, which no weights need; only weights are read, and nothing in the file is run",
    );
  });

  for (const [what, code] of [
    ["STACK_GLOBAL", 0x93],
    ["NEWOBJ", 0x81],
    ["INST", 0x69],
    ["EXT1", 0x82],
    ["0x50", 0x50],
  ] as const) {
    it(`refuses the instruction ${what}`, async () => {
      assert.match(
        await refusal(archiveOf(pickleOf(Buffer.from([code])))),
        new RegExp(`byte 2 of its pickle: has the instruction ${what}, which no weights need`),
      );
    });
  }

  it("refuses to call what it knows with other arguments than a tensor's", async () => {
    const pickle = pickleOf(Buffer.from("ctorch._utils\n_rebuild_tensor_v2\n)R"));
    assert.match(await refusal(archiveOf(pickle)), /calls something that makes no weights/);
  });

  it("refuses a value that is no tensor", async () => {
    const pickle = pickleOf(Buffer.from("}X\u0005\0\0\0epochK\u0003s"));
    assert.match(await refusal(archiveOf(pickle)), /holds "epoch", which is no tensor/);
  });

  it("refuses a pickle of something else than a dictionary", async () => {
    assert.match(await refusal(archiveOf(pickleOf(Buffer.from("]")))), /holds no dictionary of weights/);
  });

  it("refuses tensors that reach beyond their values", async () => {
    const shape = [3, 1, 1, 2];
    const pickle = statePickle({ "conv.weight": { shape, values: weights["conv.weight"].values } });
    assert.match(await refusal(archiveOf(pickle)), /calls something that makes no weights/);
  });

  it("says that values are missing, or are too few", async () => {
    const pickle = statePickle({ "conv.weight": weights["conv.weight"] });
    assert.equal(
      await refusal(archiveOf(pickle)),
      "weights.pth: must have 16 bytes for the values of conv.weight, got none; fetch it again",
    );
    assert.match(await refusal(archiveOf(pickle, { 0: new Uint8Array(12) })), /must have 16 bytes .* got 12/);
  });

  it("says that a pickle breaks off", async () => {
    const pickle = statePickle(weights);
    assert.match(await refusal(archiveOf(pickle.subarray(0, pickle.length - 20))), /breaks off/);
  });

  it("says that the archive is cut short", async () => {
    const bytes = weightsFile(weights);
    const file = await written(bytes);
    await truncate(file, Math.floor(bytes.length / 2));
    const problem = await rejectedProblem(readPytorchWeights(file, "weights.pth"));
    assert.equal(problem.code, "weights-file/damaged");
    assert.match(problem.message, /^must be a whole file of weights, as PyTorch saves them \(.+\); fetch it again$/);
  });

  it("refuses an archive that is packed, or has no weights in it", async () => {
    assert.match(
      await refusal(zipSync({ "weights/data.pkl": new Uint8Array(500) })),
      /its entry weights\/data.pkl is packed/,
    );
    assert.match(
      await refusal(zipSync({ "notes.txt": new Uint8Array(5) }, { level: 0 })),
      /there is no data.pkl in it/,
    );
  });

  it("says that there is no such file", async () => {
    const problem = await rejectedProblem(readPytorchWeights(path.join(folder(), "none.pth"), "none.pth"));
    assert.equal(problem.code, "weights-file/unreadable");
  });
});
