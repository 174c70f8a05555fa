/** tfjs-node as it comes: its backend and its gradients, without what `src/training/backend.ts` adds to them. */
import type { TFJSBinding } from "@tensorflow/tfjs-node/dist/tfjs_binding";
import { createRequire } from "node:module";
import { nativeBackendOver, tf } from "../../src/training/tf";

export async function startPlainBackend(): Promise<void> {
  const file = process.env.TRANSFER_LAB_BINDING ?? "";
  const binding = createRequire(file)(file) as TFJSBinding;
  tf.env().set("PROD", true);
  tf.registerBackend("tensorflow", () => nativeBackendOver(binding));
  await tf.setBackend("tensorflow");
}
