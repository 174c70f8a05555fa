/** How far the outputs have moved when training is over. */
import { klDivergence } from "../../math/kl-divergence";
import { answers } from "../../training/evaluate";
import { inputsFor, UNCHANGED } from "../../training/inputs";
import type { Network } from "../../training/network";
import type { Trial } from "../../training/trial";
import type { SourceOutputs } from "./source-outputs";

/** @returns mean KL(p_source ‖ p) over the training examples as they are, at inference; nats */
export async function measuredDivergence({
  network,
  trial: { source, services, target, seed },
  sourceOutputs,
}: {
  network: Network;
  trial: Pick<Trial, "source" | "services" | "target" | "seed">;
  sourceOutputs: SourceOutputs;
}): Promise<number> {
  const cut = network.cutFor(network.trainedLayers);
  const frozen = cut && { source, cut, services };
  const inputs = await inputsFor({ examples: target.train, augmentation: null, seed, frozen });
  let nats = 0;
  for await (const { start, count, outputs } of answers(network.after(cut), inputs)) {
    const indices = Int32Array.from({ length: count }, (_, row) => start + row);
    const said = await sourceOutputs.read(indices, UNCHANGED);
    const [ours, theirs] = [outputs.dataSync<"float32">(), said.values];
    outputs.dispose();
    const classes = ours.length / count;
    const row = (values: Float32Array, index: number) =>
      Array.from(values.subarray(index * classes, (index + 1) * classes));
    for (let index = 0; index < count; index++) nats += klDivergence(row(theirs, index), row(ours, index));
  }
  return nats / inputs.count;
}
