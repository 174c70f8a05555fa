/** Compiles tfjs-node's native binding against a TensorFlow library. It takes seconds and needs no build system. */
import { mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { lastLine, runCommand } from "../packages/command";
import { failure } from "../packages/problems";
import type { TaskOptions } from "../packages/progress";
import { bindingPath, librariesPath } from "./runtime";

export interface Compiler {
  command: string;
  /** What comes before the options of a C++ compiler. */
  args: readonly string[];
  /** The first line of its version. */
  version: string;
  /** What it needs in its environment. */
  env: NodeJS.ProcessEnv;
}

/** The compiler of `$CXX`, else the first usual one that is installed. */
export async function findCompiler(signal?: AbortSignal): Promise<Compiler | undefined> {
  const chosen = process.env.CXX ? [process.env.CXX] : [];
  for (const command of [...chosen, "g++", "clang++", "c++"]) {
    const { ok, stdout } = await runCommand(command, ["--version"], { signal });
    if (ok) return { command, args: [], version: stdout.split("\n")[0]?.trim() ?? command, env: {} };
  }
  return undefined;
}

interface Sources {
  /** The folder of the package @tensorflow/tfjs-node. */
  tfjsNode: string;
  /** The folders of the header files of Node-API and TensorFlow. */
  includes: readonly string[];
  /** The libraries to link with, inside `deps/lib` of the runtime's folder. */
  libraries: readonly string[];
}

/**
 * Writes the binding into the runtime's folder.
 *
 * @throws ProblemError `runtime/not-compiled`
 */
export async function compileBinding(
  { command, args, env }: Compiler,
  { tfjsNode, includes, libraries }: Sources,
  folder: string,
  { signal }: TaskOptions,
): Promise<void> {
  const output = join(folder, bindingPath);
  await mkdir(dirname(output), { recursive: true });
  const sources = (await readdir(join(tfjsNode, "binding"))).filter((name) => name.endsWith(".cc"));
  const result = await runCommand(
    command,
    [
      ...args,
      ...["-std=c++17", "-O2", "-fPIC", "-DNAPI_VERSION=8", "-w"],
      ...(process.platform === "darwin" ? ["-bundle", "-undefined", "dynamic_lookup"] : ["-shared"]),
      ...["-o", output],
      ...sources.map((name) => join(tfjsNode, "binding", name)),
      ...[tfjsNode, ...includes].map((include) => `-I${include}`),
      ...libraries.map((name) => join(folder, librariesPath, name)),
      `-Wl,-rpath,${process.platform === "darwin" ? "@loader_path" : "$ORIGIN"}/../../${librariesPath}`,
    ],
    { signal, env: { ...process.env, ...env } },
  );
  if (result.ok) return;
  const error = /^.*\berror: .*$/m.exec(result.stderr)?.[0] ?? lastLine(result.stderr);
  throw failure("runtime/not-compiled", command, `cannot compile the native binding: ${error}`);
}
