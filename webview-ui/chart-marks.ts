/**
 * What is drawn on top of the lines: the name of each curve at its end, the marks of best epoch and overfitting, and
 * the epoch under the pointer.
 */
import type { Chart, Plugin } from "chart.js";
import type { ArmStyle } from "./arms";
import type { Curve, Marker, Series } from "./curves";
import { lineWidth } from "./line-sample";
import type { ThemeColours } from "./theme";

/** What the marks are drawn from; its owner keeps it up to date. */
export interface Marks {
  curve: Curve;
  theme: ThemeColours;
  /** The epoch that is read out. */
  epoch: number | undefined;
  style(arm: string): ArmStyle;
  label(series: Series): string;
}

const LABEL_HEIGHT = 14;
/** From the end of a curve to the sample of its line, and from there to its name. */
const LABEL_GAP = 10;
const SAMPLE = 18;
const MARK_SIZE = 5;

const labelFont = (theme: ThemeColours): string => `11px ${theme.font}`;

/** Pixels to keep free at the right of the plot, so that the widest label fits behind the last epoch. */
export function labelRoom(context: CanvasRenderingContext2D, marks: Marks): number {
  context.font = labelFont(marks.theme);
  const widths = marks.curve.series.map((series) => context.measureText(marks.label(series)).width);
  return Math.ceil(Math.max(0, ...widths)) + LABEL_GAP + SAMPLE + 8;
}

const colourOf = (marks: Marks, arm: string): string => marks.theme.colour(marks.style(arm).colour);

export const marksPlugin = (marks: Marks): Plugin<"line"> => ({
  id: "marks",
  afterDatasetsDraw(chart) {
    const { ctx } = chart;
    ctx.save();
    if (marks.epoch !== undefined) drawEpoch(chart, marks, marks.epoch);
    for (const marker of marks.curve.markers) drawMarker(chart, marks, marker);
    drawLabels(chart, marks);
    ctx.restore();
  },
});

function pixel(chart: Chart, x: number, y: number): { x: number; y: number } {
  return { x: chart.scales.x?.getPixelForValue(x) ?? 0, y: chart.scales.y?.getPixelForValue(y) ?? 0 };
}

function drawEpoch(chart: Chart, marks: Marks, epoch: number): void {
  const { ctx, chartArea } = chart;
  const { x } = pixel(chart, epoch, 0);
  ctx.strokeStyle = marks.theme.muted;
  const ends = [
    { x, y: chartArea.top },
    { x, y: chartArea.bottom },
  ] as const;
  drawLine(ctx, ends, { width: 1, dash: [] });
  for (const series of marks.curve.series) {
    const point = series.points.find((candidate) => candidate.epoch === epoch);
    if (point === undefined) continue;
    ctx.fillStyle = colourOf(marks, series.arm);
    ctx.beginPath();
    ctx.arc(x, pixel(chart, epoch, point.mean).y, 3.5, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/** A filled diamond for the best epoch, an open triangle where overfitting begins. */
function drawMarker(chart: Chart, marks: Marks, marker: Marker): void {
  const { ctx } = chart;
  const { x, y } = pixel(chart, marker.epoch, marker.value);
  const corners =
    marker.kind === "best"
      ? [
          [0, -1.2],
          [1.2, 0],
          [0, 1.2],
          [-1.2, 0],
        ]
      : [
          [0, -1.2],
          [1.15, 0.9],
          [-1.15, 0.9],
        ];
  ctx.beginPath();
  for (const [dx = 0, dy = 0] of corners) ctx.lineTo(x + dx * MARK_SIZE, y + dy * MARK_SIZE);
  ctx.closePath();
  ctx.lineWidth = 1.5;
  ctx.fillStyle = marker.kind === "best" ? colourOf(marks, marker.arm) : marks.theme.background;
  ctx.strokeStyle = marker.kind === "best" ? marks.theme.background : colourOf(marks, marker.arm);
  ctx.fill();
  ctx.stroke();
}

interface Label {
  readonly series: Series;
  readonly text: string;
  /** Where the curve ends. */
  readonly end: { x: number; y: number };
  readonly x: number;
  y: number;
  readonly width: number;
}

/** A piece of the curve's line and its name, tied to the curve's end where the label had to give way. */
function drawLabels(chart: Chart, marks: Marks): void {
  const { ctx, chartArea } = chart;
  ctx.font = labelFont(marks.theme);
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const labels = marks.curve.series.flatMap((series): Label[] => {
    const last = series.points.at(-1);
    if (last === undefined) return [];
    const text = marks.label(series);
    const end = pixel(chart, last.epoch, last.mean);
    return [{ series, text, end, x: end.x + LABEL_GAP, y: end.y, width: SAMPLE + 4 + ctx.measureText(text).width }];
  });
  spread(labels, chartArea.top + LABEL_HEIGHT / 2, chartArea.bottom - LABEL_HEIGHT / 2);
  for (const { series, text, end, x, y } of labels) {
    ctx.strokeStyle = marks.theme.background;
    ctx.lineWidth = 4;
    ctx.strokeText(text, x + SAMPLE + 4, y);
    ctx.fillStyle = marks.theme.foreground;
    ctx.fillText(text, x + SAMPLE + 4, y);
    const style = marks.style(series.arm);
    ctx.strokeStyle = colourOf(marks, series.arm);
    drawLine(ctx, [end, { x, y }], { width: 0.75, dash: [] });
    drawLine(
      ctx,
      [
        { x, y },
        { x: x + SAMPLE, y },
      ],
      { width: lineWidth(series.split), dash: style.dash },
    );
  }
}

function drawLine(
  ctx: CanvasRenderingContext2D,
  [from, to]: readonly [{ x: number; y: number }, { x: number; y: number }],
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

/** Moves labels that would lie on each other apart, as little as possible, between the two edges. */
function spread(
  labels: { readonly x: number; y: number; readonly width: number }[],
  top: number,
  bottom: number,
): void {
  const placed: typeof labels = [];
  for (const label of labels.sort((a, b) => a.y - b.y)) {
    label.y = Math.max(label.y, top, ...placed.filter((other) => beside(other, label)).map((o) => o.y + LABEL_HEIGHT));
    placed.push(label);
  }
  for (const [index, label] of [...placed.entries()].reverse()) {
    const below = placed.slice(index + 1).filter((other) => beside(other, label));
    label.y = Math.min(label.y, bottom, ...below.map((other) => other.y - LABEL_HEIGHT));
  }
}

const beside = (a: { x: number; width: number }, b: { x: number; width: number }): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width;
