/** How sure to be before overfitting is reported. */
export interface OverfittingRule {
  /** Epochs, at least, for which the validation loss stays up. */
  patience: number;
  /** Share of the lowest validation loss by which it must be exceeded. */
  margin: number;
}

/**
 * The epoch from which a network only learns its training examples by heart.
 *
 * Let b be the epoch of the lowest validation loss. The answer is the first epoch e > b from which the validation loss
 * stays, to the last epoch and for at least `patience` epochs, above its minimum by more than both `margin` of it and
 * four times its noise; and the training loss, averaged over those epochs, is below that of b. The noise is a robust
 * standard deviation of the second differences, in which a steady trend cancels out: median |v₍ᵢ₋₁₎ − 2vᵢ + v₍ᵢ₊₁₎| ·
 * 1.4826 / √6. Loss rather than accuracy, because it rises first.
 *
 * @param validationLoss one an epoch, nats
 * @param trainLoss one an epoch, nats
 * @returns epoch, from 1; undefined where it was not found
 * @see Prechelt, Early Stopping — But When?, Neural Networks: Tricks of the Trade, 1998
 */
export function overfittingFrom(
  validationLoss: readonly number[],
  trainLoss: readonly number[],
  { patience, margin }: OverfittingRule = { patience: 3, margin: 0.05 },
): number | undefined {
  const lowest = Math.min(...validationLoss);
  const best = validationLoss.indexOf(lowest);
  const bar = lowest + Math.max(margin * Math.abs(lowest), 4 * noiseOf(validationLoss));
  const start = validationLoss.findLastIndex((loss) => !(loss > bar)) + 1;
  if (best === -1 || validationLoss.length - start < patience) return undefined;
  const after = trainLoss.slice(start);
  const mean = after.reduce((sum, loss) => sum + loss, 0) / after.length;
  return mean < (trainLoss[best] ?? -Infinity) ? start + 1 : undefined;
}

function noiseOf(values: readonly number[]): number {
  const bends = values.slice(2).map((value, i) => Math.abs((values[i] ?? 0) - 2 * (values[i + 1] ?? 0) + value));
  const median = bends.toSorted((left, right) => left - right)[Math.floor(bends.length / 2)] ?? 0;
  return (median * 1.4826) / Math.sqrt(6);
}
