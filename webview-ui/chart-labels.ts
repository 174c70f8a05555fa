/** The name of each line at its end, beside a piece of the line, moved so that no two lie on each other. */
import type { Chart } from "chart.js";
import { drawLine, pixel, type Marks, type Pixel } from "./canvas";
import { lineWidth } from "./line-sample";
import type { PlotLine } from "./plot";
import type { ThemeColours } from "./theme";

const LABEL_HEIGHT = 14;
/** From the end of a line to the sample of it, and from there to its name. */
const LABEL_GAP = 10;
const SAMPLE = 18;
/** More names than this do not fit above each other; the table and the read-out have them all. */
const MOST_LABELS = 15;

const labelFont = (theme: ThemeColours): string => `11px ${theme.font}`;

/** Pixels to keep free at the right of the plot, so that the widest name fits behind the last place. */
export function labelRoom(context: CanvasRenderingContext2D, { plot, theme }: Marks): number {
  context.font = labelFont(theme);
  const widths = plot.lines.map(({ label }) => context.measureText(label).width);
  return Math.ceil(Math.max(0, ...widths)) + LABEL_GAP + SAMPLE + 8;
}

interface Label {
  readonly line: PlotLine;
  /** Where the line ends. */
  readonly end: Pixel;
  readonly x: number;
  y: number;
  readonly width: number;
}

/** A piece of the line and its name, tied to the line's end where the label had to give way. */
export function drawLabels(chart: Chart, marks: Marks): void {
  const { ctx, chartArea } = chart;
  const { plot, theme } = marks;
  ctx.font = labelFont(theme);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const ended = named(plot.lines).flatMap((line) => {
    const last = line.points.at(-1);
    if (last === undefined) return [];
    const exact = pixel(chart, last.x + line.shift, last.mean);
    return [{ line, end: { x: exact.x, y: Math.min(Math.max(exact.y, chartArea.top), chartArea.bottom) } }];
  });
  // At labelled places all lines end together, and beside them stand their ranges.
  const column = plot.axis.kind === "places" ? Math.max(...ended.map(({ end }) => end.x)) : undefined;
  const labels = ended.map(({ line, end }): Label => {
    const width = SAMPLE + 4 + ctx.measureText(line.label).width;
    return { line, end, x: (column ?? end.x) + LABEL_GAP, y: end.y, width };
  });
  spread(labels, chartArea.top + LABEL_HEIGHT / 2, chartArea.bottom - LABEL_HEIGHT / 2);
  for (const { line, end, x, y } of labels) {
    ctx.strokeStyle = theme.background;
    ctx.lineWidth = 4;
    ctx.strokeText(line.label, x + SAMPLE + 4, y);
    ctx.fillStyle = theme.foreground;
    ctx.fillText(line.label, x + SAMPLE + 4, y);
    ctx.strokeStyle = theme.colour(line.style.colour);
    drawLine(ctx, [end, { x, y }], { width: 0.75, dash: [] });
    drawLine(
      ctx,
      [
        { x, y },
        { x: x + SAMPLE, y },
      ],
      { width: lineWidth(line.faint), dash: line.style.dash },
    );
  }
}

/** Those that get a name: all, or of very many those that end furthest from zero. */
function named(lines: readonly PlotLine[]): readonly PlotLine[] {
  if (lines.length <= MOST_LABELS) return lines;
  const end = ({ points }: PlotLine) => Math.abs(points.at(-1)?.mean ?? 0);
  return lines.toSorted((a, b) => end(b) - end(a)).slice(0, MOST_LABELS);
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
