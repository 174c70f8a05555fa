/**
 * The other half of sparse coding: better bases for given codes,
 *
 *     min over b of  Σᵢ ‖xᵢ − Σⱼ aᵢⱼ bⱼ‖²  with  ‖bⱼ‖ ≤ 1,
 *
 * basis by basis: with the others held, the best bⱼ is the best one without the bound, brought back into the ball, because
 * the error grows equally fast in all directions from it. So no pass can raise the error. Of the data only two sums are
 * needed, and the objective can be had from them.
 *
 * @see Mairal, Bach, Ponce & Sapiro, Online Learning for Matrix Factorization and Sparse Coding, JMLR 11, 2010, algorithm 2
 */
import { dotProduct, squaredNorm } from "./vectors";

/** What is kept of examples and their codes. */
export interface CodeSums {
  /** Σᵢ aᵢ aᵢᵀ, [bases, bases]. */
  gram: readonly (readonly number[])[];
  /** Σᵢ aᵢ xᵢᵀ, [bases, values]. */
  cross: readonly (readonly number[])[];
  /** Σᵢ ‖xᵢ‖² */
  square: number;
  /** Σᵢ ‖aᵢ‖₁ */
  absolute: number;
}

/**
 * @param bases rows b, each of length 1 at most
 * @param passes over all bases
 * @returns new bases; one that no code uses stays as it is
 */
export function updatedBases(
  bases: readonly (readonly number[])[],
  { gram, cross }: Pick<CodeSums, "gram" | "cross">,
  passes = 1,
): number[][] {
  const next = bases.map((basis) => [...basis]);
  for (let pass = 0; pass < passes; pass++) {
    for (let j = 0; j < next.length; j++) {
      const row = gram[j] ?? [];
      const use = row[j] ?? 0;
      if (use > 0) next[j] = withinBall(minimizerOf(next, j, { row, use, wanted: cross[j] ?? [] }));
    }
  }
  return next;
}

/** b + (wanted − Σ_l row_l b_l) / use */
function minimizerOf(
  bases: readonly (readonly number[])[],
  j: number,
  { row, use, wanted }: { row: readonly number[]; use: number; wanted: readonly number[] },
): number[] {
  const rest = [...wanted];
  row.forEach((weight, l) => {
    if (weight === 0) return;
    const basis = bases[l] ?? [];
    for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] ?? 0) - weight * (basis[i] ?? 0);
  });
  return rest.map((value, i) => (bases[j]?.[i] ?? 0) + value / use);
}

/** The nearest vector of length 1 at most. */
export function withinBall(vector: readonly number[]): number[] {
  const length = Math.sqrt(squaredNorm(vector));
  return length <= 1 ? [...vector] : vector.map((value) => value / length);
}

/** Σᵢ ‖xᵢ − Σⱼ aᵢⱼ bⱼ‖² + β Σᵢ ‖aᵢ‖₁ */
export function objectiveOf(bases: readonly (readonly number[])[], sums: CodeSums, beta: number): number {
  const { gram, cross, square, absolute } = sums;
  const error = bases.reduce((sum, basis, j) => {
    const explained = bases.reduce((part, other, l) => part + (gram[j]?.[l] ?? 0) * dotProduct(basis, other), 0);
    return sum + explained - 2 * dotProduct(basis, cross[j] ?? []);
  }, square);
  return error + beta * absolute;
}
