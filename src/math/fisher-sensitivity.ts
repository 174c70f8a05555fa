/**
 * How much a network's outputs depend on each column of a layer, by Fisher information: the larger a column's share,
 * the more the new task uses it. With ĥ = h / σ, the activations brought to one scale,
 *
 *     F(m, m) = E over examples of Σ_y p(y|x) (∂ log p(y|x) / ∂ĥ_m)²
 *     AFS(i, k, m) = F_i^k(m, m) / Σ over columns j of F_i^j(m, m)
 *
 * @see Rusu et al., Progressive Neural Networks, arXiv:1606.04671, 2016, section 3 (average Fisher sensitivity)
 */
import { shares } from "./shares";

/**
 * The diagonal F(m, m) of one column's layer. With σ = 1 it is that of the activations as they are.
 *
 * @param gradients [rows, features], ∂ log p(y|x) / ∂h for an example and a class; either every class of an example is a
 *   row of weight p(y|x), or each example has one row with y drawn from p(y|x)
 * @param weights [rows], 0 or above, not all 0; for all classes they sum to 1 over the rows of an example
 * @param deviations σ, the standard deviation of each feature over the examples
 * @returns one a feature, 0 or above
 * @throws RangeError if a list does not have one value a row or a feature, or if all weights are 0
 */
export function fisherDiagonal(
  gradients: readonly (readonly number[])[],
  weights: readonly number[],
  deviations: readonly number[],
): number[] {
  if (weights.length !== gradients.length || gradients.some((row) => row.length !== deviations.length)) {
    throw new RangeError("each row of gradients needs a weight and each feature a deviation");
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError(`the weights must have a sum above 0, got ${total}`);
  return deviations.map((deviation, m) => {
    const sum = gradients.reduce((part, row, i) => part + (weights[i] ?? 0) * (row[m] ?? 0) ** 2, 0);
    return (deviation ** 2 * sum) / total;
  });
}

/**
 * AFS(i, k, m) of one layer i.
 *
 * @param fisher F(m, m) of each column, [columns, features]
 * @returns [columns, features]; over columns the values of a feature sum to 1; undefined for a feature of no importance
 *   in any column
 * @throws RangeError if columns differ in width: compare their totals then, with `shares`
 */
export function featureSensitivity(fisher: readonly (readonly number[])[]): (number | undefined)[][] {
  const width = fisher[0]?.length ?? 0;
  const other = fisher.find((column) => column.length !== width);
  if (other)
    throw new RangeError(`features are compared between columns of one width, got ${width} and ${other.length}`);
  const byFeature = Array.from({ length: width }, (_, m) => shares(fisher.map((column) => column[m] ?? 0)));
  return fisher.map((_, k) => byFeature.map((columns) => columns?.[k]));
}

/**
 * AFS(i, k) of one layer i: the sum of AFS(i, k, m) over features, as a share of all columns' sums.
 *
 * @param fisher F(m, m) of each column, [columns, features]
 * @returns one a column, sum 1; undefined where nothing depends on this layer
 * @throws RangeError if columns differ in width
 */
export function columnSensitivity(fisher: readonly (readonly number[])[]): number[] | undefined {
  const sums = featureSensitivity(fisher).map((column) => column.reduce<number>((sum, value) => sum + (value ?? 0), 0));
  return shares(sums);
}
