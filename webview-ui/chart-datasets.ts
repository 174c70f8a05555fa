/** From curves to what chart.js draws: a line for each arm and split, and a band from the lowest to the highest seed. */
import type { ChartDataset } from "chart.js";
import { plainLine } from "./arms";
import type { ArmStyle } from "./arms";
import type { Curve, Series } from "./curves";
import { lineWidth } from "./line-sample";
import type { ThemeColours } from "./theme";

export interface XY {
  x: number;
  y: number;
}
export type LineDataset = ChartDataset<"line", XY[]>;

export function datasetsOf(curve: Curve, styles: ReadonlyMap<string, ArmStyle>, theme: ThemeColours): LineDataset[] {
  const style = (arm: string): ArmStyle => styles.get(arm) ?? plainLine;
  const banded = new Map(curve.series.map((series) => [series.arm, series]));
  const bands = [...banded.values()].flatMap((series) => band(series, style(series.arm), theme));
  const lines = curve.series.map((series) => line(series, style(series.arm), theme));
  const steps = curve.steps;
  if (steps === undefined) return [...bands, ...lines];
  const thin = {
    data: [...steps.points],
    borderColor: theme.colour(style(steps.arm).colour, 0.55),
    borderWidth: 1,
    pointRadius: 0,
  };
  return [...bands, thin, ...lines];
}

function line(series: Series, style: ArmStyle, theme: ThemeColours): LineDataset {
  const colour = theme.colour(style.colour, series.split === "train" ? 1 : 0.8);
  return {
    data: series.points.map(({ epoch, mean }) => ({ x: epoch, y: mean })),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: lineWidth(series.split),
    borderDash: [...style.dash],
    pointRadius: series.points.length === 1 ? 2.5 : 0,
  };
}

/** Two lines without a stroke and the area between them; nothing where no epoch has a second seed. */
function band(series: Series, style: ArmStyle, theme: ThemeColours): LineDataset[] {
  if (!series.points.some((point) => point.seeds > 1)) return [];
  const edge = { borderWidth: 0, pointRadius: 0 };
  return [
    { ...edge, data: series.points.map(({ epoch, low }) => ({ x: epoch, y: low })) },
    {
      ...edge,
      data: series.points.map(({ epoch, high }) => ({ x: epoch, y: high })),
      fill: "-1",
      backgroundColor: theme.colour(style.colour, 0.18),
    },
  ];
}
