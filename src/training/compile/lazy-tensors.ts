/**
 * Lets the data of a tensor stay elsewhere until somebody asks for it. tfjs does not know such tensors; the native
 * backend is made to look here whenever it hands a tensor to TensorFlow or reads one.
 */
import type { NativeBackend, TensorEntry } from "./native-backend";
import { tf } from "../tf";

/** The entry of a tensor whose data are elsewhere. */
export interface LazyEntry extends TensorEntry {
  /** Puts the data into the entry: sets `id` and takes `fetch` away. */
  fetch?: (() => void) | undefined;
}

const prepared = new WeakSet<NativeBackend>();

/** Makes the backend fetch lazy tensors on their first use; once for each backend. */
export function allowLazyTensors(backend: NativeBackend): void {
  if (prepared.has(backend)) return;
  prepared.add(backend);
  const idsOf = backend.getInputTensorIds.bind(backend);
  const readSync = backend.readSync.bind(backend);
  const settle = (dataId: tf.DataId | undefined) => {
    // A 64-bit scalar has no data id.
    if (dataId !== undefined && backend.tensorMap.has(dataId)) entryOf(backend, dataId).fetch?.();
  };
  Object.assign(backend, {
    getInputTensorIds: (tensors: readonly tf.TensorInfo[]) => {
      for (const { dataId } of tensors) settle(dataId);
      return idsOf(tensors);
    },
    readSync: (dataId: tf.DataId) => {
      settle(dataId);
      return readSync(dataId);
    },
  });
}

export const entryOf = (backend: NativeBackend, dataId: tf.DataId): LazyEntry => backend.tensorMap.get(dataId);

/** Gives a variable new data that are fetched on their first use. @returns the entry of the new data */
export function makeLazy(backend: NativeBackend, variable: tf.Variable, fetch: () => void): LazyEntry {
  const { dtype } = entryOf(backend, variable.dataId);
  const entry: LazyEntry = { shape: variable.shape, dtype, values: null, id: -1, refCount: 1, fetch };
  const dataId = {};
  backend.tensorMap.set(dataId, entry);
  const info = { dataId, shape: variable.shape, dtype: variable.dtype };
  const tensor = tf.engine().makeTensorFromTensorInfo(info, backend);
  variable.assign(tensor);
  tensor.dispose();
  return entry;
}
