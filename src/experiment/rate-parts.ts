/** What the learning-rate finder found as a person reads it, in the editor and on the command line: a table, and a chart a group. */
import { t } from "@vscode/l10n";
import type { FoundRates, FoundSweep, RateGroup } from "../protocol/found-rates";
import type { ReportPart } from "../protocol/report";

export function groupTitle(group: RateGroup): string {
  switch (group) {
    case "all":
      return t("All layers that train");
    case "new":
      return t("New layers");
    case "copied":
      return t("Copied layers");
  }
}

/** Losses above this multiple of the first one are not drawn: they would press the rest of the curve flat. */
const TALLEST = 1.6;

export const rateParts = (found: FoundRates): ReportPart[] => [ratesTable(found), ...found.sweeps.map(rateChart)];

export const ratesTable = ({ sweeps, examples, batchSize, optimizer }: FoundRates): ReportPart => ({
  type: "table",
  id: "rates",
  title: t("Learning rates"),
  describe: t(
    "From {0} training examples in mini-batches of {1}, with {2}; no test example was looked at. The suggestion is the smaller of the rate at which the loss falls fastest and a tenth of the rate of the lowest loss.",
    ...[examples, batchSize, optimizer],
  ),
  columns: [
    { title: t("Suggestion") },
    { title: t("Falls fastest") },
    { title: t("Lowest loss") },
    { title: t("Layers") },
    { title: t("End of the sweep") },
  ],
  rows: sweeps.map(({ group, suggestion, steepest, minimum, layers, rates, diverged }) => ({
    title: groupTitle(group),
    cells: [
      ...[suggestion, steepest, minimum].map((rate) => (rate === undefined ? t("none") : rateText(rate))),
      String(layers.length),
      diverged
        ? t("loss exploded at {0}", rateText(rates.at(-1) ?? 0))
        : t("reached at {0}", rateText(rates.at(-1) ?? 0)),
    ],
  })),
});

function rateChart({ group, rates, losses, smoothed, suggestion, minimum }: FoundSweep): ReportPart {
  const top = TALLEST * Math.max(...smoothed.slice(0, Math.ceil(smoothed.length / 4)), 0);
  const points = (values: readonly (number | null)[]) =>
    rates.map((_, step) => {
      const value = values[step] ?? null;
      return value === null || value > top ? null : { mean: value, n: 1 };
    });
  const mark = (rate: number | undefined, title: string) =>
    rate === undefined ? [] : [{ at: nearest(rates, rate), title }];
  return {
    type: "chart",
    id: `rates-${group}`,
    title: t("{0}: loss against rate", groupTitle(group)),
    describe: t(
      "The rate grows by the same factor from one mini-batch to the next. Take one where the loss still falls steeply, well before it is lowest.",
    ),
    x: { title: t("Learning rate"), labels: rates.map(rateText) },
    y: { title: t("Loss"), unit: "number" },
    series: [
      { id: `${group}-smoothed`, title: t("Smoothed"), line: "solid", points: points(smoothed) },
      { id: `${group}-batches`, title: t("Mini-batches"), line: "dotted", points: points(losses) },
    ],
    marks: [...mark(suggestion, t("suggested")), ...mark(minimum, t("lowest loss"))],
  };
}

/** In the logarithm. */
function nearest(rates: readonly number[], wanted: number): number {
  const away = rates.map((rate) => Math.abs(Math.log(rate / wanted)));
  return away.indexOf(Math.min(...away));
}

/** In two digits: `0.0031`, `1.2e-6`. */
export function rateText(rate: number): string {
  const [digits = "", exponent = ""] = rate.toExponential(1).split("e");
  return rate < 1e-4 ? `${digits.replace(/\.0$/, "")}e${exponent}` : String(Number(rate.toPrecision(2)));
}
