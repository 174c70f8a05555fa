/**
 * A training that is only tried out: somebody looks for a learning rate, so the rate of each step is theirs, and so may be
 * the layers that train. A method knows nothing of it: it asks for the rate of a step and gets one.
 */
export interface Rehearsal {
  /** In place of the experiment's. @param step from 0 */
  rateAt(step: number): number;
  /** In place of those that the method's phases train. */
  layers?: readonly string[];
}

/** @param own what the experiment and the method's schedule say */
export const rateOf = (rehearsal: Rehearsal | undefined, own: number, step: number): number =>
  rehearsal === undefined ? own : rehearsal.rateAt(step);
