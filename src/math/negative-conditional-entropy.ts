/**
 * NCE, the negative conditional entropy −H(Y | Z) of the target's labels y given the source class z that each example is
 * put into: how much the source's answers say of the target's, in nats; 0 where they say everything.
 *
 *     NCE = Σ_y Σ_z P̂(y, z) log (P̂(y, z) / P̂(z))
 *
 * @see Tran, Nguyen & Hassner, Transferability and Hardness of Supervised Classification Tasks, ICCV 2019, section 4
 */

/**
 * @param labels y, one an example
 * @param sourceClasses z, one an example
 * @returns nats, at most 0 and at least −log of the number of labels
 * @throws RangeError if there are no examples or the lists differ in length
 */
export function negativeConditionalEntropy(labels: ArrayLike<number>, sourceClasses: ArrayLike<number>): number {
  const n = labels.length;
  if (n === 0 || sourceClasses.length !== n) {
    throw new RangeError(`${n} examples need ${n} source classes, got ${sourceClasses.length}`);
  }
  const joint = new Map<string, { z: number; count: number }>();
  const marginal = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const z = sourceClasses[i] ?? 0;
    const pair = `${labels[i]} ${z}`;
    joint.set(pair, { z, count: (joint.get(pair)?.count ?? 0) + 1 });
    marginal.set(z, (marginal.get(z) ?? 0) + 1);
  }
  return [...joint.values()].reduce(
    (sum, { z, count }) => sum + (count / n) * Math.log(count / (marginal.get(z) ?? n)),
    0,
  );
}
