/**
 * What can be said of a classifier's predictions where nobody knows the labels. Neither proves that they are right: a
 * classifier may be certain and wrong. Entropy alone is lowest where all examples fall into one class; information asks
 * for predictions that are certain and differ.
 *
 * @see Grandvalet & Bengio, Semi-supervised Learning by Entropy Minimization, NeurIPS 2004
 * @see Krause, Perona & Gomes, Discriminative Clustering by Regularized Information Maximization, NeurIPS 2010
 */
import { logSoftmax } from "./classification";

export interface LabelFree {
  /** Mean over the examples of −Σⱼ pⱼ log pⱼ: nats, 0..log C; lower is more certain. */
  entropyNats: number;
  /** Mutual information of example and class, H(mean p) − mean H(p): nats, 0..log C; higher is better. */
  informationNats: number;
  /** Share of the examples in the class that most of them fall into, 1/C..1. */
  commonest: number;
}

/**
 * @param logits one row an example
 * @returns undefined where there are no examples
 */
export function labelFree(logits: readonly (readonly number[])[]): LabelFree | undefined {
  const classes = logits[0]?.length ?? 0;
  const total = new Array<number>(classes).fill(0);
  const counts = new Array<number>(classes).fill(0);
  let entropy = 0;
  for (const row of logits) {
    const logP = logSoftmax(row);
    const p = logP.map(Math.exp);
    entropy += entropyOf(p);
    p.forEach((share, j) => (total[j] = (total[j] ?? 0) + share));
    const predicted = row.indexOf(Math.max(...row));
    counts[predicted] = (counts[predicted] ?? 0) + 1;
  }
  const n = logits.length;
  if (n === 0) return undefined;
  const entropyNats = entropy / n;
  const informationNats = Math.max(0, entropyOf(total.map((sum) => sum / n)) - entropyNats);
  return { entropyNats, informationNats, commonest: Math.max(...counts) / n };
}

/** Nats; 0 log 0 counts as 0. */
const entropyOf = (p: readonly number[]): number =>
  p.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
