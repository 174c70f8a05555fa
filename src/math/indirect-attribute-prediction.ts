/**
 * Indirect attribute prediction: a classifier of the classes that were seen says which attributes an example has, and
 * these say which class that was never seen it is.
 *
 * @see Lampert, Nickisch & Harmeling, Learning to Detect Unseen Object Classes by Between-Class Attribute Transfer, CVPR
 *   2009
 */
import { logPrior, type Signatures } from "./direct-attribute-prediction";

/**
 * A classifier that is sure of its class gives attributes of probability 0, and one wrong attribute would rule a class
 * out for good; below this share none is.
 */
export const LEAST_PROBABILITY = 1e-3;

/**
 * p(a_m = 1 | x) = Σ_y p(a_m = 1 | y) p(y | x), where p(a_m = 1 | y) is a_m^y.
 *
 * @param probabilities p(y | x) of each class that was seen
 * @param signatures of these classes
 * @throws RangeError if there is not a signature for each probability
 */
export function attributesOfClasses(probabilities: readonly number[], signatures: Signatures): number[] {
  if (probabilities.length !== signatures.length) {
    throw new RangeError(`each class needs a signature, got ${signatures.length} for ${probabilities.length}`);
  }
  const [first = []] = signatures;
  return first.map((_, m) =>
    signatures.reduce((sum, signature, y) => sum + (signature[m] ?? 0) * (probabilities[y] ?? 0), 0),
  );
}

/**
 * log Π_m p(a_m = a_m^z | x) / p(a_m^z) of each class z, where no probability counts less than `LEAST_PROBABILITY`.
 *
 * @param attributes p(a_m = 1 | x)
 * @param signatures of the classes to choose among
 * @param priors p(a_m = 1), between 0 and 1
 */
export const indirectScores = (
  attributes: readonly number[],
  signatures: Signatures,
  priors: readonly number[],
): number[] =>
  signatures.map((signature) => {
    const evidence = attributes.reduce(
      (sum, probability, m) => sum + Math.log(bounded(signature[m] === 1 ? probability : 1 - probability)),
      0,
    );
    return evidence - logPrior(signature, priors);
  });

const bounded = (probability: number): number =>
  Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, probability));
