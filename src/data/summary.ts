/** What an open data set says of itself in a list. */
import type { Dataset, DatasetSummary } from "./types";

export const summaryOf = ({ path, kind, classes, count, shape, columns, groups }: Dataset): DatasetSummary => ({
  path,
  kind,
  classes,
  count,
  shape,
  ...(columns && { columns }),
  ...(groups && { groups: { what: groups.what, names: groups.names } }),
});
