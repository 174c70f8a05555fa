/** UCI handwritten digits of the PyPI package `scikit-learn`, as one folder of PNG pictures a digit. */
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { parse } from "csv-parse/sync";
import sharp from "sharp";
import { z } from "zod";

const side = 8;
/** The pictures count black points in blocks of 4x4. */
const white = 16;

/** 64 grey values, row by row, then the digit. */
const rowSchema = z.array(z.coerce.number().int().min(0).max(white)).length(side * side + 1);

/**
 * @param packageFolder the unpacked wheel
 * @param to folder for `<digit>/<row>.png`, which is made
 */
export async function writeUciDigits(packageFolder: string, to: string): Promise<void> {
  const file = path.join(packageFolder, "sklearn", "datasets", "data", "digits.csv.gz");
  const text = await promisify(gunzip)(await readFile(file));
  const rows = z.array(rowSchema).parse(parse(text));
  for (const [index, row] of rows.entries()) {
    const folder = path.join(to, String(row.at(-1)));
    await mkdir(folder, { recursive: true });
    const grey = Uint8Array.from(row.slice(0, -1), (value) => Math.round((value * 255) / white));
    await sharp(grey, { raw: { width: side, height: side, channels: 1 } })
      .toColourspace("b-w")
      .png({ compressionLevel: 9 })
      .toFile(path.join(folder, `${String(index).padStart(4, "0")}.png`));
  }
}
