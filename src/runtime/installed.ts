/** The runtimes in the per-user cache: their folders, and the first one that is whole. */
import { join } from "node:path";
import { cacheDirectory } from "../packages/cache";
import { tfjsNode } from "../packages/pinned";
import { librarySources, type LibrarySource } from "./libraries";
import { damageOf, readManifest } from "./manifest";
import { bindingPath, thisPlatform, type NativeRuntime } from "./runtime";

/** `<cache>/runtime/tfjs-node-4.22.0_tensorflow-2.21.0_linux-x64` */
export function runtimeFolder({ tensorflow }: Pick<LibrarySource, "tensorflow">): string {
  const key = `tfjs-node-${tfjsNode.version}_tensorflow-${tensorflow}_${thisPlatform}`;
  return join(cacheDirectory(), "runtime", key);
}

/** Reads a manifest and file sizes, nothing more: milliseconds. What is found damaged is said in `why`. */
export async function findInstalled(): Promise<{ runtime: NativeRuntime | undefined; why: string[] }> {
  const why: string[] = [];
  for (const source of librarySources()) {
    const folder = runtimeFolder(source);
    const manifest = await readManifest(folder);
    if (manifest === undefined) continue;
    const damage = await damageOf(folder, manifest, "sizes");
    if (damage === undefined) return { runtime: installedRuntime(folder, manifest.tensorflow), why };
    why.push(`The runtime in ${folder} is damaged: ${damage}.`);
  }
  return { runtime: undefined, why };
}

function installedRuntime(folder: string, tensorflow: string): NativeRuntime {
  return {
    kind: "native",
    binding: join(folder, bindingPath),
    origin: "installed",
    tensorflow,
    why: [`Installed in ${folder}.`],
  };
}
