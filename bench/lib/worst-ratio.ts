/** One figure for a target: ours against the fastest of some others, in the group where ours fares worst. */
import type { Group } from "./result";

/**
 * @param isOther picks the others by their titles
 * @returns above 1 where ours is faster than each of them in every group
 * @throws Error where there is no such other
 */
export function worstRatio(groups: readonly Group[], isOther: (title: string) => boolean): number {
  const ratios = groups.flatMap(({ entries }) =>
    entries.flatMap(({ title, ratio }) => (ratio !== undefined && isOther(title) ? [ratio.ofMedians] : [])),
  );
  if (ratios.length === 0) throw new Error("nothing to compare with");
  return Math.min(...ratios);
}
