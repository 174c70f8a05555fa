/** A chart of what only a method shows, as it is drawn: lines over labelled places, each point with its interval. Pure. */
import { t } from "@vscode/l10n";
import type { ReportPart } from "../src/protocol/report";
import { dashes, lineStyle } from "./arms";
import { unitFormat } from "./format";
import type { Plot, PlotPoint } from "./plot";
import type { Shown } from "./shown";

export type ChartPart = Extract<ReportPart, { type: "chart" }>;

/** How far the lines are drawn apart, all together, as a share of the whole axis; and of the way to the next place. */
const SPREAD = 0.04;
const MOST_SPREAD = 0.24;

/** @param styles of the arms: a series that is one is drawn in its colour */
export function partPlot(part: ChartPart, styles: Shown["styles"]): Plot {
  const { x, y, series, marks = [] } = part;
  const spread = Math.min(MOST_SPREAD, SPREAD * x.labels.length);
  return {
    key: partKey(part),
    title: part.title,
    format: unitFormat(y.title, y.unit),
    axis: { kind: "places", title: x.title, labels: x.labels },
    lines: series.map(({ id, title, line, points }, index) => ({
      label: title,
      style: { colour: (styles.get(id) ?? lineStyle(index)).colour, dash: dashes[line] },
      faint: false,
      shift: series.length > 1 ? spread * (index / (series.length - 1) - 0.5) : 0,
      points: points.flatMap((point, at): PlotPoint[] => {
        if (point === null) return [];
        const { mean, low = mean, high = mean, n } = point;
        return [{ x: at, mean, low, high, seeds: n }];
      }),
    })),
    marks: [],
    notes: marks.map(({ at, title }) => ({ x: at, title })),
    steps: undefined,
    waiting: t("Waiting for the first trial…"),
  };
}

/** By which the page remembers what was chosen for a part. */
export const partKey = ({ id }: ReportPart): string => `part/${id}`;
