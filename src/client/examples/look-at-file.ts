/** What there is to see of an example that is a file of its own: a small picture, a sound, the beginning of a text. */
import { open, readFile, stat } from "node:fs/promises";
import { decodePicture, pictureShape } from "../../data/picture-file";
import type { DatasetKind } from "../../data/types";
import type { Look } from "../../protocol/examples";
import { ProblemError } from "../../protocol/problem";
import { pictureLook, shownSize } from "./picture-look";

/** Larger pictures are not decoded for a look. */
const MOST_PICTURE_BYTES = 1 << 26;
/** Longer sounds are not sent to the page. */
const MOST_SOUND_BYTES = 1 << 20;
const TEXT_BYTES = 600;

/** Never throws for what is wrong with the file. */
export async function lookAtFile(file: string, kind: DatasetKind): Promise<Look> {
  try {
    if (kind === "speech") return await soundLook(file);
    if (kind === "text-folder") return { kind: "text", text: await beginningOf(file) };
    return await fileAsPicture(file);
  } catch (error) {
    if (error instanceof ProblemError) return { kind: "missing", reason: error.problem.message };
    if (error instanceof Error && "code" in error) return { kind: "missing", reason: reasonOf(error.code) };
    throw error;
  }
}

const reasonOf = (code: unknown): string =>
  code === "ENOENT" || code === "ENOTDIR"
    ? "this file is no longer there"
    : `this file cannot be read (${String(code)})`;

async function fileAsPicture(file: string): Promise<Look> {
  const { size } = await stat(file);
  if (size > MOST_PICTURE_BYTES)
    return { kind: "missing", reason: "this picture is too large to be shown here; open it" };
  const bytes = await readFile(file);
  const shape = shownSize(await pictureShape(bytes, file));
  return await pictureLook(await decodePicture(bytes, file, shape), shape);
}

async function soundLook(file: string): Promise<Look> {
  const { size } = await stat(file);
  if (size > MOST_SOUND_BYTES) return { kind: "sound" };
  return { kind: "sound", uri: `data:audio/wav;base64,${(await readFile(file)).toString("base64")}` };
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(TEXT_BYTES), 0, TEXT_BYTES, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
