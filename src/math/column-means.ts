/**
 * @param rows of one length
 * @returns the mean of each column; none where there are no rows
 */
export function columnMeans(rows: readonly (readonly number[])[]): number[] {
  const [first = []] = rows;
  return first.map((_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0) / rows.length);
}
