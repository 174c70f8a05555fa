/** The native runtime that the tests of the engine train with; they say so where there is none. */
import { resolveRuntime } from "../../src/runtime/resolve";
import type { NativeRuntime } from "../../src/runtime/runtime";
import { startBackend, type Backend } from "../../src/training/backend";

/** @throws Error that names the command to run */
export async function nativeRuntime(): Promise<NativeRuntime> {
  const runtime = await resolveRuntime({ allowInstall: false });
  if (runtime.kind === "native") return runtime;
  const why = runtime.why.join(" ");
  throw new Error(`These tests need the native training runtime. ${why} Run: npx transfer-lab runtime install`);
}

/** How long a test that trains may take: far more than it needs, so that a busy machine fails none. */
export const trainingMs = 120_000;

/** Starts it in this process, for tests of tensor code. */
export async function startNativeBackend(): Promise<Backend> {
  const { binding } = await nativeRuntime();
  process.env.TRANSFER_LAB_BINDING = binding;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  return startBackend();
}
