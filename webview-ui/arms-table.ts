/** The figure of each arm with its interval and what the method gains over it, as a table with a drawing. */
import { t } from "@vscode/l10n";
import type { Interval, Report } from "../src/protocol/report";
import { plainLine } from "./arms";
import { h, icon, scroller, svg, table } from "./dom";
import type { Child } from "./dom";
import { decimal, gainText, intervalText, percent } from "./format";
import { lineSample } from "./line-sample";
import type { PageState } from "./panel-state";

type Figures = Pick<Report, "headline" | "arms" | "gains">;

/** @param name what the table is called for those who listen */
export function armsTable(figures: Figures, styles: PageState["styles"], name: string): HTMLElement {
  const { headline, arms, gains } = figures;
  const { unit, title } = headline;
  const format = unit === "share" ? percent : decimal;
  const range = rangeOf(arms);
  const compared = gains.length > 0;
  const rows = arms.map(({ arm, title: armTitle, figure }): Child[] => {
    const style = styles.get(arm);
    const gain = gains.find(({ control }) => control === arm);
    return [
      h("span", { class: "arm" }, style && lineSample(style), armTitle),
      format(figure.mean),
      intervalText(figure, unit),
      ...(compared ? [gain === undefined ? "" : gainCell(gain.gain, headline)] : []),
      String(figure.n),
      intervalPlot(figure, range, style),
    ];
  });
  const columns = [
    t("Arm"),
    { number: title },
    { number: t("95 % interval") },
    ...(compared ? [{ number: t("Gain of {0}", arms[0]?.title ?? t("transfer")) }] : []),
    { number: t("Seeds") },
    t("Compared"),
  ];
  const element = scroller(name, table(name, columns, rows));
  element.classList.add("arms-table");
  return element;
}

/** A gain is good where it points to what is better; one whose interval holds zero is neither. */
function gainCell(gain: Interval, { better, unit }: Report["headline"]): HTMLElement {
  const sign = better === "higher" ? 1 : -1;
  const [low = 0, high = 0] = [gain.low ?? gain.mean, gain.high ?? gain.mean]
    .map((value) => value * sign)
    .sort((a, b) => a - b);
  const mark = low > 0 ? icon("arrow-up", "good") : high < 0 ? icon("arrow-down", "bad") : icon("dash");
  return h("span", { class: "gain" }, mark, gainText(gain, unit));
}

type Range = readonly [low: number, high: number];

function rangeOf(arms: Report["arms"]): Range {
  const values = arms.flatMap(({ figure }) => [figure.low ?? figure.mean, figure.mean, figure.high ?? figure.mean]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low) * 0.05 || 0.01;
  return [low - margin, high + margin];
}

/** Mean and interval on the scale that all arms share; the figures beside it say the same. */
function intervalPlot(figure: Interval, [low, high]: Range, { colour } = plainLine): SVGElement {
  const at = (value: number) => `${((value - low) / (high - low)) * 100}%`;
  const whisker = svg("line", {
    x1: at(figure.low ?? figure.mean),
    x2: at(figure.high ?? figure.mean),
    y1: 8,
    y2: 8,
    "stroke-width": 2,
  });
  whisker.style.setProperty("stroke", colour);
  const dot = svg("circle", { cx: at(figure.mean), cy: 8, r: 4 });
  dot.style.setProperty("fill", colour);
  return svg("svg", { class: "interval-plot", height: 16, "aria-hidden": "true" }, whisker, dot);
}
