/**
 * Weights that PyTorch saved (`torch.save(model.state_dict(), "weights.pth")`), read as data. Such a file is a Python
 * program for whoever loads it as one; here nothing in it is run, and what is not needed for weights is refused.
 */
import { open, type FileHandle } from "node:fs/promises";
import { ProblemError } from "../../protocol/problem";
import { readArchive } from "./archive";
import { PickleFault } from "./pickle";
import { isPlainFile, readPlainFile } from "./plain-file";
import { positionsOf, sizeOf } from "./strided";
import { tensorsIn, type Tensor } from "./tensors";

export interface Weight {
  shape: readonly number[];
  /** Row-major. */
  values: Float32Array | BigInt64Array;
}

/** Larger ones would not fit into memory twice. */
const MAX_BYTES = 1 << 30;

/**
 * @param file absolute
 * @param shown the file as the person knows it, for messages
 * @returns by their names in the model that was saved
 * @throws ProblemError `weights-file/unreadable`, `/too-large`, `/damaged`, `/refused`
 */
export async function readPytorchWeights(file: string, shown = file): Promise<ReadonlyMap<string, Weight>> {
  const bytes = await bytesOf(file, shown);
  const { tensors, storages } = reading(shown, () => {
    const { value, storages } = isPlainFile(bytes) ? readPlainFile(bytes) : readArchive(bytes);
    return { tensors: tensorsIn(value), storages };
  });
  checkSize(
    [...tensors.values()].reduce((total, tensor) => total + bytesIn(tensor), 0),
    shown,
  );
  return new Map([...tensors].map(([name, tensor]) => [name, weightOf(tensor, storages, { name, shown })]));
}

function weightOf(
  { storage, layout }: Tensor,
  storages: ReadonlyMap<string, Uint8Array>,
  { name, shown }: { name: string; shown: string },
): Weight {
  const { type, key } = storage;
  const stored = storages.get(key);
  const expected = storage.count * type.bytes;
  if (stored?.length !== expected) {
    throw problem(
      "damaged",
      shown,
      `must have ${expected} bytes for the values of ${name}, got ${stored?.length ?? "none"}; fetch it again`,
    );
  }
  // A copy of their own: in the file they may begin at any byte.
  const { buffer } = stored.slice();
  return { shape: layout.shape, values: picked(type.dtype, buffer, positionsOf(layout)) };
}

function picked(dtype: "float32" | "int64", buffer: ArrayBufferLike, positions: Int32Array): Weight["values"] {
  if (dtype === "float32") {
    const values = new Float32Array(buffer);
    return Float32Array.from(positions, (position) => values[position] ?? 0);
  }
  const values = new BigInt64Array(buffer);
  return BigInt64Array.from(Array.from(positions, (position) => values[position] ?? 0n));
}

const bytesIn = ({ storage, layout }: Tensor): number => sizeOf(layout.shape) * storage.type.bytes;

/** Few bytes can ask for many: tensors may share their values. */
function checkSize(bytes: number, shown: string): void {
  if (bytes <= MAX_BYTES) return;
  const [most, got] = [MAX_BYTES, bytes].map((size) => Math.floor(size / 1e6));
  throw problem("too-large", shown, `must have at most ${most} MB, got ${got} MB`);
}

async function bytesOf(file: string, shown: string): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, "r");
    checkSize((await handle.stat()).size, shown);
    const { buffer, byteOffset, length } = await handle.readFile();
    // A slice of these copies; that of a Buffer would not.
    return new Uint8Array(buffer, byteOffset, length);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw problem("unreadable", shown, `cannot be read: ${reasonOf(error)}`);
  } finally {
    await handle?.close();
  }
}

/** Turns what is wrong with the bytes into what a person is told. */
function reading<T>(shown: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PickleFault) {
      const message = `${error.message}; only weights are read, and nothing in the file is run`;
      throw problem("refused", shown, message, `byte ${error.byte} of its pickle`);
    }
    const reason = reasonOf(error);
    throw problem(
      "damaged",
      shown,
      `must be a whole file of weights, as PyTorch saves them (${reason}); fetch it again`,
    );
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const problem = (what: string, file: string, message: string, place?: string): ProblemError =>
  new ProblemError({
    severity: "error",
    code: `weights-file/${what}`,
    file,
    ...(place !== undefined && { place }),
    message,
  });
