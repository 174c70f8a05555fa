/** Hashes of frozen layers before and after training: the proof that nothing moved them. */
import type { Network } from "./network";
import type { TrialOutcome } from "./trial";

/** @returns call `check` after training; equal hashes mean the same bits */
export function proveFrozen(network: Network): { check(): TrialOutcome["frozen"] } {
  const before = new Map(network.frozenLayers.map((layer) => [layer, network.hashOf(layer)]));
  return {
    check: () => [...before].map(([layer, hash]) => ({ layer, before: hash, after: network.hashOf(layer) })),
  };
}
