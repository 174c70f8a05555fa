/** What a network says of examples, as plain numbers. */
import { outputRows } from "../../training/evaluate";
import { inputsFor, type Frozen } from "../../training/inputs";
import type { tf } from "../../training/tf";
import type { Examples } from "../../training/examples";

export interface Speaker {
  /** Maps examples, or what the frozen part before makes of them, to [n, outputs]. */
  part: tf.LayersModel;
  /** What lies before: it runs once for each example, whatever arms and seeds there are. */
  frozen?: Frozen | undefined;
}

/** @returns [n][outputs], at inference */
export async function outputsFor({ part, frozen }: Speaker, examples: Examples): Promise<number[][]> {
  const inputs = await inputsFor({ examples, augmentation: null, seed: 0, frozen });
  return (await outputRows(part, inputs)).map((row) => Array.from(row));
}
