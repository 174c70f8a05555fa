/**
 * In which epochs the health of the layers is measured: as often as it stays under 3 % of the time of a training. It
 * depends on nothing but the experiment, so that a resumed training measures in the same epochs.
 */

/** Examples whose activations are looked at, at most. */
const SAMPLE = 64;
/** Of them for one that is trained on, at most. */
const SHARE = 0.02;
/** Steps for one whose weights are read before and after it, at least. */
const STEPS = 32;

/** Examples that a probe of the units looks at. @param examples that there are */
export const probeSize = (examples: number): number => Math.min(SAMPLE, examples);

/** How many probes of the units an epoch is worth. @param examples that are trained on in it */
export const probesPerEpoch = (examples: number): number => (SHARE * examples) / probeSize(examples);

/** How many looks at a step an epoch is worth. @param steps in it */
export const looksPerEpoch = (steps: number): number => steps / STEPS;

/**
 * True in the first epoch, in the last one that is planned, and in between so often.
 *
 * @param epoch from 1
 * @param perEpoch how many measurements an epoch is worth; every epoch is measured from 1 on
 */
export function isMeasured(epoch: number, { epochs, perEpoch }: { epochs: number; perEpoch: number }): boolean {
  if (epoch === 1 || epoch === epochs) return true;
  return Math.floor(epoch * perEpoch) > Math.floor((epoch - 1) * perEpoch);
}
