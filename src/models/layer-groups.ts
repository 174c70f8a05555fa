/**
 * The layers of a network in groups that a person can look through: of deep networks by the first part of their names
 * (`block3_conv`, `block3_bn` are `block3`), of small ones each layer with weights with those that follow it without.
 */
import type { LayerSummary } from "./layer-summary";

export interface LayerGroup {
  readonly name: string;
  readonly layers: readonly LayerSummary[];
  /** Of all its layers. */
  readonly parameters: number;
}

/** Up to so many layers need no groups by name. */
const FEW_LAYERS = 24;

/** @returns in the order of the network; every layer is in exactly one group */
export function layerGroups(layers: readonly LayerSummary[]): LayerGroup[] {
  const startsGroup = layers.length <= FEW_LAYERS ? startsByWeights : startsByName;
  const groups: LayerSummary[][] = [];
  for (const layer of layers) {
    const last = groups.at(-1);
    if (last === undefined || startsGroup(layer, last)) groups.push([layer]);
    else last.push(layer);
  }
  return groups.map((own) => ({
    name: nameOf(own),
    layers: own,
    parameters: own.reduce((sum, { parameters }) => sum + parameters, 0),
  }));
}

/** Batch normalisation belongs to what it normalises; the input layer stands alone. */
const startsByWeights = (layer: LayerSummary, group: readonly LayerSummary[]): boolean =>
  (layer.parameters > 0 && layer.kind !== "BatchNormalization") || group.every(({ kind }) => kind === "InputLayer");

const startsByName = (layer: LayerSummary, group: readonly LayerSummary[]): boolean =>
  stemOf(layer.name) !== stemOf(group[0]?.name ?? "");

/** `block3` of `block3_project_bn`, `conv2d` of `conv2d_17`. */
const stemOf = (name: string): string => /^[^_/]+/.exec(name)?.[0] ?? name;

const nameOf = (layers: readonly LayerSummary[]): string => {
  const [first] = layers;
  if (first === undefined) return "";
  const stem = stemOf(first.name);
  return layers.length > 1 && layers.every(({ name }) => stemOf(name) === stem) ? stem : first.name;
};
