/**
 * Direct attribute prediction: classifiers of single attributes, learnt on classes that were seen, recognise a class that
 * was never seen by its attributes.
 *
 * @see Lampert, Nickisch & Harmeling, Learning to Detect Unseen Object Classes by Between-Class Attribute Transfer, CVPR
 *   2009
 */
import { columnMeans } from "./column-means";

/** a_m of each class: [classes][attributes], 0 or 1. */
export type Signatures = readonly (readonly number[])[];

/** Attributes that some of the classes have and others lack; no classifier can be learnt of the rest. */
export const variedAttributes = (signatures: Signatures): number[] =>
  columnMeans(signatures).flatMap((mean, attribute) => (mean > 0 && mean < 1 ? [attribute] : []));

/**
 * The last layer of direct attribute prediction over attribute logits l: the score of class z is
 *
 *     Σ_m [log p(a_m = a_m^z | x) − log p(a_m^z)] = Σ_m a_m^z l_m − Σ_m log p(a_m^z) − Σ_m log(1 + e^{l_m})
 *
 * The last sum is the same for all classes, so it changes neither their order nor a softmax over them, and what is left
 * is linear in l.
 *
 * @param signatures of the classes to choose among
 * @param priors p(a_m = 1), between 0 and 1
 * @returns kernel [attributes][classes] and bias [classes]
 * @throws RangeError if a prior is not between 0 and 1, or a signature has another number of attributes
 */
export function directLayer(signatures: Signatures, priors: readonly number[]): { kernel: number[][]; bias: number[] } {
  return {
    kernel: priors.map((_, m) => signatures.map((signature) => signature[m] ?? 0)),
    bias: signatures.map((signature) => -logPrior(signature, priors)),
  };
}

/**
 * log Π_m p(a_m = a_m^z | x) / p(a_m^z) of each class z.
 *
 * @param logits l_m = log p(a_m = 1 | x) − log p(a_m = 0 | x)
 */
export const directScores = (logits: readonly number[], signatures: Signatures, priors: readonly number[]): number[] =>
  signatures.map(
    (signature) =>
      signature.reduce((sum, has, m) => sum - softplus(has === 1 ? -(logits[m] ?? 0) : (logits[m] ?? 0)), 0) -
      logPrior(signature, priors),
  );

/**
 * Σ_m log p(a_m^z)
 *
 * @throws RangeError if a prior is not between 0 and 1, or there is not one for each attribute
 */
export function logPrior(signature: readonly number[], priors: readonly number[]): number {
  if (signature.length !== priors.length) {
    throw new RangeError(`each attribute needs a prior, got ${priors.length} for ${signature.length}`);
  }
  return priors.reduce((sum, prior, m) => {
    if (!(prior > 0 && prior < 1)) throw new RangeError(`a prior must lie between 0 and 1, got ${prior}`);
    return sum + Math.log(signature[m] === 1 ? prior : 1 - prior);
  }, 0);
}

/** log(1 + e^x), for any x. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
