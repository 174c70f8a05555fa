/**
 * LEEP, how well a source network's outputs predict the target's labels without any training: the mean log-likelihood of
 * the classifier that looks at the source class and answers as the sample did, in nats; 0 at best.
 *
 *     P̂(y, z) = 1/n Σᵢ θ(xᵢ)_z [yᵢ = y]        LEEP = 1/n Σᵢ log Σ_z P̂(yᵢ | z) θ(xᵢ)_z
 *
 * A source class that no example is given at all has no P̂(y | z); it also adds nothing to any sum, and is left out.
 *
 * @see Nguyen, Hassner, Seeger & Archambeau, LEEP: A New Measure to Evaluate Transferability, ICML 2020, equation 2
 */

/**
 * @param probabilities θ of each example: one value a source class, which add up to 1
 * @param labels of the target, one an example
 * @returns nats, at most 0
 * @throws RangeError if there are no examples, or not one label for each
 */
export function leep(probabilities: readonly ArrayLike<number>[], labels: ArrayLike<number>): number {
  const n = probabilities.length;
  if (n === 0 || labels.length !== n) throw new RangeError(`${n} examples need ${n} labels, got ${labels.length}`);
  const sourceClasses = probabilities[0]?.length ?? 0;
  const joint = new Map<number, Float64Array>();
  const marginal = new Float64Array(sourceClasses);
  probabilities.forEach((theta, i) => {
    const row = joint.get(labels[i] ?? 0) ?? new Float64Array(sourceClasses);
    joint.set(labels[i] ?? 0, row);
    for (let z = 0; z < sourceClasses; z++) {
      row[z] = (row[z] ?? 0) + (theta[z] ?? 0);
      marginal[z] = (marginal[z] ?? 0) + (theta[z] ?? 0);
    }
  });
  const likelihood = (theta: ArrayLike<number>, row: Float64Array): number => {
    let sum = 0;
    for (let z = 0; z < sourceClasses; z++) {
      const given = marginal[z] ?? 0;
      if (given > 0) sum += ((row[z] ?? 0) / given) * (theta[z] ?? 0);
    }
    return sum;
  };
  return probabilities.reduce((sum, theta, i) => {
    const row = joint.get(labels[i] ?? 0);
    return sum + (row === undefined ? 0 : Math.log(likelihood(theta, row))) / n;
  }, 0);
}
