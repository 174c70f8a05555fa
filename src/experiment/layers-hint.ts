/** The layers that a rule of the file means, with what they give and how many weights they have. */
import picomatch from "picomatch";
import type { LayerSummary } from "../models/layer-summary";
import type { KnownNetwork } from "./known-network";
import type { Experiment, LayerState } from "./types";

export interface LayersHint {
  kind: "layers";
  /** What the rule says becomes of them. */
  state: LayerState;
  layers: readonly HintedLayer[];
}

interface HintedLayer {
  name: string;
  /** Null where a side is not known, empty where nothing is. */
  outputShape: readonly (number | null)[];
  /** Undefined where they depend on what is not known yet. */
  parameters: number | undefined;
  /** What becomes of it, which another rule may decide. */
  state: LayerState;
}

type Plan = readonly { name: string; state: LayerState }[];

/** @returns undefined where the rule means no layer with weights */
export function layersHint(
  { pattern, state: asked }: Experiment["layers"][number],
  known: KnownNetwork,
  plan: Plan,
): LayersHint | undefined {
  const matches = picomatch(pattern);
  const meant = plan.filter(({ name }) => name === pattern || matches(name));
  if (meant.length === 0) return undefined;
  const { layers } = known.network;
  return {
    kind: "layers",
    state: asked,
    layers: meant.flatMap(({ name, state }) => {
      const layer = layers.find((one) => one.name === name);
      return layer === undefined ? [] : [hinted(layer, state, known)];
    }),
  };
}

function hinted(layer: LayerSummary, state: LayerState, known: KnownNetwork): HintedLayer {
  const { name, outputShape, parameters, isEstimate } = layer;
  const plain = { name, state, outputShape, parameters: isEstimate === true ? undefined : parameters };
  return name === known.network.head ? ofTarget(plain, known) : plain;
}

/** The head of the target has an output for each of its classes. */
function ofTarget(head: HintedLayer, { network, targetClasses }: KnownNetwork): HintedLayer {
  if (head.state !== "new") return head;
  const wanted = targetClasses?.length;
  const isKnown = wanted !== undefined && network.outputs > 0 && head.parameters !== undefined;
  if (!isKnown || head.parameters === undefined) {
    const outputShape = [...head.outputShape.slice(0, -1), wanted ?? null];
    return { ...head, outputShape, parameters: undefined };
  }
  return {
    ...head,
    outputShape: [...head.outputShape.slice(0, -1), wanted],
    parameters: (head.parameters / network.outputs) * wanted,
  };
}
