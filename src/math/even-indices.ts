/**
 * Which of many things to look at where all are too many: at even distances from the first on, since what belongs together
 * may lie together.
 *
 * @param count of all
 * @param most how many are wanted; all where there are no more
 * @returns rising, each below `count`
 */
export function evenIndices(count: number, most: number): number[] {
  const wanted = Math.min(count, most);
  return Array.from({ length: wanted }, (_, index) => Math.floor((index * count) / wanted));
}
