/**
 * How well classes that were seen in training and classes that were not are recognised when all of them are candidates.
 * Accuracies are means over classes, so that a large class counts as much as a small one.
 *
 * @see Chao, Changpinyo, Gong & Sha, An Empirical Study and Analysis of Generalized Zero-Shot Learning, ECCV 2016; Xian,
 *   Lampert, Schiele & Akata, Zero-Shot Learning: A Comprehensive Evaluation, TPAMI 41(9), 2019
 */

/** Examples with a score of each candidate: the first `seen` candidates were seen in training. */
export interface Scored {
  /** [n][candidates] */
  scores: readonly ArrayLike<number>[];
  /** [n], the true candidate of each */
  labels: ArrayLike<number>;
  seen: number;
}

interface GeneralisedAccuracy {
  /** Mean accuracy of the seen classes that have examples; 0 where none has. */
  seen: number;
  /** Of those that were not seen. */
  unseen: number;
  harmonic: number;
}

/** H = 2 s u / (s + u); 0 where both are 0. */
export const harmonicMean = (seen: number, unseen: number): number =>
  seen + unseen === 0 ? 0 : (2 * seen * unseen) / (seen + unseen);

/** Mean of the shares of each class's examples that are recognised, over the classes that have any; NaN without examples. */
export function meanPerClass(labels: ArrayLike<number>, isRight: (example: number) => boolean): number {
  const weights = perClassWeights(labels, () => true);
  return weights.reduce(
    (sum, weight, example) => sum + (isRight(example) ? weight : 0),
    weights.length === 0 ? NaN : 0,
  );
}

/**
 * Calibrated stacking: the largest of s_c(x) − γ · [c was seen] is chosen.
 *
 * @param gamma γ; 0 is without calibration
 */
export function generalisedAccuracy(scored: Scored, gamma: number): GeneralisedAccuracy {
  let [seen, unseen] = [0, 0];
  for (const { threshold, seenShare, unseenShare } of switchesOf(scored)) {
    if (gamma > threshold) unseen += unseenShare;
    else seen += seenShare;
  }
  return { seen, unseen, harmonic: harmonicMean(seen, unseen) };
}

/**
 * The γ of the largest harmonic mean. It is to be found on classes that are held out for it, never on those that judge.
 *
 * @returns midway between the two scores' differences at which examples change sides; 0 where no γ brings anything
 */
export function bestCalibration(scored: Scored): number {
  const switches = switchesOf(scored).sort((a, b) => a.threshold - b.threshold);
  let seen = switches.reduce((sum, { seenShare }) => sum + seenShare, 0);
  let unseen = 0;
  let best = { gamma: 0, harmonic: generalisedAccuracy(scored, 0).harmonic };
  for (const [index, { threshold, seenShare, unseenShare }] of switches.entries()) {
    seen -= seenShare;
    unseen += unseenShare;
    const next = switches[index + 1]?.threshold ?? threshold + 1;
    const harmonic = harmonicMean(Math.max(0, seen), unseen);
    // The tolerance keeps sums of shares in another order from being taken for a gain.
    if (next > threshold && harmonic > best.harmonic + 1e-12) best = { gamma: (threshold + next) / 2, harmonic };
  }
  return best.gamma;
}

/** When an example goes over from its best seen candidate to its best unseen one, and what it then adds and takes away. */
interface Switch {
  /** γ above which the unseen candidate wins. */
  threshold: number;
  /** Share of the accuracy of seen classes that it has below; of unseen ones that it has above. */
  seenShare: number;
  unseenShare: number;
}

function switchesOf({ scores, labels, seen }: Scored): Switch[] {
  const ofSeen = perClassWeights(labels, (label) => label < seen);
  const ofUnseen = perClassWeights(labels, (label) => label >= seen);
  return scores.map((row, example) => {
    const known = bestOf(row, 0, seen);
    const novel = bestOf(row, seen, row.length);
    const label = labels[example];
    return {
      threshold: (row[known] ?? -Infinity) - (row[novel] ?? -Infinity),
      seenShare: label === known ? (ofSeen[example] ?? 0) : 0,
      unseenShare: label === novel ? (ofUnseen[example] ?? 0) : 0,
    };
  });
}

/** What an example counts so that each of the wanted classes that has examples counts the same and all count 1; else 0. */
function perClassWeights(labels: ArrayLike<number>, isWanted: (label: number) => boolean): number[] {
  const counts = new Map<number, number>();
  for (const label of Array.from(labels)) if (isWanted(label)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Array.from(labels, (label) => (isWanted(label) ? 1 / (counts.size * (counts.get(label) ?? 1)) : 0));
}

/** The candidate with the largest score among some, the first of several; −1 where there is none. */
function bestOf(row: ArrayLike<number>, from: number, to: number): number {
  let best = -1;
  for (let candidate = from; candidate < to; candidate++) {
    if (best < 0 || (row[candidate] ?? -Infinity) > (row[best] ?? -Infinity)) best = candidate;
  }
  return best;
}
