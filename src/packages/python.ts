/** Finds a Python 3 with pip: it knows the package index, the proxies and the certificates of this machine. */
import { z } from "zod";
import { runCommand } from "./command";

export interface Python {
  /** The interpreter's absolute path. */
  executable: string;
  /** `3.11.7` */
  version: string;
  /** `23.2.1`; undefined where Python comes without pip. */
  pip: string | undefined;
}

const candidates: readonly (readonly [string, ...string[]])[] =
  process.platform === "win32" ? [["py", "-3"], ["python"]] : [["python3"], ["python"]];

const questions = `
import json, platform, sys
try:
    import pip
    version = pip.__version__
except ImportError:
    version = None
assert sys.version_info >= (3, 8)
print(json.dumps({"executable": sys.executable, "version": platform.python_version(), "pip": version}))
`;

const answerSchema = z.object({
  executable: z.string().min(1),
  version: z.string(),
  pip: z.string().nullable(),
});

/** @returns the first Python with pip, else the first Python, else undefined */
export async function findPython(signal?: AbortSignal): Promise<Python | undefined> {
  let withoutPip: Python | undefined;
  for (const candidate of candidates) {
    const python = await askPython(candidate, signal);
    if (python?.pip !== undefined) return python;
    withoutPip ??= python;
  }
  return withoutPip;
}

async function askPython(
  [command, ...args]: readonly [string, ...string[]],
  signal?: AbortSignal,
): Promise<Python | undefined> {
  const { ok, stdout } = await runCommand(command, [...args, "-c", questions], { signal });
  if (!ok) return undefined;
  const { pip, ...rest } = answerSchema.parse(JSON.parse(stdout));
  return { ...rest, pip: pip ?? undefined };
}
