/**
 * Networks for several tasks, as plain data: one trunk that all share, with a head for each task, or a network for each
 * task that shares the input and nothing else.
 */
import type { LayerNode, Topology } from "./topology";
import { renamed } from "./topology-edits";

/** What its head has to answer. */
export interface HeadedTask {
  name: string;
  predicts: "class" | "number";
  /** Empty where it predicts a number. */
  classes: readonly string[];
}

export interface HeadedNetwork {
  topology: Topology;
  /** Layers with weights, from input to output. */
  weighted: string[];
  /** Those of them that serve all tasks. */
  shared: string[];
  /** Which of the network's outputs answers a task: they have the order of the tasks. */
  outputOf(task: string): number;
  /** The task that a layer serves alone. */
  partOf(layer: string): string | undefined;
}

/** A network of one head, and its layers with weights. */
export interface HeadlessPlan {
  topology: Topology;
  /** Its last layer: a dense one. */
  head: string;
  /** Names of its layers with weights, the head among them. */
  weighted: readonly string[];
}

export const headOf = (task: string): string => `${task}_head`;

/**
 * One trunk for all tasks: the head gives way to one for each task, with as many outputs as it has classes, or one
 * without an activation for a number.
 *
 * @throws RangeError if the head is not the network's last layer
 */
export function withTaskHeads({ topology, head, weighted }: HeadlessPlan, tasks: readonly HeadedTask[]): HeadedNetwork {
  const { trunk, last } = splitAt(topology, head);
  const heads = tasks.map((task) => headFor(last, task));
  const shared = weighted.filter((name) => name !== head);
  return networkOf({ topology, tasks, layers: [...trunk, ...heads], shared, own: (task) => [headOf(task)] });
}

/**
 * The same network once for each task, over one input: layers are called `task/layer`, heads as above.
 *
 * @throws RangeError if the head is not the network's last layer
 */
export function withSeparateTrunks(
  { topology, head, weighted }: HeadlessPlan,
  tasks: readonly HeadedTask[],
): HeadedNetwork {
  const { trunk, last } = splitAt(topology, head);
  const inputs = new Set(topology.config.input_layers.map(([layer]) => layer));
  const nameIn = (task: string) => (layer: string) => (inputs.has(layer) ? layer : `${task}/${layer}`);
  const own = trunk.filter(({ name }) => !inputs.has(name));
  const columns = tasks.map((task) => [...own, headFor(last, task)].map((layer) => renamed(layer, nameIn(task.name))));
  return networkOf({
    ...{ topology, tasks, layers: [...trunk.filter(({ name }) => inputs.has(name)), ...columns.flat()], shared: [] },
    own: (task) => [...weighted.filter((name) => name !== head), headOf(task)].map(nameIn(task)),
  });
}

function splitAt({ config: { layers } }: Topology, head: string): { trunk: readonly LayerNode[]; last: LayerNode } {
  const last = layers.at(-1);
  if (last?.name !== head) throw new RangeError(`${head} must be the last layer to be replaced by heads of tasks`);
  return { trunk: layers.slice(0, -1), last };
}

const headFor = (last: LayerNode, { name, predicts, classes }: HeadedTask): LayerNode => ({
  ...last,
  name: headOf(name),
  config: {
    ...last.config,
    name: headOf(name),
    units: predicts === "number" ? 1 : classes.length,
    activation: predicts === "number" ? "linear" : "softmax",
  },
});

interface Parts {
  topology: Topology;
  tasks: readonly HeadedTask[];
  layers: readonly LayerNode[];
  shared: string[];
  /** The layers with weights that a task has for itself; the last one is its head. */
  own: (task: string) => string[];
}

function networkOf({ topology, tasks, layers, shared, own }: Parts): HeadedNetwork {
  const parts = new Map(tasks.flatMap(({ name }) => own(name).map((layer) => [layer, name] as const)));
  const outputs = tasks.map(({ name }) => [own(name).at(-1) ?? "", 0, 0] as const);
  return {
    topology: { ...topology, config: { ...topology.config, layers, output_layers: outputs } },
    weighted: [...shared, ...parts.keys()],
    shared,
    outputOf(task) {
      const output = tasks.findIndex(({ name }) => name === task);
      if (output < 0) throw new RangeError(`the network has no head for ${task}`);
      return output;
    },
    partOf: (layer) => parts.get(layer),
  };
}
