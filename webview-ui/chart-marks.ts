/**
 * What is drawn on top of the lines: ranges at labelled places, the marks of best epoch and overfitting, places to point
 * out, and the place under the pointer.
 */
import type { Chart, Plugin } from "chart.js";
import { drawLine, pixel, type Marks } from "./canvas";
import { drawLabels } from "./chart-labels";
import type { PlotLine, PlotMark, PlotNote } from "./plot";

const MARK_SIZE = 5;
const NOTE_HEIGHT = 14;

export const marksPlugin = (marks: Marks): Plugin<"line"> => ({
  id: "marks",
  beforeDatasetsDraw(chart) {
    const { ctx } = chart;
    ctx.save();
    marks.plot.notes.forEach((note) => {
      drawNoteLine(chart, marks, note);
    });
    ctx.restore();
  },
  afterDatasetsDraw(chart) {
    const { ctx } = chart;
    ctx.save();
    if (marks.plot.axis.kind === "places") for (const line of marks.plot.lines) drawRanges(chart, marks, line);
    if (marks.at !== undefined) drawPlace(chart, marks, marks.at);
    for (const mark of marks.plot.marks) drawMark(chart, marks, mark);
    drawLabels(chart, marks);
    marks.plot.notes.forEach((note, index) => {
      drawNote(chart, marks, note, index);
    });
    ctx.restore();
  },
});

const colourOf = ({ theme }: Marks, { style }: Pick<PlotLine, "style">): string => theme.colour(style.colour);

function drawPlace(chart: Chart, marks: Marks, at: number): void {
  const { ctx, chartArea } = chart;
  const { x } = pixel(chart, at, 0);
  ctx.strokeStyle = marks.theme.muted;
  const ends = [
    { x, y: chartArea.top },
    { x, y: chartArea.bottom },
  ] as const;
  drawLine(ctx, ends, { width: 1, dash: [] });
  for (const line of marks.plot.lines) {
    const point = line.points.find((candidate) => candidate.x === at);
    if (point === undefined) continue;
    const centre = pixel(chart, at + line.shift, point.mean);
    ctx.fillStyle = colourOf(marks, line);
    ctx.beginPath();
    ctx.arc(centre.x, centre.y, 3.5, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/** A whisker at each place, with caps. */
function drawRanges(chart: Chart, marks: Marks, line: PlotLine): void {
  const { ctx } = chart;
  ctx.strokeStyle = colourOf(marks, line);
  for (const { x: at, low, high } of line.points) {
    if (low === high) continue;
    const { x, y: bottom } = pixel(chart, at + line.shift, low);
    const { y: top } = pixel(chart, at, high);
    const whisker = { width: 1, dash: [] };
    drawLine(
      ctx,
      [
        { x, y: bottom },
        { x, y: top },
      ],
      whisker,
    );
    for (const y of [bottom, top]) {
      drawLine(
        ctx,
        [
          { x: x - 3, y },
          { x: x + 3, y },
        ],
        whisker,
      );
    }
  }
}

/** A filled diamond for the best epoch, an open triangle where overfitting begins. */
function drawMark(chart: Chart, marks: Marks, mark: PlotMark): void {
  const { ctx } = chart;
  const { x, y } = pixel(chart, mark.x, mark.y);
  const corners =
    mark.kind === "best"
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
  ctx.fillStyle = mark.kind === "best" ? colourOf(marks, mark) : marks.theme.background;
  ctx.strokeStyle = mark.kind === "best" ? marks.theme.background : colourOf(marks, mark);
  ctx.fill();
  ctx.stroke();
}

/** A dashed line through the place, behind the lines. */
function drawNoteLine(chart: Chart, { theme }: Marks, { x: at }: PlotNote): void {
  const { ctx, chartArea } = chart;
  const { x } = pixel(chart, at, 0);
  ctx.strokeStyle = theme.foreground;
  const ends = [
    { x, y: chartArea.top },
    { x, y: chartArea.bottom },
  ] as const;
  drawLine(ctx, ends, { width: 1, dash: [4, 4] });
}

/** Its title at the top, on the side where there is room. */
function drawNote(chart: Chart, { theme }: Marks, { x: at, title }: PlotNote, index: number): void {
  const { ctx, chartArea } = chart;
  const { x } = pixel(chart, at, 0);
  ctx.font = `11px ${theme.font}`;
  const isRight = x > (chartArea.left + chartArea.right) / 2;
  ctx.textAlign = isRight ? "right" : "left";
  ctx.textBaseline = "top";
  ctx.fillStyle = theme.foreground;
  const room = isRight ? x - chartArea.left - 8 : chartArea.right - x - 8;
  const place = [x + (isRight ? -5 : 5), chartArea.top + index * NOTE_HEIGHT] as const;
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 4;
  ctx.lineJoin = "round";
  ctx.strokeText(title, ...place, room);
  ctx.fillText(title, ...place, room);
}
