/** The network of an arm: heads on a shared trunk, or a network for each task; and what of it serves which task. */
import { weightedLayers } from "../../models/summarize";
import { withSeparateTrunks, withTaskHeads, type HeadedNetwork } from "../../models/task-heads";
import { Network, type LayerPlan, type SourceModel } from "../../training/network";
import { tf } from "../../training/tf";
import type { TaskForm } from "../../training/trial";

export interface Layers {
  headed: HeadedNetwork;
  /** Nothing is copied: nobody has trained the network yet. */
  plan: LayerPlan;
}

/**
 * @param source an architecture with one head, its last layer
 * @param tasks in the order of the outputs
 * @param shares whether they share a trunk
 */
export function layersFor(
  source: Pick<SourceModel, "topology" | "summary">,
  tasks: readonly TaskForm[],
  shares: boolean,
): Layers {
  const { topology, summary } = source;
  const given = { topology, head: summary.head, weighted: weightedLayers(summary) };
  const headed = shares ? withTaskHeads(given, tasks) : withSeparateTrunks(given, tasks);
  return { headed, plan: headed.weighted.map((name) => ({ name, state: "new" as const })) };
}

export class JointNetwork {
  private constructor(
    readonly network: Network,
    private readonly headed: HeadedNetwork,
    private readonly tasks: readonly TaskForm[],
  ) {}

  static async create(
    source: Pick<SourceModel, "topology" | "summary">,
    tasks: readonly TaskForm[],
    { seed, shares }: { seed: number; shares: boolean },
  ): Promise<JointNetwork> {
    const { headed, plan } = layersFor(source, tasks, shares);
    const network = await Network.create({ source: { topology: headed.topology, weights: new Map() }, plan, seed });
    return new JointNetwork(network, headed, tasks);
  }

  /** Maps examples to the output of a task. */
  partFor(task: number): tf.LayersModel {
    return this.network.after(undefined, task);
  }

  /** Weights that all tasks train, from input to output; none where each has its own network. */
  get shared(): tf.Variable[] {
    return this.headed.shared.flatMap((layer) => this.network.trainableWeights(layer).map(({ variable }) => variable));
  }

  /** The kernel of the last layer that all tasks share. */
  get lastShared(): tf.Variable {
    const kernels = this.headed.shared.flatMap((layer) =>
      this.network.trainableWeights(layer).flatMap(({ name, variable }) => (name.endsWith("kernel") ? [variable] : [])),
    );
    const last = kernels.at(-1);
    if (last === undefined) throw new Error("the tasks share no layer with a kernel");
    return last;
  }

  /** Weights that one task trains alone. */
  ownOf(task: number): tf.Variable[] {
    const name = this.tasks[task]?.name;
    return this.network.plan
      .filter((layer) => this.headed.partOf(layer.name) === name)
      .flatMap((layer) => this.network.trainableWeights(layer.name).map(({ variable }) => variable));
  }

  /**
   * A pass in training. Tasks that share a trunk go through it as one batch, so that batch normalisation sees what it
   * will stand for at inference.
   *
   * @param examples of each task, the same number of each
   * @returns for each task [n, outputs], of its own examples
   */
  forward(examples: readonly tf.Tensor[], noise: tf.Tensor1D): tf.Tensor2D[] {
    const { network, headed } = this;
    return network.withNoise(noise, () => {
      if (headed.shared.length === 0) {
        return examples.map((some, task) => flat(only(this.partFor(task).call([some], { training: true })), some));
      }
      const outputs = network.model.call([tf.concat([...examples])], { training: true });
      return listed(outputs).map((output, task) => {
        const count = examples[task]?.shape[0] ?? 0;
        return output.slice([task * count], [count]).as2D(count, -1);
      });
    });
  }
}

const listed = (outputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] => (Array.isArray(outputs) ? outputs : [outputs]);

const flat = (output: tf.Tensor, examples: tf.Tensor): tf.Tensor2D => output.as2D(examples.shape[0], -1);

function only(outputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const [first] = listed(outputs);
  if (first === undefined) throw new Error("a task has an output");
  return first;
}
