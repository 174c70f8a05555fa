/** Installs the native training runtime into the per-user cache: fetch TensorFlow, compile the binding, see it load. */
import { copyFile, link, mkdir, realpath, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheDirectory } from "../packages/cache";
import { fetchNpmPackage } from "../packages/fetch-package";
import { withLock } from "../packages/lock";
import { nodeApiHeaders, tfjsNode } from "../packages/pinned";
import { failure, fileFailure } from "../packages/problems";
import type { TaskOptions } from "../packages/progress";
import { formatProblem, ProblemError } from "../protocol/problem";
import { compileBinding, type Compiler } from "./compiler";
import { findInstalled, runtimeFolder } from "./installed";
import { librarySources, type LibraryFiles, type LibrarySource } from "./libraries";
import { writeManifest } from "./manifest";
import { probeBinding } from "./probe";
import { withCompiler, type CompilerOptions } from "./with-compiler";
import { bindingPath, librariesPath, thisPlatform, type NativeRuntime } from "./runtime";

export type InstallOptions = CompilerOptions;

/**
 * Tries each source of TensorFlow in turn; an installed runtime is taken as it is. What was downloaded stays until a
 * runtime is installed, so that a cancelled or failed installation continues where it stopped.
 *
 * @throws ProblemError `runtime/no-compiler`, `runtime/unsupported-platform`, or `runtime/not-installed` with the reason
 *   of every source; the signal's reason when it is aborted
 */
export async function installRuntime(options: InstallOptions = {}): Promise<NativeRuntime> {
  const { signal, onProgress } = options;
  return withLock(
    join(cacheDirectory(), "locks", "runtime.lock"),
    async () => {
      const { runtime, why } = await findInstalled();
      if (runtime !== undefined) return runtime;
      const sources = librarySources();
      if (sources.length === 0) {
        throw failure(
          "runtime/unsupported-platform",
          thisPlatform,
          "there is no TensorFlow library with a known hash for this platform; training uses JavaScript, which is slower",
        );
      }
      return withCompiler(options, (compiler) => installFromAny(sources, compiler, { ...options, why }));
    },
    { signal, onWait: () => onProgress?.({ stage: "Waiting for another process that installs the training runtime" }) },
  );
}

async function installFromAny(
  sources: readonly LibrarySource[],
  compiler: Compiler,
  { why, ...options }: InstallOptions & { why: readonly string[] },
): Promise<NativeRuntime> {
  const notes = [...why];
  for (const source of sources) {
    try {
      return await installFrom(source, compiler, { ...options, why: notes });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      notes.push(`Passed over ${source.title}: ${formatProblem(error.problem)}.`);
    }
  }
  throw failure(
    "runtime/not-installed",
    cacheDirectory(),
    `no training runtime could be installed. ${notes.join(" ")}`,
  );
}

async function installFrom(
  source: LibrarySource,
  compiler: Compiler,
  options: InstallOptions & { why: readonly string[] },
): Promise<NativeRuntime> {
  const { signal, onProgress } = options;
  const folder = runtimeFolder(source);
  const unfinished = `${folder}.unfinished`;
  const files = await source.fetch(options);
  try {
    await rm(unfinished, { recursive: true, force: true });
    await linkLibraries(files, join(unfinished, librariesPath));
    await compile(compiler, files, unfinished, options);
    onProgress?.({ stage: "Loading the training runtime for the first time" });
    const probe = await probeBinding(join(unfinished, bindingPath), signal);
    if (!probe.loads)
      throw failure("runtime/does-not-load", folder, `the native binding does not load: ${probe.reason}`);
    const { origin } = source;
    const { tensorflow } = probe;
    await writeManifest(
      unfinished,
      { origin, tensorflow, tfjsNode: tfjsNode.version, platform: thisPlatform, compiler: compiler.version },
      [bindingPath, ...Object.keys(files.libraries).map((name) => `${librariesPath}/${name}`)],
    );
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
    await rm(files.folder, { recursive: true, force: true });
    const why = [...options.why, `Installed from ${source.title} in ${folder}.`];
    return { kind: "native", binding: join(folder, bindingPath), origin, tensorflow, why };
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw fileFailure(error, folder);
  }
}

async function compile(compiler: Compiler, files: LibraryFiles, folder: string, options: TaskOptions): Promise<void> {
  const headers = await fetchNpmPackage(nodeApiHeaders, options);
  const sources = {
    tfjsNode: await fetchNpmPackage(tfjsNode, options),
    includes: [join(headers, "include"), files.include],
    libraries: Object.keys(files.libraries),
  };
  options.onProgress?.({ stage: "Compiling the native binding" });
  await compileBinding(compiler, sources, folder, options);
}

/** Hard links cost nothing and leave the package whole should the compilation fail. */
async function linkLibraries({ libraries }: LibraryFiles, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, file] of Object.entries(libraries)) {
    const real = await realpath(file);
    await link(real, join(folder, name)).catch(() => copyFile(real, join(folder, name)));
  }
}
