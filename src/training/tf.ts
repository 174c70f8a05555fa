/**
 * TensorFlow.js, and the parts of tfjs-node that this project uses. This file is the only one that imports tfjs-node.
 *
 * tfjs-node's own entry point looks for the binding inside node_modules; here its backend class and its kernels are
 * taken as they are and given the binding, so that one bundle serves every runtime.
 */
import * as tf from "@tensorflow/tfjs";
import { NodeJSKernelBackend } from "@tensorflow/tfjs-node/dist/nodejs_kernel_backend";
import * as graphMessages from "@tensorflow/tfjs-node/dist/proto/api_pb";
import "@tensorflow/tfjs-node/dist/register_all_kernels";
import type { TFJSBinding } from "@tensorflow/tfjs-node/dist/tfjs_binding";
import util from "node:util";

/** `graphMessages` are TensorFlow's own messages for graphs, as tfjs-node brings them. */
export { graphMessages, tf };

/** tfjs's backend over a native binding. */
export function nativeBackendOver(binding: TFJSBinding): tf.KernelBackend {
  restoreRemovedHelpers();
  return new NodeJSKernelBackend(binding, "@tensorflow/tfjs-node");
}

/** tfjs-node 4.22.0 calls two helpers that Node 23 removed. */
function restoreRemovedHelpers(): void {
  const removed = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: (value: unknown) => Array.isArray(value),
  };
  for (const [name, helper] of Object.entries(removed)) {
    if (!(name in util)) Object.defineProperty(util, name, { value: helper });
  }
}
