/** What labels say of clusters that were found without them. */
import { t } from "@vscode/l10n";
import { agreement, contingency } from "../../math/cluster-agreement";
import type { ReportPart } from "../../protocol/report";
import type { Examples } from "../../training/examples";
import type { Examination } from "../../training/trial";
import type { Grouped } from "./outcome";

/** @param tests the target's examples with their labels; no figures where they have none, or all the same */
export function examination(
  { examples, counts, clusters, count }: Grouped,
  tests: Examples | undefined,
  classes: readonly string[],
): Examination {
  if (tests?.hasLabels !== true || classes.length < 2) return { figures: {} };
  const clusterOf = new Map(clusters.map((cluster, at) => [examples.rowOf(counts.kept[at] ?? -1), cluster]));
  const { labels } = tests;
  const grouped = [...labels].flatMap((label, index) => {
    const cluster = clusterOf.get(tests.rowOf(index));
    return cluster === undefined ? [] : [{ cluster, label }];
  });
  const table = contingency(
    grouped.map(({ cluster }) => cluster),
    grouped.map(({ label }) => label),
    { clusters: count, classes: classes.length },
  );
  return { figures: { ...agreement(table) }, parts: [classesPart(table, classes)] };
}

/** Classes of a cluster that are named at most. */
const MOST_CLASSES = 5;

function classesPart(table: readonly (readonly number[])[], classes: readonly string[]): ReportPart {
  return {
    type: "table",
    id: "clusters-and-classes",
    title: t("Clusters and classes"),
    describe: t(
      "How many examples of each class a cluster has, the most frequent ones first; first seed. The clusters were found without them.",
    ),
    columns: [{ title: t("Examples") }, { title: t("Classes") }],
    rows: table.map((row, cluster) => {
      const present = row
        .map((count, label) => ({ count, name: classes[label] ?? "" }))
        .filter(({ count }) => count > 0);
      const named = present.sort((a, b) => b.count - a.count).slice(0, MOST_CLASSES);
      const rest = present.length > MOST_CLASSES ? ", …" : "";
      return {
        title: String(cluster + 1),
        cells: [
          String(row.reduce((sum, count) => sum + count, 0)),
          named.map(({ count, name }) => `${name} ${count}`).join(", ") + rest,
        ],
      };
    }),
  };
}
