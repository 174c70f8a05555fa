/** Examines what training needs on this machine. It installs nothing and changes nothing. */
import { access, constants, opendir, stat, statfs } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { cacheDirectory } from "../packages/cache";
import { exists } from "../packages/cached-folder";
import { findPython } from "../packages/python";
import { formatProblem, ProblemError } from "../protocol/problem";
import { findCompiler } from "./compiler";
import { formatBytes, type DoctorLine, type DoctorReport } from "./doctor-report";
import { damageOf, readManifest } from "./manifest";
import { probeBinding } from "./probe";
import { resolveRuntime } from "./resolve";
import { bindingPath, type Runtime } from "./runtime";
import { compilerRemedy } from "./with-compiler";

/** What an installation needs while it runs: the archive, what is unpacked, and some room. */
const bytesToInstall = 2.5e9;
const oldestNode = [20, 19] as const;

const installRemedy = 'run "Transfer Learning: Install Training Runtime", or: transfer-lab runtime install';

/** @param options.setting the runtime setting, if there is one */
export async function diagnose(
  options: { setting?: string | undefined; signal?: AbortSignal } = {},
): Promise<DoctorReport> {
  const runtime = await resolveRuntime(options).catch((error: unknown) => {
    if (error instanceof ProblemError) return error;
    throw error;
  });
  const installed = !(runtime instanceof ProblemError) && runtime.kind === "native";
  const lines = [
    runtimeLine(runtime),
    ...(await filesLines(runtime, options.signal)),
    nodeLine(),
    await cacheLine(),
    await spaceLine(installed),
    await compilerLine(installed, options.signal),
    await pythonLine(installed, options.signal),
    processorLine(),
  ];
  return { lines };
}

function runtimeLine(runtime: Runtime | ProblemError): DoctorLine {
  const topic = "Training runtime";
  if (runtime instanceof ProblemError) {
    return {
      topic,
      state: "error",
      text: formatProblem(runtime.problem),
      remedy: "correct or clear the runtime setting",
    };
  }
  const why = runtime.why.join(" ");
  if (runtime.kind === "native") return { topic, state: "ok", text: `TensorFlow ${runtime.tensorflow}. ${why}` };
  return {
    topic,
    state: "warning",
    text: `JavaScript, many times slower than TensorFlow. ${why}`,
    remedy: installRemedy,
  };
}

/** Reads every file of the runtime and loads it: seconds. */
async function filesLines(runtime: Runtime | ProblemError, signal?: AbortSignal): Promise<DoctorLine[]> {
  if (runtime instanceof ProblemError || runtime.kind === "javascript") return [];
  const topic = "Runtime files";
  const folder = resolve(runtime.binding, relative(bindingPath, ""));
  const manifest = await readManifest(folder);
  const damage = manifest && (await damageOf(folder, manifest, "hashes"));
  const remedy = `remove ${folder}, then ${installRemedy}`;
  if (damage !== undefined) return [{ topic, state: "error", text: `Damaged: ${damage}.`, remedy }];
  const probe = await probeBinding(runtime.binding, signal);
  if (!probe.loads) return [{ topic, state: "error", text: `The binding does not load: ${probe.reason}.`, remedy }];
  const checked = manifest === undefined ? "The binding loads." : "All hashes are right, and the binding loads.";
  return [{ topic, state: "ok", text: checked }];
}

function nodeLine(): DoctorLine {
  const { node } = process.versions;
  const [major = 0, minor = 0] = node.split(".").map(Number);
  const [needMajor, needMinor] = oldestNode;
  const topic = "Node.js";
  if (major > needMajor || (major === needMajor && minor >= needMinor))
    return { topic, state: "ok", text: `Version ${node}.` };
  const text = `Must be ${oldestNode.join(".")} or newer, is ${node}.`;
  return { topic, state: "error", text, remedy: "install a newer Node.js" };
}

async function cacheLine(): Promise<DoctorLine> {
  const topic = "Cache";
  const folder = cacheDirectory();
  const used = (await exists(folder)) ? `holds ${formatBytes(await sizeOf(folder))}` : "is not there yet";
  const writable = await access(await nearestFolder(folder), constants.W_OK).then(
    () => true,
    () => false,
  );
  if (writable) return { topic, state: "ok", text: `${folder} ${used}.` };
  const remedy = "allow writing there, or set TRANSFER_LAB_CACHE to a folder of your own";
  return { topic, state: "error", text: `${folder} ${used}, and cannot be written.`, remedy };
}

async function spaceLine(installed: boolean): Promise<DoctorLine> {
  const topic = "Disk space";
  const { bavail, bsize } = await statfs(await nearestFolder(cacheDirectory()));
  const free = bavail * bsize;
  const text = `${formatBytes(free)} are free where the cache lies.`;
  if (installed || free >= bytesToInstall) return { topic, state: "ok", text };
  const remedy = `free ${formatBytes(bytesToInstall)}, or set TRANSFER_LAB_CACHE to a folder on another disk`;
  return { topic, state: "warning", text, remedy };
}

async function compilerLine(installed: boolean, signal?: AbortSignal): Promise<DoctorLine> {
  const topic = "C++ compiler";
  const compiler = await findCompiler(signal);
  if (compiler !== undefined) return { topic, state: "ok", text: `${compiler.version}.` };
  if (installed) return { topic, state: "ok", text: "None, and none is needed: the runtime is installed." };
  const text = "None; installing the training runtime has to download one.";
  return { topic, state: "warning", text, remedy: compilerRemedy() };
}

async function pythonLine(installed: boolean, signal?: AbortSignal): Promise<DoctorLine> {
  const topic = "Python";
  const python = await findPython(signal);
  if (python?.pip !== undefined) {
    return { topic, state: "ok", text: `${python.version} with pip ${python.pip}, ${python.executable}.` };
  }
  const text = python === undefined ? "None was found." : `${python.executable} has no pip.`;
  const use = "It fetches TensorFlow and sample data.";
  const remedy = "install Python 3 with pip";
  return { topic, state: installed ? "ok" : "warning", text: `${text} ${use}`, ...(!installed && { remedy }) };
}

function processorLine(): DoctorLine {
  const limits = ["OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [`${name}=${value}`];
  });
  const limited = limits.length === 0 ? "" : `, limited by ${limits.join(", ")}`;
  const text = `${availableParallelism()} threads${limited}; ${formatBytes(totalmem())} of memory.`;
  return { topic: "Processor", state: "ok", text };
}

/** The folder itself, or the nearest above it that exists. */
async function nearestFolder(folder: string): Promise<string> {
  return (await exists(folder)) ? folder : nearestFolder(dirname(folder));
}

/** Bytes of all files below a folder, links not followed; hard links count once for each name. */
async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0;
  }
  return bytes;
}
