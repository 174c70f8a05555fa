/** What the numbers of examples of the classes of a data set say: an uneven share misleads accuracy, a single example cannot be tested. */

export interface ClassCount {
  readonly name: string;
  readonly count: number;
}

/** From here on a classifier gains more by always naming the largest class than by telling the smallest. */
const UNEVEN = 10;

export interface ClassBalance {
  /** Of all classes. */
  readonly total: number;
  /** Where the largest class has at least ten times the examples of the smallest. */
  readonly uneven?: { readonly largest: ClassCount; readonly smallest: ClassCount };
  /** Classes with one example: there is none left to test or to validate with. */
  readonly single: readonly string[];
}

/** @param classes in any order; classes without examples count too */
export function classBalance(classes: readonly ClassCount[]): ClassBalance {
  const total = classes.reduce((sum, { count }) => sum + count, 0);
  const single = classes.filter(({ count }) => count === 1).map(({ name }) => name);
  const [first, ...others] = classes;
  if (first === undefined) return { total, single };
  const largest = others.reduce((best, one) => (one.count > best.count ? one : best), first);
  const smallest = others.reduce((least, one) => (one.count < least.count ? one : least), first);
  const isUneven = largest.count > smallest.count && largest.count >= UNEVEN * smallest.count;
  return { total, single, ...(isUneven && { uneven: { largest, smallest } }) };
}
