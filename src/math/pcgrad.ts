/**
 * PCGrad: each task's gradient loses what points against the others'. For task i, from g = gᵢ, and for the other tasks j
 * in a random order: where g · gⱼ < 0, g ← g − (g · gⱼ / ‖gⱼ‖²) gⱼ. The gⱼ are the original gradients, not the already
 * projected ones. A gradient is that of the whole task, all its weights laid end to end, never of one layer.
 *
 * @see Yu et al., Gradient Surgery for Multi-Task Learning, NeurIPS 2020, algorithm 1
 */
import { type Random, shuffled } from "./random";
import { dotProduct, squaredNorm } from "./vectors";

/**
 * @param gradients [tasks, weights]
 * @param orders for each task, the others in the order in which it meets them
 * @returns [tasks, weights]
 * @throws RangeError if gradients differ in length, or if orders are not one a task or name a task that does not exist
 */
export function projectedGradients(
  gradients: readonly (readonly number[])[],
  orders: readonly (readonly number[])[],
): number[][] {
  if (orders.length !== gradients.length) {
    throw new RangeError(`each of ${gradients.length} tasks needs an order, got ${orders.length}`);
  }
  return gradients.map((own, task) => {
    let projected = [...own];
    for (const other of orders[task] ?? []) {
      const against = gradients[other];
      if (against === undefined) throw new RangeError(`task ${task} meets task ${other}, which does not exist`);
      const product = other === task ? 0 : dotProduct(projected, against);
      if (product >= 0) continue;
      const share = product / squaredNorm(against);
      projected = projected.map((value, i) => value - share * (against[i] ?? 0));
    }
    return projected;
  });
}

/** The step's direction: the sum of the projected gradients. Parameters and errors are those of `projectedGradients`. */
export function pcGrad(gradients: readonly (readonly number[])[], orders: readonly (readonly number[])[]): number[] {
  const projected = projectedGradients(gradients, orders);
  return (projected[0] ?? []).map((_, i) => projected.reduce((sum, gradient) => sum + (gradient[i] ?? 0), 0));
}

/**
 * @param random `randomFor(seed, "projection order", step)`, so that a resumed run draws the same orders
 * @returns for each task, the others in a random order
 */
export function projectionOrders(tasks: number, random: Random): number[][] {
  const all = Array.from({ length: tasks }, (_, task) => task);
  return all.map((task) =>
    shuffled(
      all.filter((other) => other !== task),
      random,
    ),
  );
}
