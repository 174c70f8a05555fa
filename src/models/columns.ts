/**
 * The network of a progressive network as plain data: a column for each task, all over one input, each with an output of
 * its own. Every layer of a column that has weights, but for those that read the input, also reads what the same layer
 * of each earlier column reads, through an adapter:
 *
 *     h_i^k = f(W h_(i−1)^k + b + U σ(V [α₁ h_(i−1)^1, …, α_(k−1) h_(i−1)^(k−1)] + c))
 *
 * α is a learned scalar an earlier column, V a dense layer or a 1×1 convolution with ReLU that is as wide as the narrower
 * side of W, and U has the form of W, without a bias. All are standard layers, so that anyone can load the network.
 *
 * @see Rusu et al., Progressive Neural Networks, arXiv:1606.04671, 2016, equation 2
 */
import type { Shape } from "./layer-shapes";
import { summarizeTopology } from "./summarize";
import type { LayerNode, TensorRef, Topology } from "./topology";
import { renamed, withOutputs } from "./topology-edits";

interface NewColumn {
  /** Of the task; unique in the network. */
  task: string;
  /** The network of one task that each column is: one input, one output, and a head that is its last layer. */
  network: Topology;
  classes: number;
  /** What each α begins with. */
  scale: number;
}

/** The task whose column a layer belongs to; undefined for the input. */
export const columnOf = (layer: string): string | undefined => {
  const end = layer.indexOf("/");
  return end < 0 ? undefined : layer.slice(0, end);
};

/** Whether a layer with weights is part of an adapter: α, V or U. */
export const isLateral = (layer: string): boolean => /_(adapter|lateral|from_[\w-]+_scale)$/.test(layer);

/** The tasks of the columns, in the order in which they were learnt, which is that of the outputs. */
export const columnsOf = ({ config }: Topology): string[] =>
  config.output_layers.flatMap(([layer]) => columnOf(layer) ?? []);

/** The layer of a column; the input is everyone's. */
export const inColumn = (task: string, layer: string): string => `${task}/${layer}`;

/**
 * @param before columns that are there; none for the first one
 * @returns the network with one more column and one more output
 * @throws RangeError if the task has a column, or if shapes do not fit those of an earlier column
 */
export function addColumn(before: Topology | undefined, column: NewColumn): Topology {
  const { task, classes } = column;
  const earlier = before === undefined ? [] : columnsOf(before);
  if (earlier.includes(task)) throw new RangeError(`there is a column of the task ${task}`);
  const { head } = summarizeTopology(column.network);
  const network = withOutputs(column.network, head, classes);
  const builder = new ColumnBuilder(before, { ...column, network }, earlier);
  for (const layer of network.config.layers) builder.add(layer);
  return builder.topology();
}

/** The network of one task that the columns have been made of: the first one has no adapters. */
export function firstColumn(topology: Topology): Topology {
  const [task = ""] = columnsOf(topology);
  const inputs = topology.config.input_layers.map(([layer]) => layer);
  const own = topology.config.layers.filter(({ name }) => inputs.includes(name) || columnOf(name) === task);
  const layers = own.map((layer) => renamed(layer, withoutColumn));
  const outputs = topology.config.output_layers.slice(0, 1);
  return {
    ...topology,
    config: {
      ...topology.config,
      layers,
      output_layers: outputs.map(([layer, node, tensor]) => [withoutColumn(layer), node, tensor] as const),
    },
  };
}

const withoutColumn = (name: string): string => {
  const task = columnOf(name);
  return task === undefined ? name : name.slice(task.length + 1);
};

/** What a layer of a column reads; without dropout, which does nothing in a column that is frozen. */
export function inputOf({ config }: Topology, layer: string): TensorRef {
  const nodeOf = (wanted: string) => config.layers.find(({ name }) => name === wanted);
  let call = nodeOf(layer)?.inbound_nodes[0]?.[0];
  while (call !== undefined && nodeOf(call[0])?.class_name === "Dropout") call = nodeOf(call[0])?.inbound_nodes[0]?.[0];
  if (call === undefined) throw new RangeError(`there is no layer ${layer} that reads another one`);
  return [call[0], call[1], call[2]];
}

class ColumnBuilder {
  private readonly layers: LayerNode[];
  private readonly inputs: ReadonlySet<string>;
  /** Of the column alone, by its own names. */
  private readonly shapes: ReadonlyMap<string, Shape>;
  /** Of the columns that are there. */
  private readonly earlierShapes: ReadonlyMap<string, Shape>;
  /** The layer that gives what a layer of the plain network gives, where that is not the layer itself. */
  private readonly results = new Map<string, string>();

  constructor(
    private readonly before: Topology | undefined,
    private readonly column: NewColumn,
    private readonly earlier: readonly string[],
  ) {
    this.layers = [...(before?.config.layers ?? [])];
    this.inputs = new Set(column.network.config.input_layers.map(([layer]) => layer));
    this.shapes = shapesOf(column.network);
    this.earlierShapes = before === undefined ? new Map() : shapesOf(before);
  }

