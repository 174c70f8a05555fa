/**
 * The stages of a network: groups of layers with weights between which it can be cut through a single tensor. A layer
 * is a stage of its own, with the batch normalisation behind it; a residual block is one, since a cut inside it would
 * go through its shortcut too. Sweeps count in stages.
 */
import type { Topology } from "./topology";

/**
 * @param weighted names of the layers with weights
 * @returns from input to output; the last one holds the head
 */
export function stagesOf({ config: { layers } }: Topology, weighted: readonly string[]): string[][] {
  const lastReader = new Map<string, number>();
  layers.forEach(({ inbound_nodes: calls }, index) => {
    for (const [name] of calls.flat()) lastReader.set(name, index);
  });
  const stages: string[][] = [];
  const open = new Set<string>();
  let isClean = true;
  layers.forEach(({ name, class_name: kind }, index) => {
    if (weighted.includes(name)) {
      const last = stages.at(-1);
      if (last === undefined || (isClean && kind !== "BatchNormalization")) stages.push([name]);
      else last.push(name);
    }
    open.add(name);
    for (const one of open) if ((lastReader.get(one) ?? -1) <= index) open.delete(one);
    isClean = open.size <= 1;
  });
  return stages;
}
