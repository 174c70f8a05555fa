/** How far the results of a graph are from those of the plain step. */
import type { TensorValues } from "./native-backend";

/**
 * @returns the largest difference as a share of the largest value, 0 where all bits agree; infinite where one is a
 *   number and the other is not
 */
export function relativeDifference(graph: ArrayLike<number>, plain: ArrayLike<number>): number {
  let difference = 0;
  let largest = 0;
  for (let index = 0; index < plain.length; index++) {
    const [a = NaN, b = NaN] = [graph[index], plain[index]];
    if (Number.isFinite(a) && Number.isFinite(b)) {
      difference = Math.max(difference, Math.abs(a - b));
      largest = Math.max(largest, Math.abs(b));
    } else if (!Object.is(a, b)) return Infinity;
  }
  return difference === 0 ? 0 : difference / Math.max(largest, SMALLEST);
}

/** Below this size differences count absolutely. */
const SMALLEST = 1e-3;

export const largestDifference = (pairs: readonly (readonly [graph: TensorValues, plain: TensorValues])[]): number =>
  pairs.reduce((largest, [graph, plain]) => Math.max(largest, relativeDifference(graph, plain)), 0);
