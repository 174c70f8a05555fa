/** What is drawn on the canvas of a chart beside its lines, and small helpers to draw it. */
import type { Chart } from "chart.js";
import type { Plot } from "./plot";
import type { ThemeColours } from "./theme";

/** Its owner keeps it up to date. */
export interface Marks {
  plot: Plot;
  theme: ThemeColours;
  /** The place that is read out. */
  at: number | undefined;
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** Where a value is drawn. */
export const pixel = (chart: Chart, x: number, y: number): Pixel => ({
  x: chart.scales.x?.getPixelForValue(x) ?? 0,
  y: chart.scales.y?.getPixelForValue(y) ?? 0,
});

/** A straight line in the stroke's present colour. */
export function drawLine(
  ctx: CanvasRenderingContext2D,
  [from, to]: readonly [Pixel, Pixel],
  { width, dash }: { width: number; dash: readonly number[] },
): void {
  ctx.lineWidth = width;
  ctx.setLineDash([...dash]);
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(to.x, to.y);
  ctx.stroke();
  ctx.setLineDash([]);
}
