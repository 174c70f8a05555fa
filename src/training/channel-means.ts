/** Mean brightness of each channel over training pictures: what is subtracted before they go into a network. */
import type { Dataset, PictureShape } from "../data/types";
import type { Preprocessing } from "../experiment/types";

export interface TrainingPictures {
  dataset: Dataset;
  /** Those that are trained on. */
  rows: Int32Array;
}

/** Of each data set: enough for a mean to a hundredth. */
const PICTURES = 1000;

/**
 * @param sets each counts the same, however many pictures it has; evenly spread pictures of each are looked at
 * @param size that pictures are brought to
 */
export async function channelMeans(sets: readonly TrainingPictures[], size: PictureShape): Promise<Preprocessing> {
  const channels = size[2];
  const total = new Float64Array(channels);
  for (const { dataset, rows } of sets) {
    const every = Math.max(1, Math.floor(rows.length / PICTURES));
    const values = await dataset.read(rows.filter((_, at) => at % every === 0).subarray(0, PICTURES), size);
    const share = values.length / channels;
    values.forEach((value, at) => {
      total[at % channels] = (total[at % channels] ?? 0) + value / share;
    });
  }
  return { mean: Array.from(total, (sum) => sum / sets.length), std: [1] };
}
