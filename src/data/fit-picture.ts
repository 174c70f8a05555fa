/** The last step of every picture on its way into training: channels, size, range. */
import { convertChannels } from "./channels";
import { resampler } from "./resample";
import type { PictureShape } from "./types";

/** Values are row-major [height, width, channels]. */
type FitPicture = (values: Uint8Array | Float32Array) => Float32Array;

/**
 * Prepares to bring pictures of one shape to another.
 *
 * @param white the value of white: 255 for bytes, 1 for values that are in 0..1 already
 * @returns a function to values in 0..1, the overshoot of resampling cut off
 * @throws RangeError for channels that cannot be converted
 */
export function pictureFitter(from: PictureShape, to: PictureShape, white: 1 | 255): FitPicture {
  const sameSize = from[0] === to[0] && from[1] === to[1];
  // Resampling is the work, so it is done on as few channels as possible.
  const channels = Math.min(from[2], to[2]);
  const resize = sameSize ? undefined : resampler([from[0], from[1], channels], to[0], to[1]);
  return (values) => {
    const few = convertChannels(new Float32Array(values), from[2], channels);
    const fitted = convertChannels(resize === undefined ? few : resize(few), channels, to[2]);
    for (let i = 0; i < fitted.length; i++) fitted[i] = Math.min(1, Math.max(0, (fitted[i] ?? 0) / white));
    return fitted;
  };
}
