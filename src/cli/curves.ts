/** The curves of a run as small charts side by side, one an arm, all on one scale. */
import type { EpochRow, MetricRow } from "../protocol/metrics";
import type { Headline } from "../protocol/report";
import { lineChart } from "./chart";

const chartWidth = 24;
const chartHeight = 5;
const DIGITS = 2;

interface Curve {
  title: string;
  /** Mean over seeds, one an epoch. */
  values: number[];
}

/** More arms than this would neither fit beside each other nor be read: those of a sweep. */
const MOST_ARMS = 6;

/**
 * Training loss, and the headline figure on validation examples where there are any, as lines of text.
 *
 * @param figure the headline's, as the rows of epochs name it; its title is that on test examples
 */
export function curveLines(
  rows: readonly MetricRow[],
  arms: readonly { arm: string; title: string }[],
  { figure, title }: Pick<Headline, "figure" | "title">,
): string[] {
  if (arms.length > MOST_ARMS) return [];
  const epochs = rows.filter((row) => row.type === "epoch");
  const onTrain = (row: EpochRow) => row.train;
  const blocks = [
    { title: "Training loss by epoch (nats)", pick: onTrain, figure: "lossNats" },
    { title: "Training loss by epoch", pick: onTrain, figure: "loss" },
    { title: validationTitle(title), pick: (row: EpochRow) => row.validation, figure },
  ];
  return blocks.flatMap((block) => {
    const curves = arms.flatMap(({ arm, title: name }) => {
      const values = meanByEpoch(
        epochs.filter((row) => row.arm === arm),
        (row) => block.pick(row)?.[block.figure],
      );
      return values.length < 2 ? [] : [{ title: name, values }];
    });
    return curves.length === 0 ? [] : [block.title, ...sideBySide(curves, DIGITS), ""];
  });
}

/** `Test accuracy` becomes `Validation accuracy by epoch`. */
function validationTitle(title: string): string {
  const figure = title.replace(/^test /i, "");
  return `Validation ${figure.charAt(0).toLowerCase()}${figure.slice(1)} by epoch`;
}

function meanByEpoch(rows: readonly EpochRow[], figureOf: (row: EpochRow) => number | undefined): number[] {
  const byEpoch = new Map<number, number[]>();
  for (const row of rows) {
    const figure = figureOf(row);
    if (figure === undefined) continue;
    const figures = byEpoch.get(row.epoch);
    if (figures === undefined) byEpoch.set(row.epoch, [figure]);
    else figures.push(figure);
  }
  return [...byEpoch]
    .sort(([left], [right]) => left - right)
    .map(([, figures]) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length);
}

function sideBySide(curves: readonly Curve[], digits: number): string[] {
  const all = curves.flatMap(({ values }) => values);
  const scale = { low: Math.min(...all), high: Math.max(...all) };
  const labels = [scale.high.toFixed(digits), scale.low.toFixed(digits)];
  const margin = Math.max(...labels.map((label) => label.length));
  const charts = curves.map(({ values }) => lineChart(values, { width: chartWidth, height: chartHeight, ...scale }));
  const lines = Array.from({ length: chartHeight }, (_, row) => {
    const label = row === 0 ? labels[0] : row === chartHeight - 1 ? labels[1] : "";
    return `${(label ?? "").padStart(margin)} ${charts.map((chart) => chart[row] ?? "").join("  ")}`;
  });
  const titles = curves.map(({ title }) => title.slice(0, chartWidth).padEnd(chartWidth)).join("  ");
  return [`${" ".repeat(margin)} ${titles}`.trimEnd(), ...lines];
}
