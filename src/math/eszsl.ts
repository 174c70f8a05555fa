/**
 * ESZSL, a zero-shot classifier in closed form. An example x scores a class of signature s by xᵀ V s, with
 *
 *     V = (X Xᵀ + γ I)⁻¹ X Y Sᵀ (S Sᵀ + λ I)⁻¹
 *
 * X [features, n] holds the training examples, S [attributes, classes] the signatures of their classes, and Y [n,
 * classes] is 1 for an example's own class and −1 elsewhere. V minimises
 * ‖Xᵀ V S − Y‖² + γ ‖V S‖² + λ ‖Xᵀ V‖² + γ λ ‖V‖². Scores need no Y, so unseen classes only need their signatures.
 *
 * @see Romera-Paredes & Torr, An embarrassingly simple approach to zero-shot learning, ICML 2015, equation 3
 */
import { choleskySolver } from "./cholesky";

/** What the closed form needs of the training examples, however many there are. */
export interface EszslSums {
  features: number;
  /** X Xᵀ, [features, features], row-major; its lower half alone is filled, for it is symmetric. */
  gram: Float64Array;
  /** Of each class, the sum of its examples, [features]. */
  classSums: readonly Float64Array[];
}

/** No examples yet. */
export const emptySums = (features: number, classes: number): EszslSums => ({
  features,
  gram: new Float64Array(features * features),
  classSums: Array.from({ length: classes }, () => new Float64Array(features)),
});

/**
 * Counts an example in.
 *
 * @param x [features]
 * @throws RangeError if it has other features, or a class that there is not
 */
export function addExample({ features, gram, classSums }: EszslSums, x: ArrayLike<number>, label: number): void {
  const sum = classSums[label];
  if (sum === undefined || x.length !== features) {
    throw new RangeError(`an example of ${features} features and a class below ${classSums.length} is needed`);
  }
  for (let i = 0; i < features; i++) {
    const value = x[i] ?? 0;
    sum[i] = (sum[i] ?? 0) + value;
    for (let j = 0; j <= i; j++) {
      gram[i * features + j] = (gram[i * features + j] ?? 0) + value * (x[j] ?? 0);
    }
  }
}

/** The sums of two sets of examples together. */
export const addSums = (left: EszslSums, right: EszslSums): EszslSums => ({
  features: left.features,
  gram: left.gram.map((value, i) => value + (right.gram[i] ?? 0)),
  classSums: left.classSums.map((sum, label) => sum.map((value, i) => value + (right.classSums[label]?.[i] ?? 0))),
});

/**
 * @param signatures of each class, in the order of the sums, [attributes]
 * @param gamma γ, above 0
 * @returns V for any λ above 0, [features, attributes], row-major; the factoring for γ is shared
 * @throws RangeError if there is not one signature a class, or if γ or λ is not above 0
 */
export function eszsl(
  { features, gram, classSums }: EszslSums,
  signatures: readonly ArrayLike<number>[],
  gamma: number,
): (lambda: number) => Float64Array {
  if (signatures.length !== classSums.length) {
    throw new RangeError(`each of ${classSums.length} classes needs a signature, got ${signatures.length}`);
  }
  const attributes = signatures[0]?.length ?? 0;
  const left = choleskySolver(ridge(gram, features, gamma), features);
  const half = left(agreement({ features, classSums }, signatures, attributes), attributes);
  const outer = new Float64Array(attributes * attributes);
  for (const signature of signatures) {
    for (let a = 0; a < attributes; a++) {
      for (let b = 0; b < attributes; b++) {
        outer[a * attributes + b] = (outer[a * attributes + b] ?? 0) + (signature[a] ?? 0) * (signature[b] ?? 0);
      }
    }
  }
  // The right factor is symmetric: V (S Sᵀ + λ I) = H is (S Sᵀ + λ I) Vᵀ = Hᵀ.
  return (lambda) => {
    const right = choleskySolver(ridge(outer, attributes, lambda), attributes);
    return transposed(right(transposed(half, features, attributes), features), attributes, features);
  };
}

/** X Y Sᵀ, [features, attributes]: with Y of ±1, column c of X Y is twice the sum of the class less that of all. */
function agreement(
  { features, classSums }: Pick<EszslSums, "features" | "classSums">,
  signatures: readonly ArrayLike<number>[],
  attributes: number,
): Float64Array {
  const all = new Float64Array(features);
  for (const sum of classSums) for (let i = 0; i < features; i++) all[i] = (all[i] ?? 0) + (sum[i] ?? 0);
  const product = new Float64Array(features * attributes);
  classSums.forEach((sum, label) => {
    for (let i = 0; i < features; i++) {
      const value = 2 * (sum[i] ?? 0) - (all[i] ?? 0);
      for (let a = 0; a < attributes; a++) {
        const at = i * attributes + a;
        product[at] = (product[at] ?? 0) + value * (signatures[label]?.[a] ?? 0);
      }
    }
  });
  return product;
}

function ridge(matrix: Float64Array, size: number, strength: number): Float64Array {
  if (!(strength > 0)) throw new RangeError(`gamma and lambda must be above 0, got ${strength}`);
  const result = Float64Array.from(matrix);
  for (let i = 0; i < size; i++) result[i * size + i] = (result[i * size + i] ?? 0) + strength;
  return result;
}

function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = matrix[i * columns + j] ?? 0;
  }
  return result;
}
