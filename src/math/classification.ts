/** Figures of a classifier. Rows are examples; a label is an index into the classes. */

/**
 * Natural logarithm of softmax: zⱼ − log Σₖ e^zₖ, shifted by the largest logit so that nothing overflows.
 *
 * @param logits one a class
 */
export function logSoftmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
  return logits.map((logit) => logit - largest - Math.log(total));
}

/**
 * Weighted softmax cross-entropy: Σᵢ wᵢ · −Σⱼ tᵢⱼ log softmax(zᵢ)ⱼ / Σᵢ wᵢ.
 *
 * @param logits [n, classes]
 * @param targets [n, classes], each row a distribution
 * @param weights [n], 0 or above, not all 0; 1 for each example where left out
 * @returns mean nats per example
 */
export function softmaxCrossEntropy(
  logits: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  weights: readonly number[] = logits.map(() => 1),
): number {
  let [loss, total] = [0, 0];
  logits.forEach((row, i) => {
    const weight = weights[i] ?? 0;
    const logProbabilities = logSoftmax(row);
    // 0 · −∞ counts as 0: a class of no weight adds nothing, however unlikely it is.
    const nats = (targets[i] ?? []).reduce((sum, t, j) => (t === 0 ? sum : sum - t * (logProbabilities[j] ?? 0)), 0);
    loss += weight * nats;
    total += weight;
  });
  return loss / total;
}

/**
 * @returns counts; rows are true classes, columns predicted ones
 * @throws RangeError if the lists differ in length
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): number[][] {
  if (labels.length !== predictions.length) {
    throw new RangeError(`each label needs a prediction, got ${labels.length} and ${predictions.length}`);
  }
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) {
    const row = matrix[labels[i] ?? -1];
    const column = predictions[i] ?? -1;
    if (row?.[column] === undefined) throw new RangeError(`row ${i} has a class outside 0..${classes - 1}`);
    row[column] += 1;
  }
  return matrix;
}

/** Share of examples on the diagonal, 0..1; NaN where there are none. */
export function accuracyOf(confusion: readonly (readonly number[])[]): number {
  const total = confusion.flat().reduce((sum, count) => sum + count, 0);
  return confusion.reduce((sum, row, i) => sum + (row[i] ?? 0), 0) / total;
}

/** Share of each class's examples that are recognised, 0..1; undefined for a class without examples. */
export function perClassAccuracy(confusion: readonly (readonly number[])[]): (number | undefined)[] {
  return confusion.map((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return total === 0 ? undefined : (row[i] ?? 0) / total;
  });
}
