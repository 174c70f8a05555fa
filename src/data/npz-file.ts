/** Reads the arrays of an .npz file, a zip archive of .npy files, as a stream. */
import type { UnzipFile } from "fflate";
import { Unzip, UnzipInflate } from "fflate";
import { t } from "@vscode/l10n";
import { ProblemError } from "../protocol/problem";
import type { ReadOptions } from "./bytes";
import { readBytes } from "./bytes";
import { fault, reasonOf } from "./fault";
import type { NpyArray } from "./npy";
import { NpyParser } from "./npy";
import type { Place } from "./place";
import { closingOnFailure } from "./row-store";

/** Unpacked at a time: deflate packs at most 1032 bytes into one, and all that comes of them is held in memory. */
const SLICE_BYTES = 1 << 16;

interface NpzContents {
  /** Names of all arrays, in the order of the file, without `.npy`. */
  names: string[];
  /** The wanted ones among them. */
  arrays: Map<string, NpyArray>;
}

/**
 * @param wanted which arrays to keep; the caller finishes or closes their spools
 * @throws ProblemError where the archive or a wanted array is broken
 */
export async function readNpz(
  place: Place,
  wanted: (name: string) => boolean,
  options: ReadOptions,
): Promise<NpzContents> {
  const contents: NpzContents = { names: [], arrays: new Map() };
  const parsers = new Map<string, NpyParser>();
  const unzip = new Unzip((file) => {
    const name = file.name.replace(/\.npy$/, "");
    contents.names.push(name);
    const parser = wanted(name) && !parsers.has(name) ? new NpyParser({ path: place.path, array: name }) : undefined;
    if (parser !== undefined) parsers.set(name, parser);
    unpack(file, parser);
  });
  unzip.register(UnzipInflate);
  const close = async () => {
    for (const { spool } of parsers.values()) await spool.close();
  };
  return closingOnFailure({ close }, async () => {
    try {
      for await (const chunk of readBytes(place, options)) {
        for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
          unzip.push(chunk.subarray(at, at + SLICE_BYTES));
          for (const { spool } of parsers.values()) if (spool.isDue) await spool.drain();
        }
      }
      unzip.push(new Uint8Array(0), true);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof ProblemError) throw error;
      throw brokenFault(place, reasonOf(error));
    }
    if (contents.names.length === 0) throw brokenFault(place, t("no arrays found"));
    for (const [name, parser] of parsers) contents.arrays.set(name, parser.finish());
    return contents;
  });
}

/** An archive member that is not started would be kept in memory, so unwanted ones are unpacked and dropped. */
function unpack(file: UnzipFile, parser: NpyParser | undefined): void {
  file.ondata = (error, chunk) => {
    if (error !== null) throw error;
    parser?.push(chunk);
  };
  file.start();
}

const brokenFault = (place: Place, reason: string) =>
  fault("broken-npz", place.path, t("is not a whole .npz file ({0}); save it again with numpy.savez", reason));
