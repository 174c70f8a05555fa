/** A runtime whose binding is a script: Node loads it as it loads a real one. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runtimeFolder } from "../../../src/runtime/installed";
import { librarySources } from "../../../src/runtime/libraries";
import { writeManifest } from "../../../src/runtime/manifest";
import { bindingPath, librariesPath, thisPlatform } from "../../../src/runtime/runtime";

/** Writes a script that loads like a binding. */
export async function writeLoadable(file: string, tensorflow: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `module.exports = { TF_Version: ${JSON.stringify(tensorflow)} };\n`);
  return file;
}

/** Installs a runtime of two small files into the cache of the test. @returns its folder */
export async function installTinyRuntime(): Promise<string> {
  const [source = { tensorflow: "0" }] = librarySources();
  const folder = runtimeFolder(source);
  const library = `${librariesPath}/libtensorflow.so.2`;
  await mkdir(join(folder, librariesPath), { recursive: true });
  await writeFile(join(folder, library), "library");
  await writeLoadable(join(folder, bindingPath), source.tensorflow);
  await writeManifest(
    folder,
    { origin: "built", tensorflow: source.tensorflow, tfjsNode: "4.22.0", platform: thisPlatform, compiler: "tiny" },
    [bindingPath, library],
  );
  return folder;
}
