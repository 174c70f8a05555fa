/** What a run of self-taught clustering shows: how the clusters of each arm agree with the classes, and what was left out. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { TRANSFER_ARM, type MetricRow, type TrialRow } from "../../protocol/metrics";
import type { ReportPart } from "../../protocol/report";
import type { Conclusions, Measured } from "../define";
import { bySeed, intervalOf } from "../figures-by-seed";
import { inLanguage } from "../in-language";
import { controls } from "./controls";

export function concludeClustering({ experiment, rows }: Measured): Conclusions {
  const trials = rows.filter((row: MetricRow): row is TrialRow => row.type === "trial");
  const part = agreementTable(trials, experiment.controls);
  return { parts: part === undefined ? [] : [part], findings: [...emptyExamples(trials), ...fractions(trials)] };
}

const figuresShown = () =>
  [
    { figure: "entropyBits", title: t("Entropy, bits"), unit: "number" },
    { figure: "purity", title: t("Purity"), unit: "share" },
    { figure: "nmi", title: t("NMI"), unit: "number" },
    { figure: "ari", title: t("Adjusted Rand index"), unit: "number" },
  ] as const;

/** undefined where no trial has been judged, because there are no labels. */
function agreementTable(trials: readonly TrialRow[], chosen: readonly string[]): ReportPart | undefined {
  const figures = figuresShown();
  const titles = [
    { id: TRANSFER_ARM, title: t("Self-taught clustering") },
    ...controls.filter(({ id }) => chosen.includes(id)).map(({ id, title }) => ({ id, title: inLanguage(title) })),
  ];
  const rows = titles.map(({ id, title }) => ({
    title,
    cells: figures.map(({ figure }) => intervalOf([...bySeed(trials, id, ({ test }) => test[figure]).values()])),
  }));
  if (rows.every(({ cells }) => cells.every((cell) => cell === null))) return undefined;
  return {
    type: "table",
    id: "agreement",
    title: t("Clusters against classes"),
    describe: t(
      "What clusters leave open of the class (entropy, 0 is best), the share of their most frequent class (purity), and agreement beyond chance (NMI, adjusted Rand index: 1 is best). No arm saw a class.",
    ),
    columns: figures.map(({ title, unit }) => ({ title, unit })),
    rows,
  };
}

function emptyExamples(trials: readonly TrialRow[]): Finding[] {
  return (["target", "source"] as const).flatMap((of): Finding[] => {
    const figure = of === "target" ? "emptyTarget" : "emptySource";
    const most = Math.max(0, ...trials.map(({ measured }) => measured?.[figure] ?? 0));
    if (most === 0) return [];
    const message =
      most === 1
        ? t("has 1 example without any count above 0, left out of the clusters")
        : t("has {0} examples without any count above 0, left out of the clusters", most);
    return [{ severity: "warning", code: "clustering/empty-examples", path: [of, "dataset"], message }];
  });
}

function fractions(trials: readonly TrialRow[]): Finding[] {
  if (!trials.some(({ measured }) => measured?.fractions === 1)) return [];
  const message = t(
    "has values that are no whole numbers; they are taken for counts as they are, which is right for shares and weights, not for measurements",
  );
  return [{ severity: "info", code: "clustering/fractions", path: ["target", "dataset"], message }];
}
