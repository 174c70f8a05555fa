/** Epochs at the end that are looked at, as a share of all. */
const TAIL = 0.1;
/** A smaller relative fall counts as settled. */
const FALL = 0.05;
/** Nats; below it there is hardly anything left to learn from the training examples. */
const LEARNT = 0.1;

/**
 * Whether training ended while it was still getting somewhere: the mean training loss over the last tenth of the epochs
 * is at least 5 % below that of the tenth before, and still above 0.1 nats. A control that ends so is not beaten yet.
 *
 * @param trainLoss mean nats of each epoch
 * @returns false for fewer than 4 epochs, too few to tell
 */
export function stillLearning(trainLoss: readonly number[]): boolean {
  if (trainLoss.length < 4) return false;
  const tail = Math.max(2, Math.round(TAIL * trainLoss.length));
  const last = mean(trainLoss.slice(-tail));
  const before = mean(trainLoss.slice(-2 * tail, -tail));
  return last > LEARNT && last < (1 - FALL) * before;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
