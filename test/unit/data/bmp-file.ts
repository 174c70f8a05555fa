/** Builds BMP files for tests. */

export interface Bmp {
  width: number;
  /** Below 0 for a file whose first row is the top one. */
  height: number;
  bits: 1 | 4 | 8 | 16 | 24 | 32;
  /** [blue, green, red] of each entry. */
  palette?: readonly (readonly [number, number, number])[];
  /** The rows as they lie in the file, padding left out. */
  rows: readonly (readonly number[])[];
  /** Masks of red, green, blue and alpha, for 32 bits. */
  masks?: readonly [number, number, number, number];
  compression?: number;
  /** The header of OS/2: 12 bytes, three bytes an entry of the palette. */
  old?: boolean;
}

export function bmp({ width, height, bits, palette = [], rows, masks, compression, old = false }: Bmp): Buffer {
  const headerBytes = old ? 12 : masks === undefined ? 40 : 56;
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(headerBytes, 0);
  if (old) {
    header.writeUInt16LE(width, 4);
    header.writeUInt16LE(height, 6);
    header.writeUInt16LE(1, 8);
    header.writeUInt16LE(bits, 10);
  } else {
    header.writeInt32LE(width, 4);
    header.writeInt32LE(height, 8);
    header.writeUInt16LE(1, 12);
    header.writeUInt16LE(bits, 14);
    header.writeUInt32LE(compression ?? (masks === undefined ? 0 : 3), 16);
    header.writeUInt32LE(palette.length, 32);
    masks?.forEach((mask, index) => header.writeUInt32LE(mask, 40 + 4 * index));
  }
  const colours = Buffer.from(palette.flatMap((entry) => (old ? [...entry] : [...entry, 0])));
  const stride = Math.ceil((width * bits) / 32) * 4;
  const pixels = Buffer.concat(rows.map((row) => Buffer.concat([Buffer.from(row)], stride)));
  const file = Buffer.alloc(14);
  file.write("BM", "latin1");
  file.writeUInt32LE(14 + headerBytes + colours.length, 10);
  return Buffer.concat([file, header, colours, pixels]);
}
