/** Stretches of a list that repeat a pattern, one right after the other. Pure. */

export interface Repeat {
  readonly start: number;
  /** Entries of the pattern. */
  readonly period: number;
  readonly times: number;
}

const LONGEST_PERIOD = 40;
const LEAST_TIMES = 3;
/** A stretch of fewer entries is not worth folding. */
const LEAST_ENTRIES = 6;

/** @param kinds `undefined` belongs to no pattern @returns stretches that do not overlap, from the first on the longest */
export function repeatsOf(kinds: readonly (string | undefined)[]): Repeat[] {
  const found: Repeat[] = [];
  for (let start = 0; start < kinds.length;) {
    const longest = longestAt(kinds, start);
    if (longest !== undefined) found.push(longest);
    start += longest === undefined ? 1 : longest.period * longest.times;
  }
  return found;
}

/** The shortest pattern of those that cover most. */
function longestAt(kinds: readonly (string | undefined)[], start: number): Repeat | undefined {
  let longest: Repeat | undefined;
  for (let period = 1; period <= LONGEST_PERIOD && start + period * LEAST_TIMES <= kinds.length; period++) {
    const times = timesAt(kinds, start, period);
    const covered = period * times;
    if (times < LEAST_TIMES || covered < LEAST_ENTRIES) continue;
    if (longest === undefined || covered > longest.period * longest.times) longest = { start, period, times };
  }
  return longest;
}

function timesAt(kinds: readonly (string | undefined)[], start: number, period: number): number {
  let end = start;
  while (kinds[end] !== undefined && kinds[end] === kinds[end < start + period ? end : end - period]) end++;
  return Math.floor((end - start) / period);
}
