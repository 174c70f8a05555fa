/** Small pictures side by side in one, three in a row, on nothing: what a hover shows of a class. */
import type { PictureShape } from "./types";

/** Of a small picture, in pixels; it keeps its proportions inside. */
export const CELL = 72;
const GAP = 4;
const COLUMNS = 3;
/** RGBA. */
const CHANNELS = 4;

export interface SmallPicture {
  readonly height: number;
  readonly width: number;
  /** Row-major [height, width, 3], in 0..1. */
  readonly values: Float32Array;
}

/** The largest size inside a cell that keeps the proportions. */
export function smallSize([height, width]: PictureShape): PictureShape {
  const scale = CELL / Math.max(height, width, 1);
  return [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale)), 3];
}

/** @returns a WebP file */
export async function contactSheet(pictures: readonly SmallPicture[]): Promise<Buffer> {
  const columns = Math.min(COLUMNS, Math.max(1, pictures.length));
  const rows = Math.max(1, Math.ceil(pictures.length / COLUMNS));
  const sheet = { width: columns * (CELL + GAP) - GAP, height: rows * (CELL + GAP) - GAP };
  const pixels = new Uint8Array(sheet.width * sheet.height * CHANNELS);
  for (const [index, picture] of pictures.entries()) {
    const left = (index % COLUMNS) * (CELL + GAP) + Math.floor((CELL - picture.width) / 2);
    const top = Math.floor(index / COLUMNS) * (CELL + GAP) + Math.floor((CELL - picture.height) / 2);
    lay(picture, { pixels, width: sheet.width }, left, top);
  }
  const { default: sharp } = await import("sharp");
  return await sharp(pixels, { raw: { ...sheet, channels: CHANNELS } })
    .webp({ quality: 80 })
    .toBuffer();
}

function lay(
  { height, width, values }: SmallPicture,
  sheet: { pixels: Uint8Array; width: number },
  left: number,
  top: number,
): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * 3;
      const to = ((top + row) * sheet.width + left + column) * CHANNELS;
      for (let channel = 0; channel < 3; channel++)
        sheet.pixels[to + channel] = Math.round(255 * (values[from + channel] ?? 0));
      sheet.pixels[to + 3] = 255;
    }
  }
}
