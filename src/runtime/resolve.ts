/** Decides what trains: the runtime of the setting, an installed one, a new one where that is allowed, else JavaScript. */
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { failure } from "../packages/problems";
import { formatProblem, ProblemError } from "../protocol/problem";
import { findInstalled } from "./installed";
import { installRuntime, type InstallOptions } from "./install";
import { probeBinding } from "./probe";
import { bindingPath, type NativeRuntime, type Runtime } from "./runtime";

interface ResolveOptions extends InstallOptions {
  /** A person's own runtime: a `tfjs_binding.node`, or a folder with one in `lib/napi-v8`. */
  setting?: string | undefined;
  /** Whether one may be downloaded and built; without it nothing is fetched and an installed one is found in milliseconds. */
  allowInstall?: boolean | undefined;
}

/**
 * Falls back to JavaScript and says why, unless a person named a runtime: then that one or a problem.
 *
 * @throws ProblemError `runtime/setting-not-found`, `runtime/setting-does-not-load`; the signal's reason when aborted
 */
export async function resolveRuntime({ setting, allowInstall, ...options }: ResolveOptions = {}): Promise<Runtime> {
  if (setting !== undefined && setting !== "") return runtimeOfSetting(setting, options.signal);
  const { runtime, why } = await findInstalled();
  if (runtime !== undefined) return runtime;
  if (allowInstall !== true) return { kind: "javascript", why: [...why, "No native training runtime is installed."] };
  try {
    return await installRuntime(options);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { kind: "javascript", why: [...why, formatProblem(error.problem)] };
  }
}

async function runtimeOfSetting(setting: string, signal?: AbortSignal): Promise<NativeRuntime> {
  const path = resolve(setting);
  const info = await stat(path).catch(() => undefined);
  const binding = info?.isDirectory() === true ? join(path, bindingPath) : path;
  if (info === undefined || (await stat(binding).catch(() => undefined))?.isFile() !== true) {
    throw failure(
      "runtime/setting-not-found",
      setting,
      `must be a tfjs_binding.node or a folder with ${bindingPath}, and there is none; correct the runtime setting, or clear it to use the installed runtime`,
    );
  }
  const probe = await probeBinding(binding, signal);
  if (!probe.loads) {
    throw failure(
      "runtime/setting-does-not-load",
      binding,
      `must load as a native binding, and does not: ${probe.reason}; correct the runtime setting, or clear it to use the installed runtime`,
    );
  }
  const why = [`The runtime setting names ${setting}.`];
  return { kind: "native", binding, origin: "setting", tensorflow: probe.tensorflow, why };
}
