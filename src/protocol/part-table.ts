/**
 * What only one method shows, as a table of texts. Panel, terminal and saved report all make their tables from it, so
 * that they say the same; charts become tables too, for those who cannot see them.
 */
import { t } from "@vscode/l10n";
import type { Interval, ReportPart } from "./report";

type PartOf<Type extends ReportPart["type"]> = Extract<ReportPart, { type: Type }>;
export type Unit = PartOf<"chart">["y"]["unit"];

export interface PartTable {
  /** The first one is that of the rows' own titles. */
  columns: { title: string; isFigure: boolean }[];
  /** As many cells as columns; empty where there is no value. */
  rows: string[][];
}

export function partTable(part: ReportPart): PartTable {
  switch (part.type) {
    case "chart":
      return chartTable(part);
    case "scatter":
      return scatterTable(part);
    case "tiles":
      return tilesTable(part);
    case "table":
      return plainTable(part);
  }
}

function plainTable(part: PartOf<"table">): PartTable {
  return {
    columns: [
      { title: "", isFigure: false },
      ...part.columns.map(({ title, unit }, index) => ({
        title: columnTitle(title, unit),
        isFigure: part.rows.some(({ cells }) => isInterval(cells[index])),
      })),
    ],
    rows: part.rows.map(({ title, cells }) => [
      title,
      ...part.columns.map(({ unit }, index) => {
        const cell = cells[index];
        return isInterval(cell) ? intervalCell(cell, unit ?? "number") : (cell ?? "");
      }),
    ]),
  };
}

/** A row for each place of the axis; what is pointed out there stands behind its label. */
function chartTable({ x, y, series, marks = [] }: PartOf<"chart">): PartTable {
  return {
    columns: [
      { title: x.title, isFigure: false },
      ...series.map(({ title }) => ({ title: columnTitle(title, y.unit), isFigure: true })),
    ],
    rows: x.labels.map((label, at) => [
      [label, ...marks.filter((mark) => mark.at === at).map(({ title }) => `(${title})`)].join(" "),
      ...series.map(({ points }) => {
        const point = points[at] ?? null;
        return point === null ? "" : intervalCell(point, y.unit);
      }),
    ]),
  };
}

/** Where each group lies, and how far its points are from there: what the eye takes from the picture. */
function scatterTable({ x, y, groups }: PartOf<"scatter">): PartTable {
  const columns = [t("Points"), t("Centre, {0}", x.title), t("Centre, {0}", y.title), t("Spread")];
  return {
    columns: [{ title: "", isFigure: false }, ...columns.map((title) => ({ title, isFigure: true }))],
    rows: groups.map(({ title, points }) => {
      const centre = [0, 1].map((axis) => meanOf(points.map((point) => point[axis] ?? 0)));
      const [middle = 0, height = 0] = centre;
      const spread = Math.sqrt(meanOf(points.map(([left, top]) => (left - middle) ** 2 + (top - height) ** 2)));
      return [title, bare(points.length, "number"), ...[middle, height, spread].map((value) => bare(value, "number"))];
    }),
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const tilesTable = ({ tiles }: PartOf<"tiles">): PartTable => ({
  columns: [
    { title: "", isFigure: false },
    { title: t("Note"), isFigure: false },
  ],
  rows: tiles.map(({ title, note = "" }) => [title, note]),
});

const isInterval = (cell: Interval | string | null | undefined): cell is Interval =>
  typeof cell === "object" && cell !== null;

const columnTitle = (title: string, unit: Unit | undefined): string => (unit === "nats" ? `${title} (nats)` : title);

/** `93.4 % (92.6 to 94.3)`; the mean alone where there is no interval. */
export function intervalCell({ mean, low, high }: Interval, unit: Unit): string {
  const own = unitText(mean, unit);
  return low === undefined || high === undefined ? own : `${own} (${bare(low, unit)} to ${bare(high, unit)})`;
}

/** `93.4 %`, `87.3°`, `0.312`; nats are named by their column or axis. */
export function unitText(value: number, unit: Unit): string {
  return `${bare(value, unit)}${unit === "share" ? " %" : unit === "degrees" ? "°" : ""}`;
}

const grouped = new Intl.NumberFormat("en-US");

/** In as many digits as mean something, with a true minus sign. */
function bare(value: number, unit: Unit): string {
  const text = unit === "share" ? (100 * value).toFixed(1) : unit === "degrees" ? value.toFixed(1) : plainNumber(value);
  return text.replace("-", "−");
}

/** Three or four digits; whole numbers in full. */
function plainNumber(value: number): string {
  if (Number.isInteger(value)) return grouped.format(value);
  const size = Math.abs(value);
  if (size < 0.001) return value.toPrecision(3);
  return value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4);
}
