/** Writes files of weights in the form that PyTorch's `torch.save` has, and archives with any other pickle in it. */
import { zipSync } from "fflate";

interface SavedWeight {
  shape: readonly number[];
  values: Float32Array | BigInt64Array;
}

/** The instructions by name, as Python's `pickletools` has them. */
const op = {
  proto: Buffer.from([0x80, 2]),
  emptyDict: Buffer.from("}"),
  mark: Buffer.from("("),
  emptyTuple: Buffer.from(")"),
  tuple: Buffer.from("t"),
  outside: Buffer.from("Q"),
  call: Buffer.from("R"),
  setItems: Buffer.from("u"),
  setItem: Buffer.from("s"),
  build: Buffer.from("b"),
  no: Buffer.from([0x89]),
  stop: Buffer.from("."),
} as const;

const name = (module: string, what: string): Buffer => Buffer.from(`c${module}\n${what}\n`);

function text(value: string): Buffer {
  const head = Buffer.from("X0000");
  head.writeUInt32LE(Buffer.byteLength(value), 1);
  return Buffer.concat([head, Buffer.from(value)]);
}

function whole(value: number): Buffer {
  const bytes = Buffer.from("J0000");
  bytes.writeInt32LE(value, 1);
  return bytes;
}

const tupleOf = (values: readonly number[]): Buffer => Buffer.concat([op.mark, ...values.map(whole), op.tuple]);

const orderedDict = Buffer.concat([name("collections", "OrderedDict"), op.emptyTuple, op.call]);

/** A pickle of what the parts leave on the stack. */
export const pickleOf = (...parts: readonly Buffer[]): Buffer => Buffer.concat([op.proto, ...parts, op.stop]);

/** `os.system("true")` for whoever loads it with Python. */
export const callingPickle = pickleOf(
  name("posix", "system"),
  Buffer.concat([op.mark, text("true"), op.tuple]),
  op.call,
);

/** What `torch.save(model.state_dict(), …)` writes, the attributes of the dictionary included. */
export function statePickle(weights: Readonly<Record<string, SavedWeight>>): Buffer {
  const entries = Object.entries(weights).flatMap(([key, weight], index) => [text(key), tensor(weight, `${index}`)]);
  const attributes = [op.emptyDict, text("_metadata"), orderedDict, op.setItem, op.build];
  return pickleOf(orderedDict, op.mark, ...entries, op.setItems, ...attributes);
}

function tensor({ shape, values }: SavedWeight, key: string): Buffer {
  const kind = values instanceof Float32Array ? "FloatStorage" : "LongStorage";
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const storage = [
    op.mark,
    text("storage"),
    name("torch", kind),
    text(key),
    text("cpu"),
    whole(values.length),
    op.tuple,
  ];
  return Buffer.concat([
    name("torch._utils", "_rebuild_tensor_v2"),
    ...[op.mark, ...storage, op.outside, whole(0), tupleOf(shape), tupleOf(strides), op.no, orderedDict, op.tuple],
    op.call,
  ]);
}

/** The archive around a pickle. @param storages values by their keys */
export function archiveOf(pickle: Uint8Array, storages: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const values = Object.entries(storages).map(([key, bytes]) => [`weights/data/${key}`, bytes] as const);
  return zipSync({ "weights/data.pkl": pickle, ...Object.fromEntries(values) }, { level: 0 });
}

export function weightsFile(weights: Readonly<Record<string, SavedWeight>>): Uint8Array {
  const storages = Object.values(weights).map(
    ({ values }, index) => [`${index}`, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)] as const,
  );
  return archiveOf(statePickle(weights), Object.fromEntries(storages));
}
