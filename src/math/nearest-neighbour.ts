/**
 * How often the nearest other example is of the same class: the accuracy of a 1-nearest-neighbour classifier, each
 * example left out in its turn. It needs no training and sees structure that no linear classifier sees.
 *
 * Where several are equally near, as with features that are all the same, the share of them that agrees counts.
 *
 * @see Cover & Hart, Nearest Neighbor Pattern Classification, IEEE Transactions on Information Theory 13(1), 1967
 */

/**
 * @param rows features, [n, d]; distances are Euclidean
 * @param labels one a row
 * @returns 0..1
 * @throws RangeError if there are fewer than 2 rows, or not one label for each
 */
export function nearestNeighbourAccuracy(rows: readonly ArrayLike<number>[], labels: ArrayLike<number>): number {
  const n = rows.length;
  if (n < 2 || labels.length !== n) {
    throw new RangeError(`2 rows at least, each with its label, are needed; got ${n} rows and ${labels.length} labels`);
  }
  const distances = rows.map(() => new Float64Array(n));
  rows.forEach((one, i) => {
    for (let j = i + 1; j < n; j++) {
      const distance = squaredDistance(one, rows[j] ?? []);
      for (const [from, to] of [
        [i, j],
        [j, i],
      ] as const) {
        const own = distances[from];
        if (own !== undefined) own[to] = distance;
      }
    }
  });
  const shares = distances.map((own, i) => agreement(own, labels, i));
  return shares.reduce((sum, share) => sum + share, 0) / n;
}

/** Share of the nearest others that have the label of example i. */
function agreement(distances: Float64Array, labels: ArrayLike<number>, i: number): number {
  let nearest = Infinity;
  distances.forEach((distance, j) => {
    if (j !== i && distance < nearest) nearest = distance;
  });
  let [same, all] = [0, 0];
  distances.forEach((distance, j) => {
    if (j === i || distance !== nearest) return;
    all += 1;
    if (labels[j] === labels[i]) same += 1;
  });
  return all === 0 ? 0 : same / all;
}

function squaredDistance(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    sum += difference * difference;
  }
  return sum;
}
