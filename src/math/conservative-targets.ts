import { logSoftmax } from "./classification";

/**
 * Targets that keep a network's outputs close to those of the source network: t = (1 − ρ) · onehot(y) + ρ · p_source(x).
 *
 * Up to a constant, cross-entropy to t is (1 − ρ) · cross-entropy to the label + ρ · KL(p_source ‖ p). At ρ = 0 the
 * targets are the labels, at ρ = 1 the source network's outputs, both to the last bit.
 *
 * @param labels [n], class indices
 * @param sourceLogits [n, classes], the source network's outputs on the same inputs
 * @param rho ρ, 0..1
 * @returns [n, classes], each row a distribution
 * @throws RangeError if ρ or a label is outside its range, or if there is not one row of logits a label
 * @see Yu et al., KL-Divergence Regularized Deep Neural Network Adaptation, ICASSP 2013
 */
export function conservativeTargets(
  labels: ArrayLike<number>,
  sourceLogits: readonly (readonly number[])[],
  rho: number,
): number[][] {
  if (!(rho >= 0 && rho <= 1)) throw new RangeError(`rho must lie in 0..1, got ${rho}`);
  if (labels.length !== sourceLogits.length) {
    throw new RangeError(`each label needs a row of logits, got ${labels.length} and ${sourceLogits.length}`);
  }
  return sourceLogits.map((row, i) => {
    const label = labels[i] ?? -1;
    if (row[label] === undefined) throw new RangeError(`row ${i} has a class outside 0..${row.length - 1}`);
    return logSoftmax(row).map((logP, j) => (1 - rho) * (j === label ? 1 : 0) + rho * Math.exp(logP));
  });
}
