import { binaryCrossEntropy } from "./binary-cross-entropy";

/**
 * How badly a domain classifier tells two domains apart: logistic loss, the mean over the source's examples plus that
 * over the target's,
 *
 *     L_d = 1/n Σ log(1 + e^z) + 1/n' Σ log(1 + e^(−z'))
 *
 * with z a source and z' a target example's logit of "comes from the target".
 *
 * @param sourceLogits one each source example, at least one
 * @param targetLogits one each target example, at least one
 * @returns nats; 2 log 2 where it cannot tell them apart
 * @see Ganin et al., Domain-Adversarial Training of Neural Networks, JMLR 17(59), 2016, equation 9
 */
export const domainLoss = (sourceLogits: readonly number[], targetLogits: readonly number[]): number =>
  binaryCrossEntropy([sourceLogits], [sourceLogits.map(() => 0)]) +
  binaryCrossEntropy([targetLogits], [targetLogits.map(() => 1)]);
