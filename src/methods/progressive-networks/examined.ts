/** What a network says of the examples of a task, by which is seen whether it forgets: accuracy, and the very bits. */
import { createHash } from "node:crypto";
import { evenIndices } from "../../math/even-indices";
import { answers, evaluate } from "../../training/evaluate";
import type { Examples } from "../../training/examples";
import { inputsFor, someOf as selected, type Inputs } from "../../training/inputs";
import type { Network } from "../../training/network";
import type { Task } from "../../training/trial";

/** Examples that are looked at, at most: after each epoch of every later task. */
const AT_MOST = 500;

interface Examined {
  network: Network;
  output: number;
}

/** Validation examples where a task has them. */
const examinedOf = ({ train, validation }: Task): Examples => validation ?? train;

/** @returns 0..1 */
export async function accuracyOn(task: Task, { network, output }: Examined): Promise<number> {
  const { accuracy } = await evaluate(network.after(undefined, output), await someOf(examinedOf(task)));
  return accuracy;
}

/** @returns SHA-256 over the bits of the logits of an output, for some of the examples */
export async function hashOfOutputs(examples: Examples, { network, output }: Examined): Promise<string> {
  const hash = createHash("sha256");
  for await (const { outputs } of answers(network.after(undefined, output), await someOf(examples))) {
    const values = outputs.dataSync();
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    outputs.dispose();
  }
  return hash.digest("hex");
}

/** Some of the examples, as they are; spread over all of them, since those of a class may lie together. */
export async function someOf(examples: Examples, atMost = AT_MOST): Promise<Inputs> {
  const inputs = await inputsFor({ examples, augmentation: null, seed: 0 });
  return selected(inputs, evenIndices(inputs.count, atMost));
}
