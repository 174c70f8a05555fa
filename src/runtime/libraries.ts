/** Where a TensorFlow library comes from: tfjs-node's own download, or the wheel of TensorFlow for Python. */
import { readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { cacheDirectory } from "../packages/cache";
import { cachedFolder } from "../packages/cached-folder";
import { downloadFile } from "../packages/download";
import { extractTarball } from "../packages/extract";
import { fetchNpmPackage, fetchPypiPackage } from "../packages/fetch-package";
import { fromSha256 } from "../packages/integrity";
import { tensorflowWheels, tfjsNode } from "../packages/pinned";
import type { TaskOptions } from "../packages/progress";
import { failure } from "../packages/problems";
import { prebuiltLibraries, type PrebuiltLibrary } from "./prebuilt-pins";
import { thisPlatform } from "./runtime";

export interface LibraryFiles {
  /** The package's folder in the cache, no longer needed once a runtime is installed. */
  folder: string;
  /** The folder of TensorFlow's header files. */
  include: string;
  /** The shared libraries, by the name under which the loader looks for them. */
  libraries: Readonly<Record<string, string>>;
}

export interface LibrarySource {
  origin: "prebuilt" | "built";
  tensorflow: string;
  /** For people: `tfjs-node's own download of TensorFlow 2.9.1`. */
  title: string;
  fetch: (options: TaskOptions) => Promise<LibraryFiles>;
}

/** The sources for this platform, best first; it may be none. */
export function librarySources(platform: string = thisPlatform): LibrarySource[] {
  const sources: LibrarySource[] = [];
  const prebuilt = prebuiltLibraries[platform];
  if (prebuilt !== undefined) {
    sources.push({
      origin: "prebuilt",
      tensorflow: prebuilt.tensorflow,
      title: `tfjs-node's own download of TensorFlow ${prebuilt.tensorflow}`,
      fetch: (options) => fetchPrebuilt(prebuilt, options),
    });
  }
  const wheel = tensorflowWheels[platform];
  if (wheel !== undefined) {
    sources.push({
      origin: "built",
      tensorflow: wheel.version,
      title: `the Python package ${wheel.name} ${wheel.version}`,
      fetch: async (options) => {
        const folder = await fetchPypiPackage(wheel, options);
        const libraries = wheel.files.filter((file) => !file.endsWith("/"));
        return {
          folder,
          include: join(folder, "tensorflow", "include"),
          libraries: Object.fromEntries(libraries.map((file) => [basename(file), join(folder, file)])),
        };
      },
    });
  }
  return sources;
}

async function fetchPrebuilt(library: PrebuiltLibrary, options: TaskOptions): Promise<LibraryFiles> {
  const url = `${await downloadHost(options)}${library.path}`;
  const archive = join(cacheDirectory(), "downloads", basename(library.path));
  const stage = `Downloading TensorFlow ${library.tensorflow}`;
  const folder = await cachedFolder(
    join(cacheDirectory(), "packages", "tensorflow", basename(library.path, ".tar.gz")),
    async (unfinished) => {
      await downloadFile({ url, integrity: fromSha256(library.sha256), to: archive, stage, ...options });
      await extractTarball(archive, { to: unfinished, strip: 0, signal: options.signal });
      await rm(archive, { force: true });
    },
    options,
  );
  const libraries = library.libraries.map((name): [string, string] => [name, join(folder, "lib", name)]);
  return { folder, include: join(folder, "include"), libraries: Object.fromEntries(libraries) };
}

/** The host is named by tfjs-node's own install script, and by the variable that this script reads for a mirror. */
async function downloadHost(options: TaskOptions): Promise<string> {
  const mirror = process.env.TFJS_NODE_CDN_STORAGE;
  if (mirror !== undefined && mirror !== "") return mirror;
  const script = join(await fetchNpmPackage(tfjsNode, options), "scripts", "install.js");
  const host = /CDN_STORAGE \|\| '([^']+)'/.exec(await readFile(script, "utf8"))?.[1];
  if (host === undefined)
    throw failure("runtime/no-host", script, "must name the host of tfjs-node's own download, and does not");
  return host;
}
