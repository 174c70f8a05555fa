import { logSoftmax } from "./classification";

/**
 * Gradient of the weighted softmax cross-entropy of `classification.ts` with respect to the logits:
 * ∂/∂zᵢⱼ = wᵢ (softmax(zᵢ)ⱼ − tᵢⱼ) / Σᵢ wᵢ.
 *
 * It is also the gradient of the mean KL(t ‖ softmax(z)), which differs from the cross-entropy by the entropy of t alone.
 *
 * @param logits [n, classes]
 * @param targets [n, classes], each row a distribution
 * @param weights [n], 0 or above, not all 0; 1 for each example where left out
 * @returns [n, classes], nats per unit of logit
 */
export function crossEntropyGradient(
  logits: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  weights: readonly number[] = logits.map(() => 1),
): number[][] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return logits.map((row, i) => {
    const share = (weights[i] ?? 0) / total;
    return logSoftmax(row).map((logP, j) => share * (Math.exp(logP) - (targets[i]?.[j] ?? 0)));
  });
}
