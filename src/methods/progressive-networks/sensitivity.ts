/**
 * How much the newest column uses each column, stage by stage, on some training examples of its task: by noise on a
 * column's activations (average perturbation sensitivity) and by Fisher information (average Fisher sensitivity).
 *
 * @see Rusu et al., Progressive Neural Networks, arXiv:1606.04671, 2016, section 3
 */
import { columnSensitivity } from "../../math/fisher-sensitivity";
import { noisePrecision, type NoisePoint } from "../../math/noise-sensitivity";
import { shares } from "../../math/shares";
import { columnsOf, firstColumn, inColumn, inputOf } from "../../models/columns";
import { stagesOf } from "../../models/stages";
import { summarizeTopology, weightedLayers } from "../../models/summarize";
import type { TensorRef, Topology } from "../../models/topology";
import type { Figures } from "../../protocol/metrics";
import { UNCHANGED } from "../../training/inputs";
import type { Network } from "../../training/network";
import { statelessUniform } from "../../training/stateless-random";
import { tf } from "../../training/tf";
import type { Task } from "../../training/trial";
import { someOf } from "./examined";

const EXAMPLES = 64;
/** Standard deviations of the noise, in those of the activations. */
const DEVIATIONS = [0.25, 0.5, 1, 2, 4, 8, 16];

/** A layer, and what it reads in each column: everything on the way to the output goes through one of these. */
interface Boundary {
  layer: string;
  tensors: readonly TensorRef[];
}

/** @returns `perturbation/<layer>/<task>` and `fisher/<layer>/<task>`: shares of the columns that sum to 1 */
export async function sensitivities(network: Network, task: Task): Promise<Figures> {
  const columns = columnsOf(network.topology);
  const output = columns.length - 1;
  const some = await someOf(task.train, EXAMPLES);
  const [values = new Float32Array()] = await some.read(
    Int32Array.from({ length: some.count }, (_, i) => i),
    UNCHANGED,
  );
  const examples = tf.tensor(values, [some.count, ...(some.shapes[0] ?? [])]);
  const figures: Figures = {};
  for (const { layer, tensors } of boundariesOf(network.topology)) {
    const activations = called(network.before({ tensors }), [examples]);
    const part = network.after({ tensors }, output);
    const logits = (given: tf.Tensor[]): tf.Tensor2D => only(called(part, given)).as2D(some.count, -1);
    const measures = {
      perturbation: perturbationShares({ logits, activations, labels: some.labels }),
      fisher: columnSensitivity(fisherDiagonals(logits, activations)),
    };
    for (const [name, measured] of Object.entries(measures)) {
      columns.forEach((column, place) => {
        const share = measured?.[place];
        if (share !== undefined) figures[`${name}/${layer}/${column}`] = share;
      });
    }
    tf.dispose(activations);
  }
  examples.dispose();
  return figures;
}

function boundariesOf(topology: Topology): Boundary[] {
  const network = firstColumn(topology);
  const stages = stagesOf(network, weightedLayers(summarizeTopology(network))).slice(1);
  return stages.flatMap(([layer]) =>
    layer === undefined
      ? []
      : [{ layer, tensors: columnsOf(topology).map((task) => inputOf(topology, inColumn(task, layer))) }],
  );
}

/** @returns the caller disposes them */
const called = (part: tf.LayersModel, given: tf.Tensor[]): tf.Tensor[] =>
  tf.tidy(() => {
    const outputs = part.call(given, {});
    return (Array.isArray(outputs) ? outputs : [outputs]).map((tensor) => tensor.clone());
  });

function only([tensor]: readonly tf.Tensor[]): tf.Tensor {
  if (tensor === undefined) throw new Error("a task has one output");
  return tensor;
}

type Logits = (activations: tf.Tensor[]) => tf.Tensor2D;

/**
 * The diagonal of the Fisher information of each column's activations, in units of their standard deviations:
 * F(m, m) = σ_m² · E Σ_y p(y|x) (∂ log p(y|x) / ∂h_m)², summed over the places of a feature map. Its twin over plain
 * numbers is `math/fisher-sensitivity.ts`.
 *
 * @param logits of the activations: of an example, they depend on its own activations alone
 * @param activations [n, …] of each column
 * @returns [columns, features]
 */
export function fisherDiagonals(logits: Logits, activations: tf.Tensor[]): number[][] {
  return tf.tidy(() => {
    const probabilities = logits(activations).logSoftmax().exp();
    const [count, classes] = probabilities.shape;
    let sums = activations.map((tensor): tf.Tensor => tf.zerosLike(tensor));
    for (let y = 0; y < classes; y++) {
      const gradients = tf.grads((...given: tf.Tensor[]) =>
        logits(given).logSoftmax().slice([0, y], [count, 1]).sum().asScalar(),
      )(activations);
      const p = probabilities.slice([0, y], [count, 1]);
      sums = sums.map((sum, column) => {
        const gradient = gradients[column];
        if (gradient === undefined) return sum;
        return sum.add(gradient.square().mul(p.reshape([count, ...gradient.shape.slice(1).map(() => 1)])));
      });
    }
    return activations.map((tensor, column) => {
      const variance = tf.moments(tensor, 0).variance;
      const sum = sums[column] ?? tf.zerosLike(tensor);
      const unit = variance.mul(sum.mean(0));
      const features = unit.rank === 3 ? unit.sum([0, 1]) : unit;
      return Array.from(features.dataSync());
    });
  });
}

interface Perturbed {
  logits: Logits;
  activations: tf.Tensor[];
  labels: Int32Array;
}

/** @returns each column's share of Λ; undefined where noise costs nothing */
function perturbationShares({ logits, activations, labels }: Perturbed): number[] | undefined {
  const accuracy = (given: tf.Tensor[]): number =>
    tf.tidy(() => {
      const predicted = logits(given).argMax(1).dataSync();
      return labels.reduce((right, label, row) => right + (predicted[row] === label ? 1 : 0), 0) / labels.length;
    });
  const clean = accuracy(activations);
  const classes = tf.tidy(() => logits(activations).shape[1]);
  const precisions = activations.map((_, column) => {
    const points = DEVIATIONS.map((deviation, place): NoisePoint => {
      const noisy = withNoise(activations, column, { deviation, seed: [column + 1, place + 1] });
      const performance = accuracy(noisy);
      tf.dispose(noisy[column]);
      return { deviation, performance };
    });
    return noisePrecision(points, { clean, chance: 1 / classes });
  });
  return precisions.includes(undefined) ? undefined : shares(precisions.map((precision) => precision ?? 0));
}

/** Gaussian noise on one column, from two uniform numbers each. Box & Muller, Ann. Math. Stat. 29, 1958. */
function withNoise(
  activations: readonly tf.Tensor[],
  column: number,
  { deviation, seed: [first, second] }: { deviation: number; seed: readonly [number, number] },
): tf.Tensor[] {
  return activations.map((tensor, place) => {
    if (place !== column) return tensor;
    return tf.tidy(() => {
      const uniform = (part: number) =>
        statelessUniform(tensor.shape, tf.tensor1d([first * 2 + part, second], "int32"));
      const radius = tf.sub(1, uniform(0)).log().mul(-2).sqrt();
      const noise = radius.mul(
        uniform(1)
          .mul(2 * Math.PI)
          .cos(),
      );
      return tensor.add(noise.mul(tf.moments(tensor, 0).variance.sqrt()).mul(deviation));
    });
  });
}
