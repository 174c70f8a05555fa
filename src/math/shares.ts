/**
 * What part of the whole each value is: vₖ / Σⱼ vⱼ.
 *
 * @param values 0 or above
 * @returns shares that sum to 1; undefined where all values are 0, since nothing cannot be shared out
 * @throws RangeError if a value is negative or not finite
 */
export function shares(values: readonly number[]): number[] | undefined {
  const wrong = values.find((value) => !(value >= 0 && value < Infinity));
  if (wrong !== undefined) throw new RangeError(`shares need finite values of 0 or above, got ${wrong}`);
  const total = values.reduce((sum, value) => sum + value, 0);
  return total === 0 ? undefined : values.map((value) => value / total);
}
