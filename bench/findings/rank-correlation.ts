/** How well one ranking agrees with another, and how sure that is. */
import { randomFor } from "../../src/math/random";
import type { Interval } from "../../src/protocol/report";

/**
 * Kendall's τ, each pair weighted by 1/(r₁ + 1) + 1/(r₂ + 1), where r is the rank from the top, 0 first: what is wrong at
 * the top counts more. The mean of that by the ranks of the left list and by those of the right one.
 *
 * @returns −1..1; NaN where one list is all ties
 * @see Vigna, A Weighted Correlation Index for Rankings with Ties, WWW 2015; scipy.stats.weightedtau
 */
export function weightedTau(left: readonly number[], right: readonly number[]): number {
  return (tauBy(left, right) + tauBy(right, left)) / 2;
}

/** By the ranks of the first list; among its ties by those of the second. */
function tauBy(first: readonly number[], second: readonly number[]): number {
  const order = first.map((_, i) => i);
  const at = (list: readonly number[], i: number): number => list[i] ?? 0;
  order.sort((one, two) => at(first, two) - at(first, one) || at(second, two) - at(second, one));
  const weight = new Map(order.map((item, rank) => [item, 1 / (rank + 1)]));
  let [agreed, ofFirst, ofSecond] = [0, 0, 0];
  for (const i of order) {
    for (let j = 0; j < i; j++) {
      const both = (weight.get(i) ?? 0) + (weight.get(j) ?? 0);
      const [one, two] = [Math.sign(at(first, i) - at(first, j)), Math.sign(at(second, i) - at(second, j))];
      agreed += both * one * two;
      ofFirst += both * one * one;
      ofSecond += both * two * two;
    }
  }
  return agreed / Math.sqrt(ofFirst * ofSecond);
}

/** Spearman's ρ: the correlation of the ranks, ties sharing theirs. @returns −1..1; NaN where one list is all ties */
export function spearman(left: readonly number[], right: readonly number[]): number {
  const [one, two] = [ranksOf(left), ranksOf(right)];
  const middle = (left.length - 1) / 2;
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, i) => sum + (value - middle) * ((b[i] ?? 0) - middle), 0);
  return product(one, two) / Math.sqrt(product(one, one) * product(two, two));
}

const ranksOf = (values: readonly number[]): number[] =>
  values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal - 1) / 2;
  });

const DRAWS = 2000;

/**
 * @param statistic of the items that were drawn
 * @returns its value for all of them, with the 95 % percentile interval over items that are drawn with replacement
 */
export function bootstrapped<T>(items: readonly T[], statistic: (drawn: readonly T[]) => number): Interval {
  const random = randomFor("bootstrap", items.length);
  const values = Array.from({ length: DRAWS }, () =>
    statistic(items.map(() => items[random.integer(0, items.length - 1)]).filter((item) => item !== undefined)),
  )
    .filter((value) => !Number.isNaN(value))
    .sort((one, two) => one - two);
  const quantile = (share: number): number => values[Math.round(share * (values.length - 1))] ?? NaN;
  return { mean: statistic(items), low: quantile(0.025), high: quantile(0.975), n: items.length };
}
