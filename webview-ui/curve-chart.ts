/** One chart: the curves of one figure over the epochs, with a read-out for pointer and arrow keys. */
import { Chart, Decimation, Filler, LinearScale, LineController, LineElement, PointElement } from "chart.js";
import type { ChartOptions } from "chart.js";
import { plainLine } from "./arms";
import type { ArmStyle } from "./arms";
import { datasetsOf } from "./chart-datasets";
import type { XY } from "./chart-datasets";
import { labelRoom, marksPlugin } from "./chart-marks";
import type { Marks } from "./chart-marks";
import type { Curve, Series } from "./curves";
import { h, setText } from "./dom";
import type { Section } from "./dom";
import { figureFormat, percent } from "./format";
import { readoutBox, readoutLines, spokenReadout } from "./readout";
import type { ThemeColours } from "./theme";

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, Decimation);

/** Pixels for the numbers at the left, the same in all charts, so that epochs stand under each other. */
const AXIS_WIDTH = 46;

export interface ChartState {
  readonly curve: Curve;
  /** The extent of the axis. */
  readonly epochs: number;
  readonly styles: ReadonlyMap<string, ArmStyle>;
  readonly theme: ThemeColours;
  /** What an empty chart says. */
  readonly waiting: string;
  readonly label: (series: Series) => string;
}

export interface CurveChart extends Section<ChartState> {
  /** Reads out an epoch; `undefined` clears the read-out. */
  readOut(epoch: number | undefined): void;
}

/** @param onEpoch called with the epoch that the person points at */
export function curveChart(first: ChartState, onEpoch: (epoch: number | undefined) => void): CurveChart {
  let state = first;
  const figure = figureFormat(first.curve.figure);
  const canvas = h("canvas", { "aria-hidden": "true" });
  const readout = h("div", { class: "readout", hidden: true, "aria-hidden": "true" });
  const empty = h("p", { class: "plot-empty" });
  const element = h(
    "div",
    { class: "plot", tabindex: 0, role: "slider", "aria-label": `${figure.title}, epoch`, "aria-valuemin": 1 },
    canvas,
    empty,
    readout,
  );
  const marks: Marks = {
    curve: first.curve,
    theme: first.theme,
    epoch: undefined,
    style: (arm) => state.styles.get(arm) ?? plainLine,
    label: (series) => state.label(series),
  };
  const chart = new Chart<"line", XY[]>(canvas, {
    type: "line",
    data: { datasets: [] },
    options: optionsOf(first, figure.share, 0),
    plugins: [marksPlugin(marks)],
  });

  const showReadout = () => {
    const { epoch } = marks;
    const lines = epoch === undefined ? [] : readoutLines(state.curve, epoch, figure, state.label);
    readout.hidden = lines.length === 0;
    element.setAttribute("aria-valuenow", String(epoch ?? 1));
    element.setAttribute(
      "aria-valuetext",
      epoch === undefined ? summary(state, figure.format) : spokenReadout(epoch, lines),
    );
    if (epoch === undefined || lines.length === 0) return;
    readout.replaceChildren(...readoutBox(epoch, lines, state.styles));
    const x = chart.scales.x?.getPixelForValue(epoch) ?? 0;
    const atRight = x > chart.width / 2;
    readout.style.setProperty("left", atRight ? "auto" : `${x + 12}px`);
    readout.style.setProperty("right", atRight ? `${chart.width - x + 12}px` : "auto");
  };

  listen(element, chart, () => ({ epoch: marks.epoch, last: lastEpoch(state.curve) }), onEpoch);

  return {
    element,
    readOut(epoch) {
      if (marks.epoch === epoch) return;
      marks.epoch = epoch;
      showReadout();
      chart.draw();
    },
    update(next) {
      state = next;
      marks.curve = next.curve;
      marks.theme = next.theme;
      const hasPoints = next.curve.series.length > 0 || next.curve.steps !== undefined;
      empty.hidden = hasPoints;
      setText(empty, hasPoints ? "" : next.waiting);
      element.setAttribute("aria-valuemax", String(next.epochs));
      chart.data.datasets = datasetsOf(next.curve, next.styles, next.theme);
      chart.options = optionsOf(next, figure.share, labelRoom(chart.ctx, marks));
      chart.update("none");
      showReadout();
    },
  };
}

const lastEpoch = (curve: Curve): number =>
  Math.max(0, ...curve.series.map((series) => series.points.at(-1)?.epoch ?? 0));

/** Where every curve stands now: `Fine-tuning 93.1 % at epoch 30, …` */
function summary(state: ChartState, format: (value: number) => string): string {
  const ends = state.curve.series.flatMap((series) => {
    const last = series.points.at(-1);
    return last === undefined ? [] : [`${state.label(series)} ${format(last.mean)} at epoch ${last.epoch}`];
  });
  return ends.length === 0 ? state.waiting : ends.join(", ");
}

function listen(
  element: HTMLElement,
  chart: Chart<"line", XY[]>,
  position: () => { epoch: number | undefined; last: number },
  onEpoch: (epoch: number | undefined) => void,
): void {
  const go = (epoch: number) => {
    const { last } = position();
    if (last > 0) onEpoch(Math.min(Math.max(Math.round(epoch), 1), last));
  };
  element.addEventListener("pointermove", (event) => {
    go(chart.scales.x?.getValueForPixel(event.clientX - element.getBoundingClientRect().left) ?? 1);
  });
  element.addEventListener("pointerleave", () => {
    onEpoch(undefined);
  });
  element.addEventListener("blur", () => {
    onEpoch(undefined);
  });
  element.addEventListener("keydown", (event) => {
    const { epoch = 0, last } = position();
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: epoch + 1,
      ArrowUp: epoch + 1,
      ArrowLeft: epoch - 1,
      ArrowDown: epoch - 1,
      PageUp: epoch + 10,
      PageDown: epoch - 10,
      Home: 1,
      End: last,
    };
    const target = targets[event.key];
    if (event.key === "Escape") onEpoch(undefined);
    if (target === undefined) return;
    event.preventDefault();
    go(target);
  });
}

function optionsOf(state: ChartState, share: boolean, labelSpace: number): ChartOptions<"line"> {
  const { theme } = state;
  const ticks = { color: theme.muted, font: { family: theme.font, size: 11 } };
  const grid = { color: theme.grid, tickColor: theme.grid };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    events: [],
    layout: { padding: { right: labelSpace, top: 8 } },
    plugins: { decimation: { enabled: true, algorithm: "min-max" } },
    scales: {
      x: {
        type: "linear",
        min: 0,
        max: Math.max(1, state.epochs),
        title: { display: true, text: "Epoch", color: theme.muted, font: ticks.font },
        ticks: { ...ticks, precision: 0, maxRotation: 0 },
        grid: { ...grid, drawOnChartArea: false },
        border: { color: theme.muted },
      },
      y: {
        type: "linear",
        beginAtZero: true,
        ...(share && { min: 0, max: 1 }),
        ticks: {
          ...ticks,
          maxTicksLimit: 6,
          ...(share && { callback: (value) => percent(Number(value)).replace(".0", "") }),
        },
        grid,
        border: { display: false },
        afterFit: (axis) => {
          axis.width = AXIS_WIDTH;
        },
      },
    },
  };
}
