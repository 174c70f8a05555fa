/** The curves of a run as small charts side by side, one an arm, all on one scale. */
import type { EpochRow, MetricRow } from "../protocol/metrics";
import { lineChart } from "./chart";

const chartWidth = 24;
const chartHeight = 5;

interface Curve {
  title: string;
  /** Mean over seeds, one an epoch. */
  values: number[];
}

/** Training loss, and validation accuracy where there is one, as lines of text. */
export function curveLines(rows: readonly MetricRow[], arms: readonly { arm: string; title: string }[]): string[] {
  const epochs = rows.filter((row) => row.type === "epoch");
  const blocks = [
    { title: "Training loss by epoch (nats)", pick: (row: EpochRow) => row.train, figure: "lossNats", digits: 2 },
    {
      title: "Validation accuracy by epoch",
      pick: (row: EpochRow) => row.validation,
      figure: "accuracy",
      digits: 2,
    },
  ];
  return blocks.flatMap(({ title, pick, figure, digits }) => {
    const curves = arms.flatMap(({ arm, title: name }) => {
      const values = meanByEpoch(
        epochs.filter((row) => row.arm === arm),
        (row) => pick(row)?.[figure],
      );
      return values.length < 2 ? [] : [{ title: name, values }];
    });
    return curves.length === 0 ? [] : [title, ...sideBySide(curves, digits), ""];
  });
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
