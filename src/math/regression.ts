/** Figures of a regression: errors in the units of the target. */
export interface RegressionFigures {
  /** Σ (y − ŷ)² / n, squared units of the target. */
  mse: number;
  /** √mse, units of the target. */
  rmse: number;
  /**
   * 1 − Σ (y − ŷ)² / Σ (y − ȳ)²: 1 is perfect, 0 as good as always saying the mean, below 0 worse. Undefined for constant
   * targets, where there is nothing to explain.
   */
  r2: number | undefined;
}

/**
 * Adds up one example after another, so that predictions need not be kept. The spread of the targets is updated around
 * their running mean, which keeps its precision where the mean is far from 0.
 *
 * @see Welford, Note on a Method for Calculating Corrected Sums of Squares and Products, Technometrics 4(3), 1962
 */
export class RegressionTally {
  #examples = 0;
  #squaredErrors = 0;
  #mean = 0;
  #spread = 0;

  add(target: number, prediction: number): void {
    this.#examples += 1;
    this.#squaredErrors += (target - prediction) ** 2;
    const offset = target - this.#mean;
    this.#mean += offset / this.#examples;
    this.#spread += offset * (target - this.#mean);
  }

  /** @returns undefined where there are no examples */
  figures(): RegressionFigures | undefined {
    if (this.#examples === 0) return undefined;
    const mse = this.#squaredErrors / this.#examples;
    const r2 = this.#spread === 0 ? undefined : 1 - this.#squaredErrors / this.#spread;
    return { mse, rmse: Math.sqrt(mse), r2 };
  }
}
