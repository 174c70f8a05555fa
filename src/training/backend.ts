/**
 * The backend of this process, chosen once: the native runtime where `TRANSFER_LAB_BINDING` names its binding, else
 * the JavaScript backend.
 */
import type { TFJSBinding } from "@tensorflow/tfjs-node/dist/tfjs_binding";
import { createRequire } from "node:module";
import os from "node:os";
import { nativeBackend } from "./compile/native-backend";
import { installNativeGradients } from "./native-gradients";
import { nativeBackendOver, tf } from "./tf";

/** What runs the tensors. */
export interface Backend {
  name: "tensorflow" | "cpu";
  /** TensorFlow's version, or tfjs's. */
  version: string;
  /** Of the numeric kernels. With another number the last bits are others. */
  threads: number;
}

let chosen: Promise<Backend> | undefined;

async function choose(bindingPath: string | undefined): Promise<Backend> {
  tf.env().set("PROD", true);
  if (bindingPath === undefined || bindingPath === "") {
    await tf.setBackend("cpu");
    return { name: "cpu", version: tf.version.tfjs, threads: 1 };
  }
  const binding = createRequire(bindingPath)(bindingPath) as TFJSBinding & { TF_Version: string };
  tf.registerBackend("tensorflow", () => nativeBackendOver(binding));
  if (!(await tf.setBackend("tensorflow"))) throw new Error(`the native runtime did not start: ${bindingPath}`);
  const backend = nativeBackend();
  if (backend !== undefined) installNativeGradients(backend);
  return { name: "tensorflow", version: binding.TF_Version, threads: threadsOfKernels() };
}

/** The client names it always, the same for a resume as for the beginning. */
const threadsOfKernels = (): number => Number(process.env.TF_NUM_INTRAOP_THREADS ?? os.availableParallelism());

/** Starts the backend of this process; later calls return the same one. */
export function startBackend(): Promise<Backend> {
  chosen ??= choose(process.env.TRANSFER_LAB_BINDING);
  return chosen;
}
