/**
 * What the compiler uses of tfjs-node although it is not public, named and checked in one place. The version of
 * tfjs-node is pinned; the contract suite of the methods compares compiled and plain steps, so a change there is found.
 */
import type { TensorMetadata, TFJSBinding } from "@tensorflow/tfjs-node/dist/tfjs_binding";
import { tf } from "../tf";

export type { TensorMetadata, TFJSBinding };
/** An attribute of an operation; tfjs-node declares a class but takes plain objects. */
export type TFEOpAttr = Readonly<Record<"name", string>> & {
  /** TensorFlow's number of the kind. */
  readonly type: number;
  readonly value: boolean | number | object | string | number[];
};
export type TensorValues = Float32Array | Int32Array | Uint8Array;

/** What the backend knows of a tensor's data. */
export interface TensorEntry {
  shape: number[];
  /** TensorFlow's number of the type. */
  dtype: number;
  /** Of the native tensor; below 0 where there is none. */
  id: number;
  /** Not handed to TensorFlow yet. */
  values: tf.BackendValues | null;
  refCount: number;
}

export interface NativeBackend extends tf.KernelBackend {
  binding: TFJSBinding;
  readonly tensorMap: Pick<tf.DataStorage<TensorEntry>, "get" | "has" | "set">;
  /** Native ids; hands values that still wait to TensorFlow. */
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(metadata: TensorMetadata): tf.Tensor;
  executeSingleOutput(name: string, attributes: readonly TFEOpAttr[], inputs: tf.TensorInfo[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: readonly TFEOpAttr[],
    inputs: tf.TensorInfo[],
    outputs: number,
  ): tf.Tensor[];
  readSync(dataId: tf.DataId): tf.BackendValues;
  write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId;
}

const MEMBERS = [
  "binding",
  "tensorMap",
  "getInputTensorIds",
  "createOutputTensor",
  "executeSingleOutput",
  "executeMultipleOutputs",
] as const;

const isNative = (backend: tf.KernelBackend): backend is NativeBackend => MEMBERS.every((member) => member in backend);

/** @returns the native backend of this process; undefined where the JavaScript backend computes */
export function nativeBackend(): NativeBackend | undefined {
  const backend = tf.backend();
  return isNative(backend) ? backend : undefined;
}
