/** Word vectors of a file that `vectors-format.ts` describes. */
import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { t } from "@vscode/l10n";
import { fault } from "../fault";
import type { Place } from "../place";
import { nearWords } from "./near-words";
import type { WordVectors } from "./types";
import {
  decodeHeader,
  decodeRow,
  HEADER_BYTES,
  indexBytes,
  indexStart,
  rowBytes,
  type VectorsHeader,
} from "./vectors-format";
import { WordIndex } from "./word-index";

/**
 * @returns undefined where it is a file of another kind
 * @throws ProblemError where it is damaged
 */
export async function openBinaryVectors(place: Place): Promise<WordVectors | undefined> {
  const handle = await open(place.absolute, "r");
  try {
    const head = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEADER_BYTES, 0);
    const header = decodeHeader(head.subarray(0, bytesRead));
    if (header !== undefined) {
      const index = await readIndex(place, handle, header);
      return new BinaryVectors(place, handle, header, { index, head });
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
}

async function readIndex(place: Place, handle: FileHandle, header: VectorsHeader): Promise<WordIndex> {
  const start = indexStart(header);
  const length = indexBytes(header);
  const { size } = await handle.stat();
  if (size !== start + length) throw damaged(place, t("must have {0} bytes, got {1}", start + length, size));
  const bytes = new Uint8Array(length);
  await handle.read(bytes, 0, length, start);
  if (crc32(bytes) !== header.indexCrc)
    throw damaged(place, t("must have the words that its checksum says, got others"));
  return new WordIndex(header, bytes);
}

class BinaryVectors implements WordVectors {
  readonly dimensions: number;
  readonly count: number;
  readonly fingerprint: string;
  readonly #index: WordIndex;

  constructor(
    private readonly place: Place,
    private readonly handle: FileHandle,
    private readonly header: VectorsHeader,
    { index, head }: { index: WordIndex; head: Buffer },
  ) {
    this.dimensions = header.dimensions;
    this.count = header.count;
    this.#index = index;
    // The header has the checksums of all the rest.
    this.fingerprint = createHash("sha256").update(head).digest("hex");
  }

  has(word: string): boolean {
    return this.#index.rowOf(word) !== undefined;
  }

  async vectorOf(word: string): Promise<Float32Array | undefined> {
    const row = this.#index.rowOf(word);
    if (row === undefined) return undefined;
    const length = rowBytes(this.header);
    const bytes = new Uint8Array(length);
    const { bytesRead } = await this.handle.read(bytes, 0, length, HEADER_BYTES + row * length);
    const vector = bytesRead === length ? decodeRow(bytes) : undefined;
    if (vector === undefined) throw damaged(this.place, t("must have the vector of {0} that its checksum says", word));
    return vector;
  }

  suggestionsFor(word: string, most: number): readonly string[] {
    return nearWords(this.#index.ofNearLength(word.length), word, most);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

const damaged = (place: Place, what: string) =>
  fault("damaged-vectors", place.path, t("{0}; install the word vectors again", what));
