/** The networks that are measured, as plain data. */
import type { Architecture, LayerSpec } from "../../src/models/architectures";
import { architectureById } from "../../src/models/architectures";

const conv = (name: string, filters: number): LayerSpec => ({ kind: "conv", name, filters, kernel: 3 });
const pool = (name: string): LayerSpec => ({ kind: "max-pool", name, size: 2 });

/** Six convolutions, for the sweep over the number of frozen layers. */
const sixConvs: Architecture = {
  id: "six-convs",
  title: "Six convolutions",
  summary: "A network of the small one's kind, deep enough for a sweep over its layers.",
  input: "image",
  layers: [
    conv("conv1", 16),
    pool("pool1"),
    conv("conv2", 16),
    conv("conv3", 32),
    pool("pool2"),
    conv("conv4", 32),
    conv("conv5", 64),
    pool("pool3"),
    conv("conv6", 64),
    { kind: "global-average-pool", name: "pool" },
  ],
};

/** Its layers with weights below the head, from input to output. */
export const sweptLayers: readonly string[] = sixConvs.layers.flatMap((layer) =>
  layer.kind === "conv" ? [layer.name] : [],
);

/** @throws Error for a name that there is not */
export function benchArchitecture(id: string): Architecture {
  const found = id === sixConvs.id ? sixConvs : architectureById(id);
  if (found === undefined) throw new Error(`there is no architecture "${id}"`);
  return found;
}
