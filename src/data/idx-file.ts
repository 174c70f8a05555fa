/** Reads one IDX file of unsigned bytes. */
import type { ReadOptions } from "./bytes";
import { isGzip, readBytes } from "./bytes";
import { fault } from "./fault";
import { FixedBytes } from "./fixed-bytes";
import type { Place } from "./place";

interface IdxArray {
  shape: number[];
  /** Row-major. */
  values: Uint8Array;
}

const RULES = {
  labels: { ranks: [1], magic: "0x00000801 (labels)" },
  pictures: { ranks: [3, 4], magic: "0x00000803 or 0x00000804 (pictures)" },
};

/** gzip packs at most 1032 bytes into one. */
const GZIP_LIMIT = 1032;

/** @throws ProblemError for another magic number, or where the file is shorter or longer than its header says */
export async function readIdxFile(place: Place, what: keyof typeof RULES, options: ReadOptions): Promise<IdxArray> {
  let head = Buffer.alloc(0);
  let shape: number[] | undefined;
  let body = new FixedBytes(0, 0);
  for await (const chunk of readBytes(place, options)) {
    if (shape !== undefined) {
      body.push(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    shape = readShape(head, place, what);
    if (shape === undefined) continue;
    const expected = shape.reduce((product, side) => product * side, 1);
    body = new FixedBytes(expected, place.bytes * (isGzip(place.absolute) ? GZIP_LIMIT : 1));
    body.push(head.subarray(4 + 4 * shape.length));
  }
  if (shape === undefined) {
    throw fault("truncated", place.path, `ends inside its header, after ${head.length} bytes; fetch it again`);
  }
  if (body.received !== body.expected) {
    throw fault(
      body.received < body.expected ? "truncated" : "too-long",
      place.path,
      `must have ${body.expected} bytes of values for the shape ${shape.join(" × ")} in its header, ` +
        `got ${body.received}; fetch it again`,
    );
  }
  return { shape, values: body.values };
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
      `must begin with the magic number ${rule.magic}, got 0x${magic.toString(16).padStart(8, "0")}; ` +
        "it is not an IDX file of unsigned bytes",
      "byte 0",
    );
  }
  if (head.length < 4 + 4 * rank) return undefined;
  return Array.from({ length: rank }, (_, axis) => head.readUInt32BE(4 + 4 * axis));
}
