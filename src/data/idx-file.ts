/** Reads one IDX file of unsigned bytes. */
import { t } from "@vscode/l10n";
import type { ReadOptions } from "./bytes";
import { isGzip, readBytes } from "./bytes";
import { fault } from "./fault";
import { FixedBytes } from "./fixed-bytes";
import type { Place } from "./place";
import { openPlace } from "./row-place";
import { closingOnFailure, MEMORY_BYTES, type RowStore } from "./row-store";

interface IdxArray {
  shape: number[];
  /** One row an example. */
  rows: RowStore<Uint8Array<ArrayBuffer>>;
}

const RULES = {
  labels: { ranks: [1], magic: () => t("{0} (labels)", "0x00000801") },
  pictures: { ranks: [3, 4], magic: () => t("{0} or {1} (pictures)", "0x00000803", "0x00000804") },
};

/** Of the longest header there is. */
const HEAD_BYTES = 4 + 4 * 4;

/**
 * A large file that is not packed is read where it lies; all else is unpacked once.
 *
 * @throws ProblemError for another magic number, or where the file is shorter or longer than its header says
 */
export const readIdxFile = (place: Place, what: keyof typeof RULES, options: ReadOptions): Promise<IdxArray> =>
  isGzip(place.absolute) || place.bytes <= MEMORY_BYTES ? unpack(place, what, options) : openInPlace(place, what);

/** The dimensions that the header says, without the values. @throws ProblemError like `readIdxFile` for its header */
export async function idxShape(place: Place, what: keyof typeof RULES): Promise<readonly number[]> {
  let head = Buffer.alloc(0);
  for await (const chunk of readBytes(place, {})) {
    head = Buffer.concat([head, chunk]);
    const shape = readShape(head, place, what);
    if (shape !== undefined) return shape;
  }
  return endsInHeader(place, head);
}

async function openInPlace(place: Place, what: keyof typeof RULES): Promise<IdxArray> {
  const file = await openPlace(place, HEAD_BYTES);
  return closingOnFailure(file, async () => {
    const shape = readShape(file.head, place, what) ?? endsInHeader(place, file.head);
    const offset = 4 + 4 * shape.length;
    checkLength(place, shape, file.bytes - offset);
    return Promise.resolve({ shape, rows: file.rows(offset, formOf(shape)) });
  });
}

async function unpack(place: Place, what: keyof typeof RULES, options: ReadOptions): Promise<IdxArray> {
  let head = Buffer.alloc(0);
  let shape: number[] | undefined;
  let body = new FixedBytes(0);
  const closing = { close: () => body.spool.close() };
  return closingOnFailure(closing, async () => {
    for await (const chunk of readBytes(place, options)) {
      if (shape === undefined) {
        head = Buffer.concat([head, chunk]);
        shape = readShape(head, place, what);
        if (shape === undefined) continue;
        body = new FixedBytes(product(shape));
        body.push(head.subarray(4 + 4 * shape.length));
      } else {
        body.push(chunk);
      }
      await body.spool.drain();
    }
    const found = shape ?? endsInHeader(place, head);
    checkLength(place, found, body.received);
    return { shape: found, rows: await body.spool.finish(formOf(found)) };
  });
}

const product = (sides: readonly number[]): number => sides.reduce((total, side) => total * side, 1);

const formOf = ([count = 0, ...sides]: readonly number[]) => ({ type: Uint8Array, width: product(sides), count });

function endsInHeader(place: Place, head: Buffer): never {
  throw fault("truncated", place.path, t("ends inside its header, after {0} bytes; fetch it again", head.length));
}

/** @param received how many bytes of values there are */
function checkLength(place: Place, shape: readonly number[], received: number): void {
  const expected = product(shape);
  if (received === expected) return;
  throw fault(
    received < expected ? "truncated" : "too-long",
    place.path,
    t(
      "must have {0} bytes of values for the shape {1} in its header, got {2}; fetch it again",
      expected,
      shape.join(" × "),
      received,
    ),
  );
}

/** The dimensions, or `undefined` until enough of the header has come. */
function readShape(head: Buffer, place: Place, what: keyof typeof RULES): number[] | undefined {
  if (head.length < 4) return undefined;
  const magic = head.readUInt32BE(0);
  const rank = magic & 0xff;
  const rule = RULES[what];
  if (magic >>> 8 !== 8 || !rule.ranks.includes(rank)) {
    throw fault(
      "wrong-magic",
      place.path,
      t(
        "must begin with the magic number {0}, got 0x{1}; it is not an IDX file of unsigned bytes",
        rule.magic(),
        magic.toString(16).padStart(8, "0"),
      ),
      t("byte {0}", 0),
    );
  }
  if (head.length < 4 + 4 * rank) return undefined;
  return Array.from({ length: rank }, (_, axis) => head.readUInt32BE(4 + 4 * axis));
}
