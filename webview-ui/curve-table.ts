/** A chart over epochs as a table: the same figures for those who cannot see a curve, or want the number. */
import { t } from "@vscode/l10n";
import { scroller, table } from "./dom";
import type { Child } from "./dom";
import type { FigureFormat } from "./format";
import type { Plot, PlotPoint } from "./plot";

/** More rows than this are thinned out evenly; nobody reads them, and the page stays quick. */
const MAX_ROWS = 400;

export function curveTable({ title, format, lines }: Plot): HTMLElement {
  const byEpoch = lines.map(({ points }) => new Map(points.map((point) => [point.x, point])));
  const epochs = [...new Set(byEpoch.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
  const stride = Math.ceil(epochs.length / MAX_ROWS);
  const shown = epochs.filter((_, index) => index % stride === 0 || index === epochs.length - 1);
  const rows = shown.map((epoch): Child[] => [
    String(epoch),
    ...byEpoch.map((points) => cell(points.get(epoch), format)),
  ]);
  const headings = [{ number: t("Epoch") }, ...lines.map(({ label }) => ({ number: label }))];
  return scroller(t("{0} as a table", title), table(t("{0} by epoch", title), headings, rows));
}

/** The mean, and behind it the lowest and highest seed where they differ. */
function cell(point: PlotPoint | undefined, { format }: FigureFormat): string {
  if (point === undefined) return "–";
  const [mean, low, high] = [format(point.mean), format(point.low), format(point.high)];
  return low === high ? mean : t("{0} ({1} to {2})", mean, low, high);
}
