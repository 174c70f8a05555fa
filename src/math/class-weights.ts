/**
 * Weights that let every class count the same: w_c = n / (k · n_c), with n examples in the k classes that have any.
 * Their mean over the examples is 1, so the loss keeps its scale.
 *
 * @param labels class index of each training example
 * @param classes how many classes there are
 * @returns one a class; 0 for a class without examples
 * @see King & Zeng, Logistic Regression in Rare Events Data, Political Analysis 9(2), 2001
 */
export function classWeights(labels: ArrayLike<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of Array.from(labels)) counts[label] = (counts[label] ?? 0) + 1;
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : labels.length / (present * count)));
}
