/** What an open data set says of itself in a list. */
import type { Dataset, DatasetSummary } from "./types";

export const summaryOf = (dataset: Dataset): DatasetSummary => {
  const { path, kind, classes, count, shape, columns, groups } = dataset;
  return {
    path,
    kind,
    classes,
    count,
    ...(classes.length > 0 && { counts: countsOf(dataset) }),
    shape,
    ...(columns && { columns }),
    ...(groups && { groups: { what: groups.what, names: groups.names } }),
  };
};

/** How many examples each class has. */
export function countsOf({ classes, labels }: Pick<Dataset, "classes" | "labels">): number[] {
  const counts = classes.map(() => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** The same where only the class of each example is known by its name. */
export function countsByName(classes: readonly string[], of: Iterable<string | undefined>): number[] {
  const counts = new Map<string | undefined, number>();
  for (const name of of) counts.set(name, (counts.get(name) ?? 0) + 1);
  return classes.map((name) => counts.get(name) ?? 0);
}
