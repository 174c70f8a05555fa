/**
 * What a classifier makes of an example, as a point among words: f(x) = Σ_t p_t s(y_t) / Σ_t p_t over the T labels that
 * it holds most probable, where s(y) is the word vector of a label.
 *
 * With T = 1 it is the word of the best label; with all labels it is the mean of all words under p.
 *
 * @param probabilities p, one a label of the classifier, 0 or above
 * @param vectors s, one a label, of one length; undefined for a label that no word stands for, which is passed over
 * @param top T, 1 or above; ties go to the label that comes first
 * @returns f(x), of the length of the vectors; all 0 where no label among the best has any probability
 * @throws RangeError if the lists differ in length, T is below 1, or no label has a vector
 * @see Norouzi et al., Zero-Shot Learning by Convex Combination of Semantic Embeddings, ICLR 2014
 */
export function convexCombination(
  probabilities: readonly number[],
  vectors: readonly (readonly number[] | undefined)[],
  top: number,
): number[] {
  if (probabilities.length !== vectors.length) {
    throw new RangeError(`each label needs a probability, got ${probabilities.length} for ${vectors.length}`);
  }
  if (!(top >= 1)) throw new RangeError(`top must be 1 or above, got ${top}`);
  const known = vectors.flatMap((vector, label) =>
    vector === undefined ? [] : [{ vector, share: probabilities[label] ?? 0 }],
  );
  const [first] = known;
  if (first === undefined) throw new RangeError("no label has a vector");
  const best = known.sort((a, b) => b.share - a.share).slice(0, top);
  const total = best.reduce((sum, { share }) => sum + share, 0);
  return first.vector.map((_, axis) => {
    const sum = best.reduce((mixed, { vector, share }) => mixed + share * (vector[axis] ?? 0), 0);
    return total === 0 ? 0 : sum / total;
  });
}
