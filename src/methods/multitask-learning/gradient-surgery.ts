/**
 * PCGrad in tensors; its twin over plain numbers is `math/pcgrad.ts`. A projected gradient is a sum of the tasks' own
 * ones, so that it is enough to compute with their products: for task i, from c = eᵢ, for the others j in order, where
 * c · K eⱼ < 0, cⱼ ← cⱼ − (c · K eⱼ) / Kⱼⱼ, with K = G Gᵀ. The step's direction is Σᵢ cᵢ G.
 *
 * @see Yu et al., Gradient Surgery for Multi-Task Learning, NeurIPS 2020, algorithm 1
 */
import { tf } from "../../training/tf";

/** The gradients of one task, a tensor for each shared weight; all of a task together are its gradient. */
type TaskGradient = readonly tf.Tensor[];

/** @returns K [tasks, tasks], Kᵢⱼ = gᵢ · gⱼ; the caller disposes it */
export function gradientProducts(gradients: readonly TaskGradient[]): tf.Tensor2D {
  return tf.tidy(() => {
    const product = (left: TaskGradient, right: TaskGradient): tf.Scalar =>
      left
        .map((tensor, index) => tensor.mul(right[index] ?? 0).sum())
        .reduce((sum, value) => sum.add(value))
        .asScalar();
    const rows = gradients.map((left) => tf.stack(gradients.map((right) => product(left, right))));
    return tf.stack(rows) as tf.Tensor2D;
  });
}

/**
 * @param products K [tasks, tasks]
 * @param orders [tasks, tasks − 1, tasks]: for each task, the others in the order in which it meets them, each as a row
 *   of zeros with a one at its place
 * @returns [tasks], how much of each task's gradient is in the step's direction; the caller disposes it
 */
export function projectedShares(products: tf.Tensor2D, orders: tf.Tensor3D): tf.Tensor1D {
  return tf.tidy(() => {
    const [tasks, meetings] = orders.shape;
    const own = tf.eye(tasks);
    const rows = Array.from({ length: tasks }, (_, task) => {
      let shares = own.slice([task, 0], [1, tasks]).as1D();
      for (let meeting = 0; meeting < meetings; meeting++) {
        const other = orders.slice([task, meeting, 0], [1, 1, tasks]).as1D();
        const against = products.mul(other).sum(1);
        const square = against.mul(other).sum();
        const excess = tf.minimum(shares.mul(against).sum(), 0).div(square.add(TINY));
        shares = shares.sub(other.mul(excess));
      }
      return shares;
    });
    return tf.stack(rows).sum(0).as1D();
  });
}

/** @returns Σ shareᵢ gᵢ, a tensor for each shared weight; the caller disposes them */
export function mixedGradients(gradients: readonly TaskGradient[], shares: tf.Tensor1D): tf.Tensor[] {
  return tf.tidy(() => {
    const each = gradients.map((_, task) => shares.slice([task], [1]).asScalar());
    return (gradients[0] ?? []).map((_, weight) =>
      gradients
        .map((gradient, task) => (gradient[weight] ?? tf.scalar(0)).mul(each[task] ?? 0))
        .reduce((sum, part) => sum.add(part)),
    );
  });
}

/** A task without a gradient is met without a division by zero. */
const TINY = 1e-30;
