/** What the pickle of a PyTorch file of weights may say: dictionaries of tensors, and where their values lie. */
import { PickleFault, type Vocabulary } from "./pickle";
import { sizeOf, type Strided } from "./strided";

/** A file of weights, taken apart. */
export interface Saved {
  /** Of the pickle, in which tensors refer to storages. */
  value: unknown;
  /** Values by the key of their storage. */
  storages: ReadonlyMap<string, Uint8Array>;
}

/** The kinds of values that are read. */
const storageTypes = {
  "torch.FloatStorage": { dtype: "float32", bytes: 4 },
  "torch.LongStorage": { dtype: "int64", bytes: 8 },
} as const;

type StorageType = (typeof storageTypes)[keyof typeof storageTypes];

/** A row of values that lie outside of the pickle. */
export class Storage {
  constructor(
    readonly type: StorageType,
    /** The name by which the file has it. */
    readonly key: string,
    readonly count: number,
  ) {}
}

/** Some values of a storage, in an order of their own. */
export class Tensor {
  constructor(
    readonly storage: Storage,
    readonly layout: Strided,
  ) {}
}

class Name {
  constructor(readonly is: "dictionary" | "tensor" | StorageType) {}
}

const names: ReadonlyMap<string, Name> = new Map([
  ["collections.OrderedDict", new Name("dictionary")],
  ["torch._utils._rebuild_tensor_v2", new Name("tensor")],
  ...Object.entries(storageTypes).map(([name, type]) => [name, new Name(type)] as const),
]);

export const weightsVocabulary: Vocabulary = {
  named: (name) => names.get(name),
  call: (callee, args) => {
    if (!(callee instanceof Name)) return undefined;
    if (callee.is === "dictionary") return args.length === 0 ? new Map() : undefined;
    return callee.is === "tensor" ? tensorOf(args) : undefined;
  },
  outside: (id) => {
    if (!Array.isArray(id)) return undefined;
    const [kind, type, key, , count] = id as readonly unknown[];
    if (kind !== "storage" || !(type instanceof Name) || typeof type.is === "string") return undefined;
    return typeof key === "string" && isSize(count) ? new Storage(type.is, key, count) : undefined;
  },
};

/** Arguments of `_rebuild_tensor_v2`: storage, offset, shape, strides; what follows is about training. */
function tensorOf([storage, offset, shape, strides]: readonly unknown[]): Tensor | undefined {
  if (!(storage instanceof Storage) || !isSize(offset) || !isSizes(shape) || !isSizes(strides)) return undefined;
  const count = sizeOf(shape);
  const last = shape.reduce((place, side, axis) => place + (side - 1) * (strides[axis] ?? NaN), offset);
  const isInside = count === 0 || (count <= storage.count && last < storage.count);
  return isInside ? new Tensor(storage, { offset, shape, strides }) : undefined;
}

/**
 * @param value of the pickle
 * @returns the tensors of a dictionary by their names
 * @throws PickleFault where it is anything else
 */
export function tensorsIn(value: unknown): ReadonlyMap<string, Tensor> {
  if (!(value instanceof Map)) throw new PickleFault("holds no dictionary of weights", 0);
  const tensors = new Map<string, Tensor>();
  for (const [name, tensor] of value as ReadonlyMap<unknown, unknown>) {
    if (typeof name !== "string" || !(tensor instanceof Tensor))
      throw new PickleFault(`holds ${JSON.stringify(String(name))}, which is no tensor`, 0);
    tensors.set(name, tensor);
  }
  return tensors;
}

const isSize = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

const isSizes = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every(isSize);
