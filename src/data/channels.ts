/** Brings the pixels of a picture to another number of channels. */

/** Whether pictures of `from` channels can be brought to `to`. */
export const canConvertChannels = (from: number, to: number): boolean =>
  from === to || (from === 1 && to === 3) || (from === 3 && to === 1);

/**
 * Grey becomes colour by repetition; colour becomes grey by its luma, (299 R + 587 G + 114 B) / 1000 (ITU-R BT.601),
 * as Pillow and TensorFlow do it.
 *
 * @param values pixel after pixel, `from` values each
 * @throws RangeError for a pair that `canConvertChannels` refuses
 */
export function convertChannels(values: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return values;
  if (!canConvertChannels(from, to)) throw new RangeError(`cannot bring ${from} channels to ${to}`);
  const pixels = values.length / from;
  const result = new Float32Array(pixels * to);
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (from === 1) {
      result.fill(values[pixel] ?? 0, pixel * 3, pixel * 3 + 3);
    } else {
      const [red = 0, green = 0, blue = 0] = [values[pixel * 3], values[pixel * 3 + 1], values[pixel * 3 + 2]];
      result[pixel] = (299 * red + 587 * green + 114 * blue) / 1000;
    }
  }
  return result;
}
