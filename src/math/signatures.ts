/**
 * Signatures of classes as vectors that can be compared by their products: each attribute on the scale 0 to 1 and
 * centred, each signature of length 1.
 *
 * Scale and centre are those of the seen classes; an attribute that they all share says nothing and becomes 0 for every
 * class. Without centring, what most classes have would weigh most; without the same length, a class of many attributes
 * would outscore one of few.
 *
 * @param rows [classes, attributes]; those of the seen classes first
 * @param seen how many of the rows are of seen classes, 1 or more
 * @returns [classes, attributes]; a signature that is the mean of the seen ones stays 0
 * @throws RangeError if there are fewer rows than seen classes
 */
export function comparableSignatures(rows: readonly ArrayLike<number>[], seen: number): number[][] {
  if (!(seen >= 1 && seen <= rows.length)) throw new RangeError(`1 to ${rows.length} classes are seen, got ${seen}`);
  const known = rows.slice(0, seen);
  const scales = Array.from(rows[0] ?? [], (_, attribute) => {
    const values = known.map((row) => row[attribute] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / seen;
    return { mean, range: Math.max(...values) - Math.min(...values) };
  });
  return rows.map((row) => {
    const centred = scales.map(({ mean, range }, attribute) =>
      range > 0 ? ((row[attribute] ?? 0) - mean) / range : 0,
    );
    const length = Math.hypot(...centred);
    return length > 0 ? centred.map((value) => value / length) : centred;
  });
}
