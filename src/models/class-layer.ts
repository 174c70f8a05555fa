/** A last layer that scores each class by what a network says of an example, for networks that know classes by description. */
import type { LayerNode, Topology } from "./topology";

export const CLASSES = "classes";

/** The same network with a dense layer of softmax behind its output, one unit a class. */
export function withClassLayer({ config, ...rest }: Topology, classes: number): Topology {
  const [[output, node, tensor] = ["", 0, 0]] = config.output_layers;
  const layer: LayerNode = {
    name: CLASSES,
    class_name: "Dense",
    config: {
      name: CLASSES,
      trainable: true,
      units: classes,
      activation: "softmax",
      use_bias: true,
      kernel_initializer: { class_name: "Zeros", config: {} },
      bias_initializer: { class_name: "Zeros", config: {} },
    },
    inbound_nodes: [[[output, node, tensor, {}]]],
  };
  return { ...rest, config: { ...config, layers: [...config.layers, layer], output_layers: [[CLASSES, 0, 0]] } };
}
