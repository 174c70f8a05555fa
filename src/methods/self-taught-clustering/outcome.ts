/** What a search has found, for people: the clusters as a file, what is typical of each, and how the objective fell. */
import { t } from "@vscode/l10n";
import type { ReportPart } from "../../protocol/report";
import type { Examples } from "../../training/examples";
import { csvText } from "../csv-text";
import type { Counts } from "./counts";
import { typicalFeatures } from "./typical-features";

/** Clusters of the target's examples. */
export interface Grouped {
  examples: Examples;
  counts: Counts;
  /** Of each row of the counts, from 0. */
  clusters: readonly number[];
  /** How many clusters there are. */
  count: number;
}

/** Named in a table, of each cluster. */
const TYPICAL = 8;

export function pictures(grouped: Grouped, losses: readonly number[]): ReportPart[] {
  const { counts, clusters, count } = grouped;
  const names = nameOfFeature(grouped);
  const typical = typicalFeatures(counts.joint, clusters, { clusters: count, most: TYPICAL });
  return [
    {
      type: "table",
      id: "clusters",
      title: t("Clusters"),
      describe: t(
        "What is more frequent in a cluster than in the others, the most telling first; first seed, best start.",
      ),
      columns: [{ title: t("Examples") }, { title: t("Typical") }],
      rows: typical.map((features, cluster) => ({
        title: String(cluster + 1),
        cells: [String(clusters.filter((own) => own === cluster).length), features.map(names).join(", ")],
      })),
    },
    {
      type: "chart",
      id: "objective",
      title: t("Lost information by round"),
      describe: t(
        "The objective of the best start, first seed: what the clusters do not say any more. It never rises.",
      ),
      x: { title: t("Round"), labels: losses.map((_, round) => String(round)) },
      y: { title: t("Lost information"), unit: "nats" },
      series: [{ id: "objective", title: "J", line: "solid", points: losses.map((mean) => ({ mean, n: 1 })) }],
    },
  ];
}

const nameOfFeature =
  ({ examples: { columns } }: Grouped) =>
  (feature: number): string =>
    columns?.[feature] ?? `#${feature}`;

/** `clusters.csv`: the name of each example and its cluster, from 1; empty for one that has no count above 0. */
export function clustersFile({ examples, counts, clusters }: Grouped): Record<string, string> {
  const clusterOf = new Map(clusters.map((cluster, at) => [counts.kept[at], String(cluster + 1)]));
  const rows = Array.from({ length: examples.count }, (_, example) => {
    return [examples.nameOf(example), clusterOf.get(example) ?? ""];
  });
  return { "clusters.csv": csvText([["example", "cluster"], ...rows]) };
}
