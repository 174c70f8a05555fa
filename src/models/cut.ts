/**
 * Where a network can be cut in two: what lies before gives the same for an example in every step, because nothing in
 * it trains. Plain data; `training/frozen-part.ts` runs what lies before, once for each example.
 */
import type { TensorRef, Topology } from "./topology";

export interface Cut {
  /** What the second part reads, in the order of the topology; all of it is computed by the first part. */
  tensors: readonly TensorRef[];
  /** An earlier cut, from whose tensors these are computed; from the network's input where it is left out. */
  after?: Cut;
}

/**
 * Cuts as late as possible.
 *
 * @param isActive whether a layer changes in training, or does something else in training than at inference
 * @param hasWeights a first part in which no layer has any is not worth a cut
 * @returns undefined where no layer with weights lies before the first active one
 */
export function cutBefore(
  topology: Topology,
  isActive: (layer: string) => boolean,
  hasWeights: (layer: string) => boolean,
): Cut | undefined {
  const late = new Set<string>();
  const read = new Map<string, TensorRef>();
  for (const { name, inbound_nodes: calls } of topology.config.layers) {
    const inputs = calls.flatMap((call) => call.map(([layer, node, tensor]): TensorRef => [layer, node, tensor]));
    if (isActive(name) || inputs.some(([layer]) => late.has(layer))) late.add(name);
    if (!late.has(name)) continue;
    for (const input of inputs) if (!late.has(input[0])) read.set(input.join(), input);
  }
  const isWorth = topology.config.layers.some(({ name }) => !late.has(name) && hasWeights(name));
  const givesAll = topology.config.output_layers.every(([layer]) => !late.has(layer));
  return isWorth && !givesAll && read.size > 0 ? { tensors: [...read.values()] } : undefined;
}

/** Whether what lies at a cut can be computed from an earlier one alone. False where the two are the same. */
export function isReachedFrom(topology: Topology, earlier: Cut, { tensors }: Cut): boolean {
  const given = new Set(earlier.tensors.map((tensor) => tensor.join()));
  if (tensors.every((tensor) => given.has(tensor.join()))) return false;
  const callsOf = new Map(topology.config.layers.map(({ name, inbound_nodes: calls }) => [name, calls]));
  const seen = new Set<string>();
  const isReached = (tensor: TensorRef): boolean => {
    if (given.has(tensor.join()) || seen.has(tensor[0])) return true;
    seen.add(tensor[0]);
    const inputs = (callsOf.get(tensor[0]) ?? []).flat();
    return inputs.length > 0 && inputs.every(([layer, node, index]) => isReached([layer, node, index]));
  };
  return tensors.every(isReached);
}
