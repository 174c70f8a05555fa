/**
 * Reads picture files: PNG, JPEG, WebP and TIFF through sharp, BMP through `bmp.ts`. Pictures are turned the way up
 * that their EXIF data say, laid on white where they are transparent, and brought to 8 bits a channel.
 */
import type { Sharp } from "sharp";
import { t } from "@vscode/l10n";
import { decodeBmp, isBmp, readBmpHeader } from "./bmp";
import { fault, reasonOf } from "./fault";
import { pictureFitter } from "./fit-picture";
import type { PictureShape } from "./types";

/** Larger ones are refused before they are decoded: 100 megapixels are 300 MB. */
const MAX_PIXELS = 100_000_000;

export const isPictureName = (name: string): boolean => /\.(png|jpe?g|webp|bmp|tiff?)$/i.test(name);

/**
 * The shape of a picture, from its header only.
 *
 * @param bytes the whole file
 * @param file its name for messages
 */
export async function pictureShape(bytes: Buffer, file: string): Promise<PictureShape> {
  const [height, width, channels] = await reading(file, async () => {
    if (isBmp(bytes)) {
      const bmp = readBmpHeader(bytes);
      return [bmp.height, bmp.width, 3] as const;
    }
    const { autoOrient, space } = await (await openSharp(bytes)).metadata();
    return [autoOrient.height, autoOrient.width, space === "b-w" || space === "grey16" ? 1 : 3] as const;
  });
  if (height * width > MAX_PIXELS) {
    throw fault(
      "picture-too-large",
      file,
      t(
        "has {0} × {1} pixels; pictures may have up to {2} megapixels; make it smaller",
        width,
        height,
        MAX_PIXELS / 1e6,
      ),
    );
  }
  return [height, width, channels];
}

/**
 * Sharp shrinks, in native threads. Enlarging is left to `resample`, as sharp's own puts an enlarged picture up to half
 * a pixel off its place; shrunk, the two agree to the rounding of 8 bits.
 *
 * @param size 1 or 3 channels; the picture is stretched to the height and width, by cubic convolution
 * @returns values in 0..1
 * @throws ProblemError where the file is not a whole picture
 */
export async function decodePicture(bytes: Buffer, file: string, size: PictureShape): Promise<Float32Array> {
  const [height, width] = size;
  const [oldHeight, oldWidth] = await pictureShape(bytes, file);
  const { data, info } = await reading(file, async () =>
    (await openSharp(bytes))
      .autoOrient()
      .flatten({ background: "white" })
      .toColourspace("srgb")
      .resize(Math.min(width, oldWidth), Math.min(height, oldHeight), { fit: "fill", kernel: "cubic" })
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true }),
  );
  return pictureFitter([info.height, info.width, info.channels], size, 255)(data);
}

/** Loaded when the first picture is: listing data sets must not load native code. */
async function openSharp(bytes: Buffer): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  const options = { limitInputPixels: MAX_PIXELS, failOn: "error" } as const;
  if (!isBmp(bytes)) return sharp(bytes, options);
  const { width, height, channels, data } = decodeBmp(bytes, MAX_PIXELS);
  return sharp(data, { ...options, raw: { width, height, channels } });
}

async function reading<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fault(
      "unreadable-picture",
      file,
      t("cannot be read as a picture ({0}); replace it or move it out of the folder", reasonOf(error)),
    );
  }
}
