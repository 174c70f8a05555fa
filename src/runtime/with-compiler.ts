/**
 * A C++ compiler: an installed one, else (if allowed) Debian's, else Zig's from its Python package, which needs neither
 * an administrator nor anything installed.
 */
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { lastLine, runCommand } from "../packages/command";
import { fetchPypiPackage } from "../packages/fetch-package";
import { zigWheels } from "../packages/pinned";
import { failure } from "../packages/problems";
import type { TaskOptions } from "../packages/progress";
import { formatProblem, ProblemError } from "../protocol/problem";
import { findCompiler, type Compiler } from "./compiler";
import { thisPlatform } from "./runtime";

export interface CompilerOptions extends TaskOptions {
  /** Allows `apt-get install g++` where a compiler is missing, this is Debian and we are root. */
  installSystemPackages?: boolean | undefined;
}

/**
 * Runs `use` with a compiler; one that was only fetched for it is removed afterwards.
 *
 * @throws ProblemError `runtime/no-compiler`, which says what to install
 */
export async function withCompiler<T>(options: CompilerOptions, use: (compiler: Compiler) => Promise<T>): Promise<T> {
  const installed = (await findCompiler(options.signal)) ?? (await installWithApt(options));
  if (installed !== undefined) return use(installed);
  const { folder, compiler } = await fetchZig(options);
  const result = await use(compiler);
  await rm(folder, { recursive: true, force: true });
  return result;
}

/** What a person types to get a compiler. */
export function compilerRemedy(platform: NodeJS.Platform = process.platform): string {
  if (platform === "darwin") return "run: xcode-select --install";
  return "install one, for example with: sudo apt-get install g++ (Debian, Ubuntu), sudo dnf install gcc-c++ (Fedora)";
}

async function installWithApt(options: CompilerOptions): Promise<Compiler | undefined> {
  const { signal, onProgress } = options;
  if (options.installSystemPackages !== true || process.getuid?.() !== 0) return undefined;
  if ((await runCommand("apt-get", ["--version"], { signal })).missing) return undefined;
  onProgress?.({ stage: "Installing g++ with apt-get" });
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runCommand("apt-get", ["update"], { env, signal });
  const result = await runCommand("apt-get", ["install", "-y", "--no-install-recommends", "g++"], { env, signal });
  if (!result.ok) throw failure("runtime/no-compiler", "apt-get", `cannot install g++: ${lastLine(result.stderr)}`);
  return findCompiler(signal);
}

async function fetchZig(options: TaskOptions): Promise<{ folder: string; compiler: Compiler }> {
  const pin = zigWheels[thisPlatform];
  let reason = "";
  try {
    if (pin !== undefined) {
      const folder = await fetchPypiPackage(pin, options);
      const command = join(folder, "ziglang", "zig");
      await chmod(command, 0o755);
      const machine = process.arch === "arm64" ? "aarch64" : "x86_64";
      const zigCache = join(folder, "cache");
      const compiler = {
        command,
        args: ["c++", "-target", `${machine}-linux-gnu.2.27`],
        version: `Zig ${pin.version}`,
        env: { ZIG_GLOBAL_CACHE_DIR: zigCache, ZIG_LOCAL_CACHE_DIR: zigCache },
      };
      return { folder, compiler };
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    reason = ` (and ${formatProblem(error.problem)})`;
  }
  throw failure(
    "runtime/no-compiler",
    "C++ compiler",
    `one is needed to build the training runtime, and none was found${reason}; ${compilerRemedy()}`,
  );
}
