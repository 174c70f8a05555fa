/** A network of several columns or heads: what all of them share, and each column by the task it is for. Pure. */
import type { LayerView } from "../src/protocol/view";

export interface LayerColumn {
  /** The name of the task. */
  readonly part: string;
  /** From input to output. */
  readonly layers: readonly LayerView[];
}

export interface LayerGroups {
  /** What belongs to no column and comes before them: all layers of an ordinary network. */
  readonly before: readonly LayerView[];
  /** In the order in which they come in the network, which is that of the tasks. */
  readonly columns: readonly LayerColumn[];
  readonly after: readonly LayerView[];
}

export function groupLayers(layers: readonly LayerView[]): LayerGroups {
  const columns = new Map<string, LayerView[]>();
  const before: LayerView[] = [];
  const after: LayerView[] = [];
  for (const layer of layers) {
    if (layer.part === undefined) {
      (columns.size === 0 ? before : after).push(layer);
      continue;
    }
    const column = columns.get(layer.part);
    if (column === undefined) columns.set(layer.part, [layer]);
    else column.push(layer);
  }
  return { before, columns: [...columns].map(([part, own]) => ({ part, layers: own })), after };
}

/** Its name within its column: `dense1` of `letters/dense1`. */
export function nameInColumn({ name, part = "" }: LayerView): string {
  const own = name.slice(part.length);
  return part !== "" && name.startsWith(part) && /^[/_.-]./.test(own) ? own.slice(1) : name;
}

/** Whether there are columns that need the whole width to stand beside each other: short heads do not. */
export const hasWideColumns = (layers: readonly LayerView[]): boolean => {
  const { columns } = groupLayers(layers);
  return columns.length > 1 && columns.some((column) => column.layers.length > MOST_OF_A_HEAD);
};

/** A head of more layers than this is drawn as a column. */
const MOST_OF_A_HEAD = 2;

/** `frozen`, `trained` or `mixed` weights; nothing for a column without weights. */
export function columnState({ layers }: LayerColumn): "frozen" | "trained" | "mixed" | undefined {
  const trainings = new Set(layers.map(({ training }) => training).filter((training) => training !== "none"));
  if (trainings.size === 2) return "mixed";
  if (trainings.has("frozen")) return "frozen";
  return trainings.has("trained") ? "trained" : undefined;
}
