/**
 * Decodes uncompressed BMP pictures: 1, 4 and 8 bits with a palette, 24 and 32 bits, bottom-up and top-down, and
 * 32 bits with bit fields of whole bytes (as programs write transparency).
 *
 * Errors are plain `Error`s whose message completes "cannot be read as a picture (…)".
 *
 * @see Microsoft, Bitmap Storage: BITMAPFILEHEADER (14 bytes), then a header that begins with its own size
 */

interface BmpHeader {
  width: number;
  height: number;
  topDown: boolean;
  bitsPerPixel: number;
  /** Byte of the file at which the pixels begin. */
  pixelsAt: number;
  palette: { at: number; entryBytes: 3 | 4; entries: number };
  /** Byte of red, green, blue and alpha in a 32-bit pixel; alpha −1 where there is none. */
  order: readonly [red: number, green: number, blue: number, alpha: number];
}

interface DecodedBmp {
  width: number;
  height: number;
  channels: 3 | 4;
  /** Row-major, top row first. */
  data: Uint8Array;
}

const FILE_HEADER = 14;
const BLUE_GREEN_RED = [2, 1, 0, -1] as const;

export const isBmp = (bytes: Buffer): boolean => bytes.length >= 2 && bytes.toString("latin1", 0, 2) === "BM";

export function readBmpHeader(bytes: Buffer): BmpHeader {
  need(bytes, FILE_HEADER + 12);
  const headerBytes = bytes.readUInt32LE(14);
  const common = { topDown: false, pixelsAt: bytes.readUInt32LE(10), order: BLUE_GREEN_RED };
  const palette = { at: FILE_HEADER + headerBytes, entryBytes: 4, entries: 0 } as const;
  if (headerBytes === 12) {
    const bitsPerPixel = bytes.readUInt16LE(24);
    const size = { width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20) };
    const entries = bitsPerPixel > 8 ? 0 : 2 ** bitsPerPixel;
    return checked({ ...common, ...size, bitsPerPixel, palette: { ...palette, entryBytes: 3, entries } });
  }
  need(bytes, FILE_HEADER + 40);
  const height = bytes.readInt32LE(22);
  const bitsPerPixel = bytes.readUInt16LE(28);
  const compression = bytes.readUInt32LE(30);
  if (!(compression === 0 || (compression === 3 && bitsPerPixel === 32))) {
    throw new Error(`compressed BMP, method ${compression}`);
  }
  const entries = bitsPerPixel > 8 ? 0 : bytes.readUInt32LE(46) || 2 ** bitsPerPixel;
  return checked({
    ...common,
    width: bytes.readInt32LE(18),
    height: Math.abs(height),
    topDown: height < 0,
    bitsPerPixel,
    palette: { ...palette, entries },
    order: compression === 3 ? readBitFields(bytes, headerBytes) : BLUE_GREEN_RED,
  });
}

function checked(header: BmpHeader): BmpHeader {
  const { width, height, bitsPerPixel } = header;
  if (width <= 0 || height === 0) throw new Error(`BMP of ${width} × ${height} pixels`);
  if (![1, 4, 8, 24, 32].includes(bitsPerPixel)) throw new Error(`BMP of ${bitsPerPixel} bits a pixel`);
  return header;
}

/** @throws Error where the file is no such BMP, is cut off, or has more than `maxPixels` */
export function decodeBmp(bytes: Buffer, maxPixels: number): DecodedBmp {
  const header = readBmpHeader(bytes);
  const { width, height, bitsPerPixel } = header;
  if (width * height > maxPixels) throw new Error(`BMP of ${width} × ${height} pixels is too large`);
  const stride = Math.ceil((width * bitsPerPixel) / 32) * 4;
  need(bytes, header.pixelsAt + stride * height);
  need(bytes, header.palette.at + header.palette.entries * header.palette.entryBytes);
  const channels = header.order[3] < 0 ? 3 : 4;
  const data = new Uint8Array(width * height * channels);
  const colour = bitsPerPixel <= 8 ? paletteColour : directColour;
  for (let y = 0; y < height; y++) {
    const rowAt = header.pixelsAt + stride * (header.topDown ? y : height - 1 - y);
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        data[(y * width + x) * channels + channel] = colour(bytes, header, { rowAt, x, channel });
      }
    }
  }
  return { width, height, channels, data };
}

interface Sample {
  rowAt: number;
  x: number;
  channel: number;
}

function directColour(bytes: Buffer, header: BmpHeader, { rowAt, x, channel }: Sample): number {
  return bytes[rowAt + (x * header.bitsPerPixel) / 8 + (header.order[channel] ?? 0)] ?? 0;
}

function paletteColour(bytes: Buffer, header: BmpHeader, { rowAt, x, channel }: Sample): number {
  const { bitsPerPixel, palette } = header;
  const bit = x * bitsPerPixel;
  const shift = 8 - bitsPerPixel - (bit % 8);
  const index = ((bytes[rowAt + (bit >> 3)] ?? 0) >> shift) & (2 ** bitsPerPixel - 1);
  if (index >= palette.entries) throw new Error(`colour ${index} of a palette of ${palette.entries}`);
  return bytes[palette.at + index * palette.entryBytes + (header.order[channel] ?? 0)] ?? 0;
}

/** Masks follow the first 40 bytes of the header; the one of alpha is there only in longer headers. */
function readBitFields(bytes: Buffer, headerBytes: number): BmpHeader["order"] {
  need(bytes, FILE_HEADER + 52);
  const alpha = headerBytes >= 56 ? byteOfMask(bytes.readUInt32LE(FILE_HEADER + 52)) : -1;
  const [red, green, blue] = [40, 44, 48].map((at) => byteOfMask(bytes.readUInt32LE(FILE_HEADER + at)));
  if (red === undefined || green === undefined || blue === undefined || Math.min(red, green, blue) < 0) {
    throw new Error("BMP without a mask for each colour");
  }
  return [red, green, blue, alpha];
}

function byteOfMask(mask: number): number {
  if (mask === 0) return -1;
  const byte = [0xff, 0xff00, 0xff0000, 0xff000000].indexOf(mask);
  if (byte < 0) throw new Error(`BMP with the bit mask 0x${mask.toString(16)}`);
  return byte;
}

function need(bytes: Buffer, length: number): void {
  if (bytes.length < length) throw new Error(`BMP of ${bytes.length} bytes that should have ${length}`);
}
