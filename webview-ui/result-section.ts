/** What the run says: the verdict in one sentence, the arms with their intervals, or why there is none. */
import type { Interval, Report } from "../src/protocol/report";
import type { RunView } from "../src/protocol/view";
import { h, icon, region, scroller, setText, svg, table } from "./dom";
import type { Child, Section } from "./dom";
import { decimal, gainText, intervalText, percent, plural } from "./format";
import { plainLine } from "./arms";
import { lineSample } from "./line-sample";
import type { PageState } from "./panel-state";
import { failureOf, placeText } from "./problems-section";
import { finishedTrials, isUnfinished } from "./trials";

const looks: Readonly<Record<Report["verdict"]["kind"], { icon: string; text: string }>> = {
  positive: { icon: "pass-filled", text: "Transfer helps" },
  negative: { icon: "warning", text: "Negative transfer" },
  inconclusive: { icon: "question", text: "No clear difference" },
  "not-compared": { icon: "info", text: "Not compared" },
};

export function resultSection(): Section<PageState> {
  const { element, body } = region("result", "Result");
  const kind = h("p", { class: "verdict-kind" });
  const sentence = h("p", { class: "verdict-sentence" });
  const verdict = h("div", { class: "verdict", role: "status" }, kind, sentence);
  const figures = h("div", {});
  body.append(verdict, figures);
  let drawn: Report | undefined;

  const show = (mark: string, iconName: string, title: string, text: string) => {
    if (verdict.dataset.kind !== mark || kind.textContent !== title) kind.replaceChildren(icon(iconName), title);
    verdict.dataset.kind = mark;
    setText(sentence, text);
  };

  return {
    element,
    update({ view, styles }) {
      const { report } = view;
      const failure = failureOf(view);
      if (failure !== undefined) show("failed", "error", `Failed: ${placeText(failure)}`, failure.message);
      else if (report === undefined) show("open", "clockface", "No verdict yet", waitingText(view));
      else
        show(
          report.verdict.kind,
          looks[report.verdict.kind].icon,
          looks[report.verdict.kind].text,
          report.verdict.sentence,
        );
      if (report !== drawn) figures.replaceChildren(...(report === undefined ? [] : [armsTable(report, styles)]));
      drawn = report;
    },
  };
}

function waitingText(view: RunView): string {
  const done = finishedTrials(view).length;
  const total = view.arms.length * view.seeds.length;
  if (view.state === "failed") return "The run failed without saying why; its folder holds the last output.";
  if (view.state === "stopped")
    return `Stopped after ${done} of ${plural(total, "trial")}. Resume goes on from the last checkpoint.`;
  if (view.state === "interrupted") {
    return `The engine ended after ${done} of ${plural(total, "trial")}. Resume goes on from the last checkpoint.`;
  }
  if (!isUnfinished(view)) return "This run ended without a report.";
  return view.rows.length === 0
    ? "Waiting for the engine…"
    : `The verdict follows when all trials are done; ${done} of ${plural(total, "trial")} so far.`;
}

function armsTable(report: Report, styles: PageState["styles"]): HTMLElement {
  const { unit, title } = report.headline;
  const format = unit === "share" ? percent : decimal;
  const range = rangeOf(report);
  const transfer = report.arms[0]?.title ?? "transfer";
  const rows = report.arms.map(({ arm, title: armTitle, figure }): Child[] => {
    const style = styles.get(arm);
    const gain = report.gains.find(({ control }) => control === arm);
    return [
      h("span", { class: "arm" }, style && lineSample(style, "train"), armTitle),
      format(figure.mean),
      intervalText(figure, unit),
      gain === undefined ? "" : gainCell(gain.gain, report),
      String(figure.n),
      intervalPlot(figure, range, style),
    ];
  });
  const columns = [
    "Arm",
    { number: title },
    { number: "95 % interval" },
    { number: `Gain of ${transfer}` },
    { number: "Seeds" },
    "Compared",
  ];
  return scroller("Figures of the arms", table("Figures of the arms", columns, rows));
}

/** A gain is good where it points to what is better; one whose interval holds zero is neither. */
function gainCell(gain: Interval, report: Report): HTMLElement {
  const sign = report.headline.better === "higher" ? 1 : -1;
  const [low = 0, high = 0] = [gain.low ?? gain.mean, gain.high ?? gain.mean]
    .map((value) => value * sign)
    .sort((a, b) => a - b);
  const mark = low > 0 ? icon("arrow-up", "good") : high < 0 ? icon("arrow-down", "bad") : icon("dash");
  return h("span", { class: "gain" }, mark, gainText(gain, report.headline.unit));
}

type Range = readonly [low: number, high: number];

function rangeOf(report: Report): Range {
  const values = report.arms.flatMap(({ figure }) => [
    figure.low ?? figure.mean,
    figure.mean,
    figure.high ?? figure.mean,
  ]);
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
