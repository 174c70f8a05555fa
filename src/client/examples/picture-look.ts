/** Pictures as the page of errors shows them: small, in their proportions, as a PNG inside the message. */
import type { PictureShape } from "../../data/types";
import type { Look } from "../../protocol/examples";

/** Of the longer side, in pixels; smaller pictures are sent as they are, and the page enlarges them. */
const LONGEST = 144;

export function shownSize([height, width, channels]: PictureShape): PictureShape {
  const scale = Math.min(1, LONGEST / Math.max(height, width, 1));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return [side(height), side(width), channels === 1 ? 1 : 3];
}

/** @param values row-major, in 0..1, of 1 or 3 channels */
export async function pictureLook(values: Float32Array, [height, width, channels]: PictureShape): Promise<Look> {
  const { default: sharp } = await import("sharp");
  const pixels = Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  const png = await sharp(pixels, { raw: { width, height, channels: channels === 1 ? 1 : 3 } })
    .png()
    .toBuffer();
  return { kind: "picture", uri: `data:image/png;base64,${png.toString("base64")}`, width, height };
}
