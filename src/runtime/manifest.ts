/** `runtime.json`: what an installed runtime consists of. It is written last, once the runtime has been seen to load. */
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fromSha256, integrityOf } from "../packages/integrity";

const schema = z.object({
  format: z.literal(1),
  origin: z.enum(["prebuilt", "built"]),
  tfjsNode: z.string(),
  tensorflow: z.string(),
  platform: z.string(),
  /** The compiler that built the binding. */
  compiler: z.string(),
  /** Every file that is loaded: its path inside the folder, its size, its hash. */
  files: z.array(
    z.object({
      path: z.string(),
      bytes: z.int(),
      integrity: z.templateLiteral([z.enum(["sha256-", "sha512-"]), z.string()]),
    }),
  ),
});

type Manifest = z.infer<typeof schema>;

const fileName = "runtime.json";

/** @param files paths inside the folder, which are measured and hashed */
export async function writeManifest(
  folder: string,
  manifest: Omit<Manifest, "format" | "files">,
  files: readonly string[],
): Promise<void> {
  const measured: Manifest["files"] = [];
  for (const path of files) {
    const file = join(folder, path);
    const integrity = await integrityOf(file, fromSha256(""));
    measured.push({ path, bytes: (await stat(file)).size, integrity });
  }
  await writeFile(join(folder, fileName), `${JSON.stringify({ format: 1, ...manifest, files: measured }, null, 2)}\n`);
}

/** @returns undefined where the folder holds no finished runtime that this version understands */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(join(folder, fileName), "utf8")));
  } catch {
    return undefined;
  }
}

/**
 * What is wrong with a runtime's files; undefined where they are whole.
 *
 * @param depth `sizes` takes milliseconds, `hashes` reads a gigabyte
 */
export async function damageOf(
  folder: string,
  manifest: Manifest,
  depth: "sizes" | "hashes",
): Promise<string | undefined> {
  for (const { path, bytes, integrity } of manifest.files) {
    const file = join(folder, path);
    const info = await stat(file).catch(() => undefined);
    if (info === undefined) return `${file} is missing`;
    if (info.size !== bytes) return `${file} must have ${bytes} bytes, has ${info.size}`;
    if (depth === "hashes" && (await integrityOf(file, integrity)) !== integrity) return `${file} has changed`;
  }
  return undefined;
}
