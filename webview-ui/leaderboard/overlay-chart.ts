/** One figure of many runs in one chart. The line under the pointer, or that of the run in focus, stands out. */
import { t } from "@vscode/l10n";
import { Chart, Decimation, LinearScale, LineController, LineElement, PointElement } from "chart.js";
import type { Marks } from "../canvas";
import { datasetsOf, type XY } from "../chart-datasets";
import { drawLabels, labelRoom } from "../chart-labels";
import { chartOptions } from "../chart-options";
import { curveTable } from "../curve-table";
import { h, setText, toggle } from "../dom";
import { lineWidth } from "../line-sample";
import type { PlotLine, PlotPoint } from "../plot";
import type { ThemeColours } from "../theme";
import type { OverlayPlot } from "./overlay";

Chart.register(LineController, LineElement, PointElement, LinearScale, Decimation);

/** More names than this at the ends of lines are no help; the list beside the charts has them all. */
const MOST_LABELS = 10;
/** Pixels within which the pointer means a line. */
const REACH = 40;
const LONGEST_LABEL = 26;
/** Pixels at the right of the lines for the name of the one that stands out. */
const LABEL_ROOM = 60;

export interface OverlayChart {
  readonly element: HTMLElement;
  update(next: OverlayPlot, theme: ThemeColours, asTable: boolean): void;
  /** @param id of the run whose line stands out; undefined for none */
  highlight(id: string | undefined): void;
}

export interface OverlayOptions {
  /** Called with the run whose line is under the pointer. */
  readonly onPoint: (id: string | undefined) => void;
  readonly onTable: (shown: boolean) => void;
}

export function overlayChart(
  first: OverlayPlot,
  theme: ThemeColours,
  { onPoint, onTable }: OverlayOptions,
): OverlayChart {
  const canvas = h("canvas", { role: "img", "aria-label": t("{0} of the compared runs by epoch", first.plot.title) });
  const box = h("div", { class: "plot" }, canvas);
  const readout = h("p", { class: "overlay-readout figure muted" });
  const tableBox = h("div", { class: "curve-table", hidden: true });
  const asTable = toggle(t("Show as table"), false, onTable);
  const marks: Marks = { plot: first.plot, theme, at: undefined };
  let shown = first;
  let standsOut: number | undefined;
  const chart = new Chart<"line", XY[]>(canvas, {
    type: "line",
    data: { datasets: [] },
    options: chartOptions(first.plot, theme, 0),
    plugins: [
      {
        id: "names",
        afterDatasetsDraw: (drawn) => {
          drawLabels(drawn, { ...marks, plot: { ...marks.plot, lines: namedLines(shown, standsOut) } });
        },
      },
    ],
  });

  canvas.addEventListener("pointermove", (event) => {
    const found = lineAt(chart, shown, event);
    onPoint(found === undefined ? undefined : shown.ids[found]);
    setText(readout, readoutText(shown, standsOut, chart.scales.x?.getValueForPixel(event.offsetX)));
  });
  canvas.addEventListener("pointerleave", () => {
    onPoint(undefined);
  });

  return {
    element: cardElement(first, asTable, [box, readout, tableBox]),
    update(next, colours, isTable) {
      const before = standsOut === undefined ? undefined : shown.ids[standsOut];
      shown = next;
      standsOut = before === undefined ? undefined : placeOf(next, before);
      Object.assign(marks, { plot: next.plot, theme: colours });
      box.hidden = readout.hidden = isTable;
      tableBox.hidden = !isTable;
      check(asTable, isTable);
      if (isTable) {
        tableBox.replaceChildren(curveTable(next.plot));
        return;
      }
      const named = { ...marks, plot: { ...next.plot, lines: namedLines(next, undefined) } };
      chart.data.datasets = datasetsOf(next.plot, colours);
      chart.options = chartOptions(next.plot, colours, Math.max(LABEL_ROOM, labelRoom(chart.ctx, named)));
      paint(chart, marks, standsOut);
      chart.update("none");
    },
    highlight(id) {
      const place = id === undefined ? undefined : placeOf(shown, id);
      if (place === standsOut) return;
      standsOut = place;
      setText(readout, readoutText(shown, standsOut));
      paint(chart, marks, standsOut);
      if (!box.hidden) chart.update("none");
    },
  };
}

const cardElement = ({ plot }: OverlayPlot, control: HTMLElement, content: readonly HTMLElement[]): HTMLElement =>
  h(
    "div",
    { class: "card", "data-figure": plot.key },
    h("div", { class: "card-head" }, h("h3", {}, plot.title), h("div", { class: "card-controls" }, control)),
    ...content,
  );

function check(control: HTMLElement, checked: boolean): void {
  const input = control.querySelector("input");
  if (input !== null) input.checked = checked;
}

/** Gives each line its colour and width: the one that stands out is drawn last and thick, the others pale. */
function paint(chart: Chart<"line", XY[]>, { plot: { lines }, theme }: Marks, standsOut: number | undefined): void {
  chart.data.datasets.forEach((dataset, index) => {
    const style = lines[index]?.style;
    if (style === undefined) return;
    const isPale = standsOut !== undefined && standsOut !== index;
    dataset.borderColor = theme.colour(style.colour, isPale ? 0.15 : 1);
    dataset.borderWidth = standsOut === index ? 3.5 : lineWidth(lines.length > MOST_LABELS);
    dataset.order = standsOut === index ? -1 : 0;
  });
}

/** @param at epoch; the last one where it is left out @returns `pets: 93.1 % at epoch 12`, or nothing */
function readoutText({ plot }: OverlayPlot, standsOut: number | undefined, at?: number): string {
  const line = standsOut === undefined ? undefined : plot.lines[standsOut];
  const point = line && (at === undefined ? line.points.at(-1) : nearest(line.points, at));
  return line && point ? t("{0}: {1} at epoch {2}", line.label, plot.format.format(point.mean), point.x) : "";
}

const placeOf = ({ ids }: OverlayPlot, id: string): number | undefined => {
  const place = ids.indexOf(id);
  return place < 0 ? undefined : place;
};

/** Those that get a name at their end: the one that stands out, or all where they are few. */
function namedLines({ plot: { lines } }: OverlayPlot, standsOut: number | undefined): PlotLine[] {
  const named =
    standsOut === undefined ? (lines.length > MOST_LABELS ? [] : lines) : lines.slice(standsOut, standsOut + 1);
  return named.map((line) => ({ ...line, label: shortened(line.label) }));
}

const shortened = (label: string): string =>
  label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;

/** The line that is nearest to the pointer, within reach. */
function lineAt(
  chart: Chart<"line", XY[]>,
  { plot }: OverlayPlot,
  { offsetX, offsetY }: PointerEvent,
): number | undefined {
  const { x, y } = chart.scales;
  if (x === undefined || y === undefined) return undefined;
  const epoch = x.getValueForPixel(offsetX) ?? 0;
  let found: number | undefined;
  let least = REACH;
  plot.lines.forEach(({ points }, index) => {
    const point = nearest(points, epoch);
    if (point === undefined) return;
    const distance = Math.hypot(x.getPixelForValue(point.x) - offsetX, y.getPixelForValue(point.mean) - offsetY);
    if (distance < least) [least, found] = [distance, index];
  });
  return found;
}

/** By halving, since points come in order. */
function nearest(points: readonly PlotPoint[], x: number): PlotPoint | undefined {
  let [low, high] = [0, points.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.x ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [left, right] = [points[low], points[high]];
  if (left === undefined || right === undefined) return left;
  return x - left.x <= right.x - x ? left : right;
}