  add(layer: LayerNode): void {
    if (this.inputs.has(layer.name)) {
      if (this.before === undefined) this.layers.push(layer);
      return;
    }
    const own = renamed(layer, (name) => this.nameOf(name));
    const [read] = layer.inbound_nodes.flat();
    const isLinear = layer.class_name === "Dense" || layer.class_name === "Conv2D";
    if (this.earlier.length === 0 || !isLinear || read === undefined || this.inputs.has(read[0])) {
      this.layers.push(own);
      return;
    }
    this.layers.push({ ...own, config: { ...own.config, activation: "linear" } });
    this.push(`${own.name}_sum`, "Add", {}, [own.name, this.addLateral(layer, read[0])]);
    const { activation } = layer.config;
    this.results.set(layer.name, `${layer.name}_sum`);
    if (typeof activation !== "string" || activation === "linear") return;
    this.push(`${own.name}_out`, "Activation", { activation }, [`${own.name}_sum`]);
    this.results.set(layer.name, `${layer.name}_out`);
  }

  topology(): Topology {
    const { config } = this.before ?? this.column.network;
    const outputs = this.column.network.config.output_layers.map(([layer]) => [this.nameOf(layer), 0, 0] as const);
    return {
      class_name: "Model",
      config: {
        ...config,
        name: "progressive_network",
        layers: this.layers,
        output_layers: [...(this.before?.config.output_layers ?? []), ...outputs],
      },
    };
  }

  private nameOf(layer: string): string {
    return this.inputs.has(layer) ? layer : inColumn(this.column.task, this.results.get(layer) ?? layer);
  }

  /** @param read what the layer reads in its own column @returns the layer that gives U σ(V …) */
  private addLateral(layer: LayerNode, read: string): string {
    const name = inColumn(this.column.task, layer.name);
    const shape = known(this.shapes.get(read));
    const scaled = this.earlier.map((task) => this.addScaled(name, shape, { task, layer: layer.name }));
    const joined = scaled.length === 1 ? (scaled[0] ?? "") : `${name}_joined`;
    if (scaled.length > 1) this.push(joined, "Concatenate", { axis: -1 }, scaled);
    const isDense = layer.class_name === "Dense";
    const key = isDense ? "units" : "filters";
    const width = Math.min(Number(layer.config[key]), shape.at(-1) ?? 0);
    const projection = isDense ? {} : { kernel_size: [1, 1], strides: [1, 1], padding: "same", dilation_rate: [1, 1] };
    const adapter = { ...layer.config, ...projection, ...projected, [key]: width };
    this.push(`${name}_adapter`, layer.class_name, adapter, [joined]);
    const lateral = { ...layer.config, activation: "linear", use_bias: false };
    this.push(`${name}_lateral`, layer.class_name, lateral, [`${name}_adapter`]);
    return `${name}_lateral`;
  }

  /** α h of an earlier column: a dense layer of one weight over each single value. */
  private addScaled(name: string, shape: readonly number[], from: { task: string; layer: string }): string {
    const topology = this.before;
    if (topology === undefined) throw new Error("the first column has no laterals");
    const [earlier] = inputOf(topology, inColumn(from.task, from.layer));
    const given = known(this.earlierShapes.get(earlier));
    // Channels and features are joined; the places of a feature map have to be the same.
    if (given.slice(0, -1).join() !== shape.slice(0, -1).join() || given.length !== shape.length) {
      throw new RangeError(
        `a lateral of [${given.join(", ")}] from ${earlier} does not fit ${name}, which reads [${shape.join(", ")}]`,
      );
    }
    const base = `${name}_from_${from.task}`;
    const size = given.reduce((product, side) => product * side, 1);
    this.push(`${base}_values`, "Reshape", { target_shape: [size, 1] }, [earlier]);
    this.push(`${base}_scale`, "Dense", scalar(this.column.scale), [`${base}_values`]);
    this.push(`${base}_scaled`, "Reshape", { target_shape: given }, [`${base}_scale`]);
    return `${base}_scaled`;
  }

  private push(name: string, kind: string, config: object, inputs: readonly string[]): void {
    this.layers.push({
      name,
      class_name: kind,
      config: { ...config, name, trainable: true },
      inbound_nodes: [inputs.map((input) => [input, 0, 0, {}] as const)],
    });
  }
}

/** σ of the adapter, and the bias c. */
const projected = {
  activation: "relu",
  use_bias: true,
  kernel_initializer: {
    class_name: "VarianceScaling",
    config: { scale: 2, mode: "fan_in", distribution: "normal", seed: null },
  },
  bias_initializer: { class_name: "Zeros", config: {} },
};

const scalar = (value: number) => ({
  units: 1,
  activation: "linear",
  use_bias: false,
  kernel_initializer: { class_name: "Constant", config: { value } },
});

const shapesOf = (topology: Topology): Map<string, Shape> =>
  new Map(summarizeTopology(topology).layers.map(({ name, outputShape }) => [name, outputShape]));

const known = (shape: Shape | undefined): number[] => (shape ?? []).map((side) => side ?? 0);
