/**
 * TensorFlow.js with the backend of this process, chosen once: the native runtime where `TRANSFER_LAB_BINDING` names
 * its binding, else the JavaScript backend. This file is the only one that imports tfjs-node.
 *
 * tfjs-node's own entry point looks for the binding inside node_modules; here its backend class and its kernels are
 * taken as they are and given the binding, so that one bundle serves every runtime.
 */
import * as tf from "@tensorflow/tfjs";
import { NodeJSKernelBackend } from "@tensorflow/tfjs-node/dist/nodejs_kernel_backend";
import "@tensorflow/tfjs-node/dist/register_all_kernels";
import type { TFJSBinding } from "@tensorflow/tfjs-node/dist/tfjs_binding";
import { createRequire } from "node:module";
import util from "node:util";

export { tf };

/** What runs the tensors. */
export interface Backend {
  name: "tensorflow" | "cpu";
  /** TensorFlow's version, or tfjs's. */
  version: string;
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

let chosen: Promise<Backend> | undefined;

async function choose(bindingPath: string | undefined): Promise<Backend> {
  tf.env().set("PROD", true);
  if (bindingPath === undefined || bindingPath === "") {
    await tf.setBackend("cpu");
    return { name: "cpu", version: tf.version.tfjs };
  }
  restoreRemovedHelpers();
  const binding = createRequire(bindingPath)(bindingPath) as TFJSBinding & { TF_Version: string };
  tf.registerBackend("tensorflow", () => new NodeJSKernelBackend(binding, "@tensorflow/tfjs-node"));
  if (!(await tf.setBackend("tensorflow"))) throw new Error(`the native runtime did not start: ${bindingPath}`);
  return { name: "tensorflow", version: binding.TF_Version };
}

/** Starts the backend of this process; later calls return the same one. */
export function startBackend(): Promise<Backend> {
  chosen ??= choose(process.env.TRANSFER_LAB_BINDING);
  return chosen;
}
