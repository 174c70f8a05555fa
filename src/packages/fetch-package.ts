/**
 * Fetches pinned packages into the per-user cache. Where a package lies is asked of npm and pip, so the registries, the
 * proxies and the credentials of this machine apply; what comes is checked against the pinned hash.
 */
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { cacheDirectory } from "./cache";
import { cachedFolder, exists } from "./cached-folder";
import { lastLine, runCommand } from "./command";
import { downloadFile, verifyFile, type Download } from "./download";
import { extractTarball, extractWheel } from "./extract";
import { fromSha256, type Integrity } from "./integrity";
import type { NpmPin, PypiPin } from "./pinned";
import { failure } from "./problems";
import type { TaskOptions } from "./progress";
import { findPython } from "./python";
import { ProblemError } from "../protocol/problem";

/**
 * @returns the unpacked package's folder
 * @throws ProblemError `package/not-found`, `package/no-npm`, and those of `downloadFile`
 */
export function fetchNpmPackage(pin: NpmPin, options: TaskOptions = {}): Promise<string> {
  const wanted = `${pin.name}@${pin.version}`;
  return fetchOnce(pin, "npm", options, async (folder, downloads) => {
    const tarball = await fetchArchive(pin, {
      integrity: pin.integrity,
      downloads,
      options,
      locate: async () => {
        const answer = await npm(["view", wanted, "dist.tarball", "--json"], options);
        return z.string().parse(JSON.parse(answer));
      },
      viaClient: async (to) => {
        await npm(["pack", wanted, "--pack-destination", to], options);
      },
    });
    await extractTarball(tarball, { to: folder, strip: 1, signal: options.signal });
  });
}

/**
 * @returns a folder with the entries that the pin keeps, named as in the wheel
 * @throws ProblemError `package/not-found`, `package/no-python`, `package/no-pip`, and those of `downloadFile`
 */
export function fetchPypiPackage(pin: PypiPin, options: TaskOptions = {}): Promise<string> {
  return fetchOnce(pin, "pypi", options, async (folder, downloads) => {
    const python = await pythonWithPip(pin, options);
    const forPlatform = [
      "--no-deps",
      "--python-version",
      pin.python,
      "--platform",
      pin.platform,
      "--only-binary=:all:",
    ];
    const wanted = `${pin.name}==${pin.version}`;
    const wheel = await fetchArchive(pin, {
      integrity: fromSha256(pin.sha256),
      downloads,
      options,
      locate: async () => {
        const dryRun = ["install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-", "--target", folder];
        const report = await pip(python, [...dryRun, ...forPlatform, wanted], { ...options, wanted });
        return pipReportSchema.parse(JSON.parse(report)).install[0].download_info.url;
      },
      viaClient: async (to) => {
        await pip(python, ["download", "--quiet", "--dest", to, ...forPlatform, wanted], { ...options, wanted });
      },
    });
    options.onProgress?.({ stage: `Unpacking ${label(pin)}` });
    await extractWheel(wheel, { to: folder, python, entries: pin.files, signal: options.signal });
  });
}

const pipReportSchema = z.object({
  install: z.tuple([z.object({ download_info: z.object({ url: z.string() }) })]),
});

/** Makes the package's folder unless it is there; the downloads are removed once it is in place. */
export async function fetchOnce(
  pin: { name: string; version: string; part?: string },
  registry: "npm" | "pypi" | "debian",
  options: TaskOptions,
  make: (folder: string, downloads: string) => Promise<void>,
): Promise<string> {
  const id = `${pin.name.replace("/", "+")}-${pin.version}${pin.part === undefined ? "" : `-${pin.part}`}`;
  return cachedFolder(
    join(cacheDirectory(), "packages", registry, id),
    async (unfinished) => {
      const downloads = join(cacheDirectory(), "downloads", registry, id);
      await make(unfinished, downloads);
      await rm(downloads, { recursive: true, force: true });
    },
    options,
  );
}

interface Archive {
  integrity: Integrity;
  /** Folder for the archive and its unfinished part. */
  downloads: string;
  options: TaskOptions;
  /** Asks where the archive lies. */
  locate: () => Promise<string>;
  /** Lets the registry's own client download the archive into the folder: it may know a proxy that this process does not. */
  viaClient: (to: string) => Promise<void>;
}

/** @returns the archive, whose hash is the wanted one */
export async function fetchArchive(pin: { name: string; version: string }, archive: Archive): Promise<string> {
  const { integrity, options, downloads } = archive;
  const stage = `Downloading ${label(pin)}`;
  options.onProgress?.({ stage });
  const url = await archive.locate();
  const to = join(downloads, basename(new URL(url).pathname));
  const download: Download = { url, integrity, to, stage, ...options };
  try {
    if (!(await exists(to))) await downloadFile(download);
    else await verifyFile(to, download);
  } catch (error) {
    if (!(error instanceof ProblemError) || !["download/unreachable", "download/refused"].includes(error.problem.code))
      throw error;
    const byClient = join(downloads, "by-client");
    await rm(byClient, { recursive: true, force: true });
    await mkdir(byClient, { recursive: true });
    await archive.viaClient(byClient);
    const [file] = await readdir(byClient);
    if (file === undefined) throw error;
    await verifyFile(join(byClient, file), download);
    await rename(join(byClient, file), to);
  }
  return to;
}

async function npm(args: readonly string[], { signal }: TaskOptions): Promise<string> {
  const result = await runCommand("npm", args, { signal, batchOnWindows: true });
  if (result.ok) return result.stdout;
  if (result.missing) {
    throw failure("package/no-npm", "npm", "was not found; install Node.js, which brings npm, and put it on the PATH");
  }
  const reason = /npm (?:error|ERR!) (?!code)(.*)/.exec(result.stderr)?.[1] ?? lastLine(result.stderr);
  throw failure("package/not-found", args[1] ?? "npm", `npm cannot fetch it: ${reason}`);
}

async function pip(
  python: string,
  args: readonly string[],
  { signal, wanted }: TaskOptions & { wanted: string },
): Promise<string> {
  const result = await runCommand(python, ["-m", "pip", ...args], { signal });
  if (result.ok) return result.stdout;
  throw failure("package/not-found", wanted, `pip cannot fetch it: ${lastLine(result.stderr)}`);
}

async function pythonWithPip(pin: PypiPin, { signal }: TaskOptions): Promise<string> {
  const python = await findPython(signal);
  if (python === undefined) {
    throw failure(
      "package/no-python",
      label(pin),
      "needs Python 3.8 or newer to be fetched, and none was found; install Python 3 with pip",
    );
  }
  if (python.pip === undefined || Number.parseInt(python.pip) < oldestPip) {
    const found = python.pip === undefined ? "has none" : `has pip ${python.pip}`;
    throw failure(
      "package/no-pip",
      python.executable,
      `must have pip ${oldestPip} or newer, ${found}; run "${python.executable} -m ensurepip --upgrade", or install your system's python3-pip`,
    );
  }
  return python.executable;
}

/** The first that reports a download's address without downloading. */
const oldestPip = 23;

function label({ name, version }: { name: string; version: string }): string {
  return `${name} ${version}`;
}
