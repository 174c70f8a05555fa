/**
 * ConSE in tensors: outputs of a classifier become cosines with the words of candidates. Twins over plain numbers:
 * `math/convex-combination.ts`, `math/cosine-ranking.ts`.
 *
 * @see Norouzi et al., Zero-Shot Learning by Convex Combination of Semantic Embeddings, ICLR 2014
 */
import { tf } from "../../training/tf";
import type { EmbeddedName } from "./word-space";

type Directed = Pick<EmbeddedName, "vector">;

export interface WordScores {
  /** One an output of the classifier. */
  labels: readonly Directed[];
  candidates: readonly Directed[];
  /** T, 1 or above. */
  top: number;
}

/**
 * cos(Σ_t p_t s(y_t) / Σ_t p_t, s(candidate)) over the T most probable labels that have a word.
 *
 * @param logits [n, labels]
 * @returns [n, candidates], −1..1; the caller disposes it
 * @throws RangeError if no label or no candidate has a vector
 */
export function wordScores(logits: tf.Tensor2D, { labels, candidates, top }: WordScores): tf.Tensor2D {
  return tf.tidy(() => {
    const known = labels.flatMap(({ vector }, label) => (vector === undefined ? [] : [label]));
    const words = matrixOf(labels.flatMap(({ vector }) => (vector === undefined ? [] : [vector])));
    // Softmax over them alone: the same shares, which do not vanish beside a label that has no word.
    const shares = tf.softmax(tf.gather(logits, tf.tensor1d(known, "int32"), 1));
    const width = words.shape[1];
    const mixed: tf.Tensor2D = top < known.length ? mixOfBest(shares, words, top) : tf.matMul(shares, words);
    const unknown = Array<number>(width).fill(0);
    const named = matrixOf(candidates.map(({ vector }) => vector ?? unknown));
    return tf.matMul(toUnits(mixed), named, false, true).as2D(-1, candidates.length);
  });
}

/** @param shares [n, labels] @param words [labels, width] @returns [n, width] */
function mixOfBest(shares: tf.Tensor2D, words: tf.Tensor2D, top: number): tf.Tensor2D {
  const { values, indices } = tf.topk(shares, top);
  const best = tf.gather(words, indices.as1D()).reshape([...indices.shape, -1]);
  const weights = tf.div(values, tf.sum(values, 1, true));
  return tf.sum(tf.mul(weights.expandDims(2), best), 1).as2D(-1, words.shape[1]);
}

/** @param rows of one length @returns [rows, length] */
function matrixOf(rows: readonly (readonly number[])[]): tf.Tensor2D {
  const width = rows[0]?.length ?? 0;
  if (width === 0) throw new RangeError("no name has a vector");
  return tf.tensor2d(rows.flat(), [rows.length, width]);
}

/** Each row brought to length 1; a row of zeros, which points nowhere, stays. */
const toUnits = (rows: tf.Tensor2D): tf.Tensor2D =>
  tf.divNoNan(rows, tf.norm(rows, 2, 1, true)).as2D(rows.shape[0], rows.shape[1]);
