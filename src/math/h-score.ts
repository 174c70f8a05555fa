/**
 * H-score, how far the classes lie apart in some features, compared with how far the features spread:
 *
 *     H = tr(cov(f)⁻¹ cov(E[f | y]))
 *
 * At least 0, and at most the number of classes less 1. With fewer examples than features cov(f) cannot be inverted, and H
 * is the rank whatever the labels are. There the covariance is shrunk towards a multiple of the identity by the part δ
 * that Ledoit and Wolf derive, and cov(E[f | y]) by the same part:
 *
 *     Σ_δ = (1 − δ) cov(f) + δ μ I,  μ = tr(cov(f)) / d,        H_δ = tr(Σ_δ⁻¹ (1 − δ) cov(E[f | y]))
 *
 * @see Bao et al., An Information-Theoretic Approach to Transferability in Task Transfer Learning, ICIP 2019
 * @see Ibrahim, Ponomareva & Mazumder, Newer is not always better, ECML PKDD 2022, section 4
 * @see Ledoit & Wolf, A well-conditioned estimator for large-dimensional covariance matrices, JMVA 88(2), 2004
 */
import { columnMeans } from "./column-means";
import { spectrum, type Direction } from "./spectrum";
import { squaredNorm } from "./vectors";

/**
 * @param rows features, [n, d]
 * @param labels one a row
 * @param shrunk whether the covariance is shrunk; where rows are fewer than features by default
 * @returns 0 where features or labels are all the same
 * @throws RangeError if there are no rows, or not one label for each
 */
export function hScore(
  rows: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  shrunk: boolean = rows.length < (rows[0]?.length ?? 0),
): number {
  const n = rows.length;
  if (n === 0 || labels.length !== n) throw new RangeError(`${n} rows need ${n} labels, got ${labels.length}`);
  const all = rows.map((row) => Array.from(row));
  const means = columnMeans(all);
  const centred = all.map((row) => row.map((value, j) => value - (means[j] ?? 0)));
  const directions = spectrum(centred);
  const features = means.length;
  const part = shrunk ? shrinkage(centred, directions) : 0;
  const mean = directions.reduce((sum, { squared }) => sum + squared / n, 0) / features;
  return directions.reduce((sum, { squared, left }) => {
    const between = (squared / n) * sharesBetween(left, labels);
    return sum + ((1 - part) * between) / ((1 - part) * (squared / n) + part * mean);
  }, 0);
}

/** Σ over the classes of (Σ of u within the class)² / its size: the share of a direction that lies between classes. */
function sharesBetween(left: ArrayLike<number>, labels: ArrayLike<number>): number {
  const sums = new Map<number, { sum: number; count: number }>();
  for (let i = 0; i < left.length; i++) {
    const label = labels[i] ?? 0;
    const { sum, count } = sums.get(label) ?? { sum: 0, count: 0 };
    sums.set(label, { sum: sum + (left[i] ?? 0), count: count + 1 });
  }
  return [...sums.values()].reduce((total, { sum, count }) => total + (sum * sum) / count, 0);
}

/** δ of Ledoit and Wolf, 0..1, from centred rows and their σ². */
function shrinkage(centred: readonly (readonly number[])[], directions: readonly Direction[]): number {
  const [n, features] = [centred.length, centred[0]?.length ?? 1];
  const trace = directions.reduce((sum, { squared }) => sum + squared / n, 0);
  const ofSquares = directions.reduce((sum, { squared }) => sum + (squared / n) ** 2, 0);
  const spread = centred.reduce((sum, row) => sum + squaredNorm(row) ** 2, 0) / n;
  const distance = (ofSquares - (trace * trace) / features) / features;
  const error = Math.min((spread - ofSquares) / (n * features), distance);
  return error <= 0 || distance <= 0 ? 0 : error / distance;
}
