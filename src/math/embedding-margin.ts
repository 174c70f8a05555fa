/**
 * Ranking loss of embeddings: an example has to score its own class higher than every other one, by a margin k.
 *
 * With scores f(xⁿ)·g(yᵐ), the hardest negative gives max(0, k − f(xⁿ)·g(yⁿ) + max over m ≠ n of f(xⁿ)·g(yᵐ)); summed
 * negatives give Σ over m ≠ n of max(0, k − f(xⁿ)·g(yⁿ) + f(xⁿ)·g(yᵐ)), never less. Scores that are all the same, as of
 * embeddings that have collapsed, cost k, or (classes − 1) · k.
 *
 * @see Frome et al., DeViSE: A Deep Visual-Semantic Embedding Model, NeurIPS 2013, equation 1 (summed)
 */
export interface MarginSettings {
  /** k, above 0, in units of the scores. */
  margin: number;
  negatives: "hardest" | "summed";
}

/**
 * @param scores [n, classes], those of the classes that compete
 * @param labels [n], the column of each example's own class
 * @param weights [n], 0 or above, not all 0; 1 for each example where left out
 * @returns weighted mean over the examples, 0 or above
 * @throws RangeError if the margin is not above 0, if there is one class only, or if a label has no column
 */
export function embeddingMargin(
  scores: readonly (readonly number[])[],
  labels: ArrayLike<number>,
  { margin, negatives }: MarginSettings,
  weights: readonly number[] = scores.map(() => 1),
): number {
  if (!(margin > 0)) throw new RangeError(`the margin must be above 0, got ${margin}`);
  let [loss, total] = [0, 0];
  scores.forEach((row, i) => {
    const own = row[labels[i] ?? -1];
    if (own === undefined) throw new RangeError(`row ${i} has a class outside 0..${row.length - 1}`);
    if (row.length < 2) throw new RangeError("a margin needs another class");
    const hinges = row.filter((_, j) => j !== labels[i]).map((score) => Math.max(0, margin - own + score));
    const weight = weights[i] ?? 0;
    loss += weight * (negatives === "hardest" ? Math.max(...hinges) : hinges.reduce((sum, hinge) => sum + hinge, 0));
    total += weight;
  });
  return loss / total;
}
