/** Whether the weights of a model folder are what its topology and its manifest say. */
import { t } from "@vscode/l10n";
import type { WeightSpec } from "./model-json";
import { readTopology } from "./read-topology";
import { summarizeTopology } from "./summarize";
import type { Topology } from "./topology";

const BYTES = { float32: 4, int32: 4, bool: 1, complex64: 8, string: undefined, uint8: 1, uint16: 2, float16: 2 };

/**
 * @param bytes length of all weight files together
 * @returns the rule that is broken and what was received; undefined where all is well
 */
export function weightsFault(topology: Topology, specs: readonly WeightSpec[], bytes: number): string | undefined {
  const expected = specs.reduce((sum, spec) => sum + bytesOf(spec), 0);
  if (!Number.isNaN(expected) && expected !== bytes)
    return t("its weight files must hold {0} bytes, as model.json says, got {1}", expected, bytes);
  const isNested = (name: string) =>
    topology.config.layers.some((layer) => layer.name === name && readTopology(layer) !== undefined);
  for (const { name, parameters } of summarizeTopology(topology).layers) {
    const found = specs.filter((spec) => spec.name.startsWith(`${name}/`)).reduce((sum, spec) => sum + sizeOf(spec), 0);
    if (parameters > 0 && !isNested(name) && found !== parameters)
      return t("layer {0} must have {1} weights, got {2}", name, parameters, found);
  }
  return undefined;
}

const sizeOf = ({ shape }: WeightSpec): number => shape.reduce((product, side) => product * side, 1);

/** NaN where the values have no fixed size. */
const bytesOf = (spec: WeightSpec): number => sizeOf(spec) * (BYTES[spec.quantization?.dtype ?? spec.dtype] ?? NaN);
