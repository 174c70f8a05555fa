/**
 * The form in which PyTorch saved before 1.6: pickles one after the other (a mark, a version, notes on the machine, what
 * the tensors are, the keys of the storages), and then for each storage the number of its values, int64, and the values.
 */
import { PickleFault, unpickle } from "./pickle";
import { Storage, weightsVocabulary, type Saved } from "./tensors";

/** The pickle of the number 0x1950a86a20f9469cfc6c. */
const MARK = Buffer.from("80028a0a6cfc9c46f9206aa850192e", "hex");
const VERSION = 1001;

export const isPlainFile = (bytes: Uint8Array): boolean => MARK.equals(bytes.subarray(0, MARK.length));

/**
 * @param bytes the whole file
 * @throws PickleFault for a pickle of anything but weights; Error where the file is damaged
 */
export function readPlainFile(bytes: Uint8Array): Saved {
  const kinds = new Map<string, Storage>();
  const vocabulary = {
    ...weightsVocabulary,
    outside: (id: unknown) => {
      const storage = weightsVocabulary.outside(id);
      if (storage instanceof Storage) kinds.set(storage.key, storage);
      return storage;
    },
  };
  const version = unpickle(bytes, vocabulary, MARK.length);
  if (version.value !== VERSION) throw new Error(`it is of another version than ${VERSION}`);
  const machine = unpickle(bytes, vocabulary, version.end);
  if (!(machine.value instanceof Map) || machine.value.get("little_endian") !== true)
    throw new Error("its numbers are not little-endian");
  const { value, end } = unpickle(bytes, vocabulary, machine.end);
  const keys = unpickle(bytes, vocabulary, end);
  return { value, storages: storagesAt(bytes, keys.end, storagesNamed(keys.value, kinds)) };
}

function storagesNamed(keys: unknown, kinds: ReadonlyMap<string, Storage>): Storage[] {
  const list: readonly unknown[] = Array.isArray(keys) ? keys : [];
  return list.map((key) => {
    const storage = typeof key === "string" ? kinds.get(key) : undefined;
    if (storage === undefined) throw new PickleFault("lists values that no tensor has", 0);
    return storage;
  });
}

function storagesAt(bytes: Uint8Array, start: number, storages: readonly Storage[]): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, Uint8Array>();
  let at = start;
  for (const { key, type } of storages) {
    if (at + 8 > bytes.length) break;
    const end = at + 8 + Number(view.getBigUint64(at, true)) * type.bytes;
    found.set(key, bytes.subarray(at + 8, end));
    at = end;
  }
  return found;
}
