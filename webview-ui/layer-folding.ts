/**
 * What of a column is drawn: an adapter between columns consists of many small layers, which are one box here, and sums
 * and activations that belong to a layer are part of its box. Pure.
 */
import type { LayerView } from "../src/protocol/view";
import { nameInColumn } from "./layer-columns";

export interface ShownLayer {
  /** Of an adapter its last layer, with the parameters of all. */
  readonly layer: LayerView;
  /** Of all layers that it stands for. */
  readonly names: readonly string[];
  readonly isLateral: boolean;
  /** The tasks whose columns an adapter reads, as far as its layers say. */
  readonly reads: readonly string[];
}

/** α, V and U of Rusu et al. 2016, and the layers that bring them into shape. */
const adapterPart = /^(.+?)_(?:from_(.+)_(?:values|scale|scaled)|joined|adapter|lateral)$/;
/** What follows on a layer whose output an adapter is added to. */
const follower = /^(.+)_(?:sum|out)$/;

export function foldLayers(layers: readonly LayerView[]): ShownLayer[] {
  const known = new Set(layers.map(nameInColumn));
  const groups = new Map<string, LayerView[]>();
  for (const layer of layers) {
    const key = groupOf(layer, known);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [layer]);
    else group.push(layer);
  }
  return [...groups.values()].map(shown);
}

/** Layers with the same one share a box. */
function groupOf(layer: LayerView, known: ReadonlySet<string>): string {
  const own = nameInColumn(layer);
  if (layer.part === undefined) return own;
  const [, adapted] = adapterPart.exec(own) ?? [];
  if (adapted !== undefined) return `adapter of ${adapted}`;
  const [, followed] = follower.exec(own) ?? [];
  return followed !== undefined && layer.parameters === 0 && known.has(followed) ? followed : own;
}

function shown(group: readonly LayerView[]): ShownLayer {
  const own = group.map(nameInColumn);
  const isAdapter = group[0]?.part !== undefined && adapterPart.test(own[0] ?? "");
  const main = isAdapter ? group.at(-1) : group[0];
  if (main === undefined) throw new RangeError("a box stands for one layer or more");
  const parameters = group.reduce((sum, layer) => sum + layer.parameters, 0);
  return {
    layer: { ...main, parameters },
    names: group.map(({ name }) => name),
    isLateral: isAdapter || (main.part !== undefined && /lateral/i.test(main.name)),
    reads: [...new Set(own.flatMap((name) => adapterPart.exec(name)?.[2] ?? []))],
  };
}
