/**
 * Loss of one task, weighted by what the network learns of its noise, s = log σ²:
 *
 *     regression        ½ e^(−s) L + ½ s, least at s = log L
 *     classification      e^(−s) L + ½ s, least at s = log 2L
 *
 * The first term takes weight from noisy tasks, the second keeps s from growing without end. The sum may be negative;
 * that is no error, since s may be.
 *
 * @param kind a regression's L is its mean squared error, a classification's its cross-entropy in nats
 * @param loss L, 0 or above
 * @param s log σ²
 * @see Kendall, Gal & Cipolla, Multi-Task Learning Using Uncertainty to Weigh Losses, CVPR 2018
 */
export function uncertaintyWeighted(kind: TaskKind, loss: number, s: number): UncertaintyWeighted {
  const factor = (kind === "regression" ? 0.5 : 1) * Math.exp(-s);
  return { total: factor * loss + s / 2, factor, slope: 0.5 - factor * loss };
}

export type TaskKind = "regression" | "classification";

export interface UncertaintyWeighted {
  /** What is added to the total loss. */
  total: number;
  /** ∂total/∂L, the weight of the task's loss. */
  factor: number;
  /** ∂total/∂s. */
  slope: number;
}
