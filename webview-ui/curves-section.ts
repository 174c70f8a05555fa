/** The learning curves: what to show of them, one chart a figure, and each chart's table. */
import { plainLine } from "./arms";
import type { RunView } from "../src/protocol/view";
import { curveChart } from "./curve-chart";
import type { ChartState, CurveChart } from "./curve-chart";
import { curveTable } from "./curve-table";
import { curvesOf } from "./curves";
import type { Curve, Series, Split } from "./curves";
import { h, region, svg, toggle } from "./dom";
import type { Child, Section } from "./dom";
import { figureFormat } from "./format";
import type { ChangeChoices, Choices } from "./host";
import { lineSample } from "./line-sample";
import type { PageState } from "./panel-state";
import { armTitle, isUnfinished } from "./trials";

const splitTitles: Readonly<Record<Split, string>> = { train: "Training", validation: "Validation" };

export function curvesSection(change: ChangeChoices): Section<PageState> {
  const { element, body } = region("curves", "Learning curves");
  const toggles = h("div", { class: "toggles" });
  const cards = h("div", { class: "cards" });
  const key = h("p", { class: "key muted" });
  body.append(toggles, cards, key);
  const charts = new Map<string, Card>();
  let drawn = "";

  const readOut = (epoch: number | undefined) => {
    for (const { chart } of charts.values()) chart.readOut(epoch);
  };

  return {
    element,
    update(state) {
      const { view, choices } = state;
      const signature = JSON.stringify([view.arms, view.seeds]);
      if (signature !== drawn) toggles.replaceChildren(...toggleGroups(state, change));
      drawn = signature;
      const curves = curvesOf(view, choices);
      for (const curve of curves) {
        const chartState: ChartState = {
          curve,
          epochs: view.epochs,
          styles: state.styles,
          theme: state.theme,
          waiting: isUnfinished(view) ? "Waiting for the first step…" : "This run has no values to draw.",
          label: seriesLabel(view, choices),
        };
        let card = charts.get(curve.figure);
        if (card === undefined) {
          card = chartCard(chartState, choices, { readOut, change });
          charts.set(curve.figure, card);
          cards.append(card.element);
        }
        card.update(chartState, choices);
      }
      key.replaceChildren(...keyOf(curves));
    },
  };
}

/** `Fine-tuning` for training, `Fine-tuning val.` for validation; just the arm where one of the two is hidden. */
function seriesLabel(view: RunView, choices: Choices): (series: Series) => string {
  return ({ arm, split }) =>
    split === "validation" && !choices.hiddenSplits.includes("train")
      ? `${armTitle(view, arm)} val.`
      : armTitle(view, arm);
}

interface Card {
  readonly element: HTMLElement;
  readonly chart: CurveChart;
  update(state: ChartState, choices: Choices): void;
}

interface CardActions {
  readonly readOut: (epoch: number | undefined) => void;
  readonly change: ChangeChoices;
}

function chartCard(first: ChartState, choices: Choices, actions: CardActions): Card {
  const key = first.curve.figure;
  const figure = figureFormat(key);
  const chart = curveChart(first, actions.readOut);
  const tableBox = h("div", { class: "curve-table" });
  const asTable = toggle("Show as table", choices.tables.includes(key), (shown) => {
    actions.change((old) => ({ ...old, tables: withMember(old.tables, key, shown) }));
  });
  const head = h("div", { class: "card-head" }, h("h3", {}, figure.title), asTable);
  return {
    element: h("div", { class: "card", "data-figure": key }, head, chart.element, tableBox),
    chart,
    update(state, { tables }) {
      const shown = tables.includes(key);
      chart.element.hidden = shown;
      tableBox.hidden = !shown;
      if (shown) tableBox.replaceChildren(curveTable(state.curve, figure, state.label));
      else chart.update(state);
    },
  };
}

function toggleGroups({ view, choices, styles }: PageState, change: ChangeChoices): HTMLElement[] {
  const arms = view.arms.map(({ arm, title }) => {
    const flip = (shown: boolean) => {
      change((old) => ({ ...old, hiddenArms: withMember(old.hiddenArms, arm, !shown) }));
    };
    const style = styles.get(arm);
    return toggle(title, !choices.hiddenArms.includes(arm), flip, style && lineSample(style, "train"));
  });
  const lines = (["train", "validation"] as const).map((split) => {
    const flip = (shown: boolean) => {
      change((old) => ({ ...old, hiddenSplits: withMember(old.hiddenSplits, split, !shown) }));
    };
    return toggle(splitTitles[split], !choices.hiddenSplits.includes(split), flip, lineSample(plainLine, split));
  });
  const seeds = view.seeds.map((seed) => {
    const flip = (shown: boolean) => {
      change((old) => ({ ...old, hiddenSeeds: withMember(old.hiddenSeeds, seed, !shown) }));
    };
    return toggle(String(seed), !choices.hiddenSeeds.includes(seed), flip);
  });
  return [group("Arms", arms), group("Lines", lines), ...(seeds.length > 1 ? [group("Seeds", seeds)] : [])];
}

const group = (title: string, toggles: readonly HTMLElement[]): HTMLElement =>
  h("fieldset", { class: "toggle-group" }, h("legend", {}, title), ...toggles);

/** What bands and marks mean, as far as there are any. */
function keyOf(curves: readonly Curve[]): Node[] {
  const averaged = curves.some(({ series }) => series.some(({ points }) => points.some(({ seeds }) => seeds > 1)));
  const marked = new Set(curves.flatMap(({ markers }) => markers.map(({ kind }) => kind)));
  const median = averaged ? " (median of the seeds)" : "";
  const entry = (...children: Child[]) => h("span", {}, ...children);
  return [
    ...(averaged ? [entry("Lines: mean of the seeds; bands: lowest to highest seed")] : []),
    ...(marked.has("best") ? [entry(markSample("M7 1 L13 7 L7 13 L1 7 Z", "filled"), `best epoch${median}`)] : []),
    ...(marked.has("overfitting")
      ? [entry(markSample("M7 2 L13 12 L1 12 Z", "open"), `overfitting begins${median}`)]
      : []),
  ];
}

const markSample = (d: string, kind: string): SVGElement =>
  svg("svg", { class: `mark-sample ${kind}`, width: 14, height: 14, "aria-hidden": "true" }, svg("path", { d }));

/** A list with a member in it, or without it. */
function withMember<T>(list: readonly T[], member: T, present: boolean): T[] {
  const others = list.filter((other) => other !== member);
  return present ? [...others, member] : others;
}
