/**
 * The letters of the fonts that the PyPI package `matplotlib` ships, drawn as MNIST's digits are: white on black, 28x28, within
 * 20x20 pixels. A class has a letter in both cases, so that many of its pictures are nothing alike.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import sharp, { type Sharp } from "sharp";

/** Files without `.ttf`, and the names that the fonts call themselves by. */
const faces: Readonly<Record<string, string>> = {
  DejaVuSans: "DejaVu Sans",
  "DejaVuSans-Bold": "DejaVu Sans Bold",
  "DejaVuSans-BoldOblique": "DejaVu Sans Bold Oblique",
  "DejaVuSans-Oblique": "DejaVu Sans Oblique",
  DejaVuSansMono: "DejaVu Sans Mono",
  "DejaVuSansMono-Bold": "DejaVu Sans Mono Bold",
  "DejaVuSansMono-BoldOblique": "DejaVu Sans Mono Bold Oblique",
  "DejaVuSansMono-Oblique": "DejaVu Sans Mono Oblique",
  DejaVuSerif: "DejaVu Serif",
  "DejaVuSerif-Bold": "DejaVu Serif Bold",
  "DejaVuSerif-BoldItalic": "DejaVu Serif Bold Italic",
  "DejaVuSerif-Italic": "DejaVu Serif Italic",
  STIXGeneral: "STIXGeneral",
  STIXGeneralBol: "STIXGeneral Bold",
  STIXGeneralBolIta: "STIXGeneral Bold Italic",
  STIXGeneralItalic: "STIXGeneral Italic",
  cmb10: "cmb10",
  cmr10: "cmr10",
  cmss10: "cmss10",
  cmti10: "cmti10",
  cmtt10: "cmtt10",
};
const letters = "abcdefghijklmnopqrstuvwxyz";

const side = 28;
/** Of the box that a letter is fitted into. */
const box = 20;
/** So large that shrinking smooths what the font's hints have done to the edges. */
const points = 96;

/**
 * @param packageFolder the unpacked wheel
 * @param to folder for `<letter>/<face>-<case>.png`, which is made
 */
export async function writeFontCharacters(packageFolder: string, to: string): Promise<void> {
  const fonts = path.join(packageFolder, "matplotlib", "mpl-data", "fonts", "ttf");
  for (const letter of letters) {
    await mkdir(path.join(to, letter), { recursive: true });
    for (const [face, name] of Object.entries(faces)) {
      const font = { font: `${name} ${points}`, fontfile: path.join(fonts, `${face}.ttf`) };
      await drawn(letter, font).then((picture) => picture.toFile(path.join(to, letter, `${face}-lower.png`)));
      await drawn(letter.toUpperCase(), font).then((picture) =>
        picture.toFile(path.join(to, letter, `${face}-upper.png`)),
      );
    }
  }
}

async function drawn(text: string, font: { font: string; fontfile: string }): Promise<Sharp> {
  const letter = await sharp({ text: { text, ...font, dpi: 72 } })
    .toColourspace("b-w")
    .resize(box, box, { fit: "inside" })
    .png()
    .toBuffer({ resolveWithObject: true });
  const [left, top] = [Math.floor((side - letter.info.width) / 2), Math.floor((side - letter.info.height) / 2)];
  return sharp({ create: { width: side, height: side, channels: 3, background: "black" } })
    .composite([{ input: letter.data, left, top }])
    .toColourspace("b-w")
    .png({ compressionLevel: 9 });
}
