/**
 * GradNorm: weights of losses that let tasks train at similar rates. With Gᵢ = ‖∇_W wᵢLᵢ‖ = wᵢ‖∇_W Lᵢ‖ for the last
 * shared weights W, and the relative inverse training rate rᵢ = (Lᵢ/Lᵢ(0)) / mean over tasks of it,
 *
 *     target   Gᵢ* = mean over tasks of G · rᵢ^α
 *     loss     Σᵢ |Gᵢ − Gᵢ*|
 *     ∂/∂wᵢ    sign(Gᵢ − Gᵢ*) · ‖∇_W Lᵢ‖
 *
 * The target is a constant: no gradient passes through it. After each step the weights are renormalised to their number.
 *
 * @see Chen et al., GradNorm: Gradient Normalization for Adaptive Loss Balancing, ICML 2018
 */

/** Lists have one value a task. */
export interface GradNormTasks {
  /** wᵢ, 0 or above. */
  weights: readonly number[];
  /** ‖∇_W Lᵢ‖ of the loss without its weight. */
  gradientNorms: readonly number[];
  /** Lᵢ now, 0 or above. */
  losses: readonly number[];
  /** Lᵢ(0) at the first step, above 0. */
  initialLosses: readonly number[];
}

export interface GradNorm {
  /** Gᵢ*. */
  targetNorms: number[];
  loss: number;
  /** ∂loss/∂wᵢ; 0 where a norm is on its target. */
  gradient: number[];
}

/**
 * @param alpha α, 0 or above: how strongly rates are drawn together; at 0 all norms are drawn to their mean
 * @throws RangeError if lists differ in length or a value is outside its range
 */
export function gradNorm(tasks: GradNormTasks, alpha: number): GradNorm {
  check(tasks, alpha);
  const { weights, gradientNorms, losses, initialLosses } = tasks;
  const norms = gradientNorms.map((norm, i) => (weights[i] ?? 0) * norm);
  const remaining = losses.map((loss, i) => loss / (initialLosses[i] ?? 1));
  const [meanNorm, meanRemaining] = [mean(norms), mean(remaining)];
  // Where every task has come to 0, none is behind the others.
  const rates = remaining.map((value) => (meanRemaining === 0 ? 1 : value / meanRemaining));
  const targetNorms = rates.map((rate) => meanNorm * rate ** alpha);
  const excess = norms.map((norm, i) => norm - (targetNorms[i] ?? 0));
  return {
    targetNorms,
    loss: excess.reduce((sum, value) => sum + Math.abs(value), 0),
    gradient: excess.map((value, i) => Math.sign(value) * (gradientNorms[i] ?? 0)),
  };
}

/**
 * Weights whose sum is their number, so that the learning rate keeps its meaning. A weight that a step has made negative
 * counts as 0; it would turn descent into ascent.
 *
 * @throws RangeError if no weight is above 0
 */
export function renormalizedTaskWeights(weights: readonly number[]): number[] {
  const kept = weights.map((weight) => Math.max(0, weight));
  const total = kept.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError(`a task weight must be above 0, got ${weights.join(", ")}`);
  return kept.map((weight) => (weight * kept.length) / total);
}

/**
 * One step down the gradient of the logarithms of the weights, renormalised:
 *
 *     wᵢ ← wᵢ · exp(−η · wᵢ · ∂loss/∂wᵢ / mean over tasks of G)
 *
 * The paper steps the weights themselves. Their gradients are as large as the tasks' own, so that no rate suits a task in
 * grams and one in tons, and a step too long makes a weight negative. In logarithms, and relative to the mean norm, a
 * rate means the same whatever the losses are scaled by, and weights stay above 0.
 *
 * @param rate η, above 0
 * @returns weights whose sum is their number
 */
export function steppedTaskWeights(tasks: GradNormTasks, alpha: number, rate: number): number[] {
  const { gradient } = gradNorm(tasks, alpha);
  const meanNorm = mean(tasks.weights.map((weight, i) => weight * (tasks.gradientNorms[i] ?? 0)));
  const stepped = tasks.weights.map((weight, i) =>
    meanNorm === 0 ? weight : weight * Math.exp((-rate * weight * (gradient[i] ?? 0)) / meanNorm),
  );
  return renormalizedTaskWeights(stepped);
}

function check({ weights, gradientNorms, losses, initialLosses }: GradNormTasks, alpha: number): void {
  if (!(alpha >= 0)) throw new RangeError(`alpha must be 0 or above, got ${alpha}`);
  for (const list of [gradientNorms, losses, initialLosses]) {
    if (list.length !== weights.length) {
      throw new RangeError(`each of ${weights.length} tasks needs one value in each list, got ${list.length}`);
    }
  }
  const low = [...weights, ...gradientNorms, ...losses].find((value) => !(value >= 0));
  if (low !== undefined) throw new RangeError(`weights, norms and losses must be 0 or above, got ${low}`);
  const start = initialLosses.find((value) => !(value > 0));
  if (start !== undefined) throw new RangeError(`initial losses must be above 0, got ${start}`);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
