/** A chart as a table: the same figures for those who cannot see a curve, or want the number. */
import type { Curve, CurvePoint, Series } from "./curves";
import { scroller, table } from "./dom";
import type { Child } from "./dom";
import type { FigureFormat } from "./format";

/** More rows than this are thinned out evenly; nobody reads them, and the page stays quick. */
const MAX_ROWS = 400;

export function curveTable(curve: Curve, figure: FigureFormat, label: (series: Series) => string): HTMLElement {
  const byEpoch = curve.series.map((series) => new Map(series.points.map((point) => [point.epoch, point])));
  const epochs = [...new Set(byEpoch.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
  const stride = Math.ceil(epochs.length / MAX_ROWS);
  const shown = epochs.filter((_, index) => index % stride === 0 || index === epochs.length - 1);
  const rows = shown.map((epoch): Child[] => [
    String(epoch),
    ...byEpoch.map((points) => cell(points.get(epoch), figure)),
  ]);
  const headings = [{ number: "Epoch" }, ...curve.series.map((series) => ({ number: label(series) }))];
  return scroller(`${figure.title} as a table`, table(`${figure.title} by epoch`, headings, rows));
}

/** The mean, and behind it the lowest and highest seed where there are several. */
function cell(point: CurvePoint | undefined, figure: FigureFormat): string {
  if (point === undefined) return "–";
  const mean = figure.format(point.mean);
  return point.seeds === 1 ? mean : `${mean} (${figure.format(point.low)} to ${figure.format(point.high)})`;
}
