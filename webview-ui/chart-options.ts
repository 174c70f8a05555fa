/** Axes, grid and room for names, as chart.js wants them. */
import type { ChartOptions, Scale } from "chart.js";
import { percent } from "./format";
import { axisTitle, type Plot } from "./plot";
import type { ThemeColours } from "./theme";

/** Pixels for the numbers at the left, the same in all charts, so that epochs stand under each other. */
const AXIS_WIDTH = 46;
/** Room at both ends of labelled places, in places. */
const END_ROOM = 0.35;
/** About as many steps has the y axis of labelled places. */
const TICKS = 4;

/** @param labelSpace pixels at the right of the last place */
export function chartOptions(plot: Plot, theme: ThemeColours, labelSpace: number): ChartOptions<"line"> {
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
        ...placesOf(plot),
        title: { display: true, text: axisTitle(plot.axis), color: theme.muted, font: ticks.font },
        ticks: { ...ticks, precision: 0, ...tickTexts(plot) },
        grid: { ...grid, drawOnChartArea: false },
        border: { color: theme.muted },
      },
      y: {
        type: "linear",
        ...valuesOf(plot),
        ticks: { ...ticks, maxTicksLimit: 6, callback: (value) => valueText(plot, Number(value)) },
        grid,
        border: { display: false },
        afterFit: (axis) => {
          axis.width = AXIS_WIDTH;
        },
      },
    },
  };
}

/** The extent of the x axis, and where it has ticks. */
function placesOf({ axis }: Plot) {
  if (axis.kind === "epochs") return { min: 0, max: Math.max(1, axis.epochs) };
  return {
    min: -END_ROOM,
    max: axis.labels.length - 1 + END_ROOM,
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = axis.labels.map((_, value) => ({ value }));
    },
  };
}

/** Labels of places may stand obliquely, where they are many or long. */
const tickTexts = ({ axis }: Plot) =>
  axis.kind === "epochs"
    ? { maxRotation: 0 }
    : { maxRotation: 60, callback: (value: string | number) => axis.labels[Number(value)] ?? "" };

/** The extent of the y axis: over epochs from zero or the format's ends, over places close around the values, but no share is drawn below 0 % or above 100 % without need. */
function valuesOf({ axis, format: { format, low, high }, lines }: Plot): {
  min?: number;
  max?: number;
  beginAtZero: boolean;
} {
  const values = lines.flatMap(({ points }) => points.flatMap((point) => [point.low, point.high]));
  const least = values.reduce((min, value) => Math.min(min, value), Infinity);
  const most = values.reduce((max, value) => Math.max(max, value), -Infinity);
  if (axis.kind === "places") {
    const share = format === percent;
    if (values.length === 0) return { beginAtZero: true, ...(share && { min: 0, max: 1 }) };
    const step = roundStep((most - least || Math.abs(most) || 1) / TICKS);
    return {
      beginAtZero: false,
      min: Math.max(share && least >= 0 ? 0 : -Infinity, step * Math.floor(least / step - 0.2)),
      max: Math.min(share && most <= 1 ? 1 : Infinity, step * Math.ceil(most / step + 0.2)),
    };
  }
  // What may be far below its usual range begins at zero as long as it is not.
  const floor = low === undefined || low >= 0 ? low : Math.max(low, Math.min(0, least));
  return { beginAtZero: true, ...(floor !== undefined && { min: floor }), ...(high !== undefined && { max: high }) };
}

/** The first of 1, 2, 5, 10, 20, … times a power of ten that is not smaller. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 5].find((digit) => digit * power >= step) ?? 10);
}

function valueText({ format }: Plot, value: number): string {
  if (format.format === percent) return percent(value).replace(".0", "");
  return String(Number(value.toPrecision(4))).replace("-", "−");
}
