/** The layers of a network as the diagram shows them: what becomes of each, and where its weights come from. */
import type { LayerSummary } from "../models/layer-summary";
import type { LayerView } from "../protocol/view";
import type { LayerState } from "./types";

/** @param plan the state of each layer with weights @param partOf the task whose column or head a layer belongs to */
export function viewsOf(
  layers: readonly LayerSummary[],
  plan: readonly { name: string; state: LayerState }[],
  partOf: (layer: string) => string | undefined = () => undefined,
): LayerView[] {
  const states = new Map(plan.map(({ name, state }) => [name, state]));
  return layers.map((layer, index): LayerView => {
    const { name, kind, outputShape, parameters } = layer;
    const state = states.get(name);
    const part = partOf(name);
    const reads = unusualReads(layer, layers[index - 1]);
    return {
      name,
      kind,
      outputShape: [...outputShape],
      parameters,
      origin: state === undefined ? "none" : state === "new" ? "new" : "copied",
      training: state === undefined ? "none" : state === "frozen" ? "frozen" : "trained",
      ...(part === undefined ? {} : { part }),
      ...(reads === undefined ? {} : { reads }),
    };
  });
}

/** What it reads, unless that is the layer before it. */
function unusualReads({ reads = [] }: LayerSummary, before: LayerSummary | undefined): string[] | undefined {
  const isUsual = reads.length === 0 || (reads.length === 1 && reads[0] === before?.name);
  return isUsual ? undefined : [...reads];
}
