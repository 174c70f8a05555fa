/** From a plot to what chart.js draws: its lines, and over epochs a band from the lowest to the highest seed. */
import type { ChartDataset } from "chart.js";
import { lineWidth } from "./line-sample";
import type { Plot, PlotLine } from "./plot";
import type { ThemeColours } from "./theme";

export interface XY {
  x: number;
  y: number;
}
export type LineDataset = ChartDataset<"line", XY[]>;

/** Of more places than this the dots would run into each other. */
const MOST_DOTS = 40;

export function datasetsOf({ axis, lines, steps }: Plot, theme: ThemeColours): LineDataset[] {
  const bands = axis.kind === "epochs" ? lines.flatMap((line) => bandOf(line, theme)) : [];
  const dotted = axis.kind === "places" && axis.labels.length <= MOST_DOTS;
  const drawn = lines.map((line) => lineOf(line, theme, dotted));
  if (steps === undefined) return [...bands, ...drawn];
  const thin = {
    data: [...steps.points],
    borderColor: theme.colour(steps.style.colour, 0.55),
    borderWidth: 1,
    pointRadius: 0,
  };
  return [...bands, thin, ...drawn];
}

/** @param dotted whether each point has a dot of its own */
function lineOf({ points, style, faint, shift }: PlotLine, theme: ThemeColours, dotted: boolean): LineDataset {
  const colour = theme.colour(style.colour, faint ? 0.8 : 1);
  return {
    data: points.map(({ x, mean }) => ({ x: x + shift, y: mean })),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: lineWidth(faint),
    borderDash: [...style.dash],
    pointRadius: dotted ? 3 : points.length === 1 ? 2.5 : 0,
  };
}

/** Two lines without a stroke and the area between them; nothing where no epoch has a second seed. */
function bandOf({ points, style }: PlotLine, theme: ThemeColours): LineDataset[] {
  if (!points.some(({ seeds }) => seeds > 1)) return [];
  const edge = { borderWidth: 0, pointRadius: 0 };
  return [
    { ...edge, data: points.map(({ x, low }) => ({ x, y: low })) },
    {
      ...edge,
      data: points.map(({ x, high }) => ({ x, y: high })),
      fill: "-1",
      backgroundColor: theme.colour(style.colour, 0.18),
    },
  ];
}
