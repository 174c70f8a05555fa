/** The learning curves: what to show of them, one chart a figure, the further charts of the method, and their tables. */
import { t } from "@vscode/l10n";
import { plainLine } from "./arms";
import { chartCard, type ChartCard } from "./chart-card";
import { curvePlots } from "./curve-plots";
import { curveTable } from "./curve-table";
import type { Split } from "./curves";
import { h, picker, region, svg, toggle } from "./dom";
import type { Child, Picker, Section } from "./dom";
import { withMember, type ChangeChoices } from "./host";
import { lineSample } from "./line-sample";
import { armOfLayers, armsOfChart, chartKey, hasValues, methodPlot } from "./method-plots";
import type { PageState } from "./panel-state";
import type { Plot } from "./plot";
import { armTitle, hasManyArms, isUnfinished, shownArms } from "./trials";
import type { ChartView } from "../src/protocol/view";

const splitTitles: Readonly<Record<Split, string>> = { train: t("Training"), validation: t("Validation") };

/** What the picker calls the arm that has the newest row. */
const NEWEST = "";

export function curvesSection(change: ChangeChoices): Section<PageState> {
  const { element, body } = region("curves", t("Learning curves"));
  const toggles = h("div", { class: "toggles" });
  const cards = h("div", { class: "cards" });
  const key = h("p", { class: "key muted" });
  body.append(toggles, cards, key);
  const charts = new Map<string, ChartCard>();
  const pickers = new Map<string, Picker>();
  const armPicker = picker(t("Arm"), t("Arm of the curves"), pickFor("curves", change));
  let drawn = "";

  const readOut = (at: number | undefined) => {
    for (const { chart } of charts.values()) chart.readOut(at);
  };
  const show = (plot: Plot, { choices, theme }: PageState, chart?: ChartView) => {
    let card = charts.get(plot.key);
    if (card === undefined) {
      const control = chart !== undefined && "layers" in chart.draws ? layerPicker(chart) : undefined;
      const describe = chart === undefined ? {} : { describe: chart.describe, ...(control && { control }) };
      card = chartCard(plot, choices, theme, { ...describe, table: curveTable, readOut, change });
      charts.set(plot.key, card);
      cards.append(card.element);
    }
    card.update(plot, choices, theme);
  };
  const layerPicker = (chart: ChartView): HTMLElement => {
    const made = picker(t("Arm"), t("Arm of {0}", chart.title), pickFor(chartKey(chart), change));
    pickers.set(chartKey(chart), made);
    return made.element;
  };

  return {
    element,
    update(state) {
      const { view } = state;
      const signature = JSON.stringify([hasManyArms(view) || view.arms, view.seeds]);
      if (signature !== drawn) toggles.replaceChildren(...toggleGroups(state, change, armPicker.element));
      drawn = signature;
      if (hasManyArms(view)) updateArmPicker(armPicker, state);
      const plots = curvePlots(state);
      for (const plot of plots) show(plot, state);
      for (const chart of view.charts.filter((one) => hasValues(one, view))) {
        const plot = methodPlot(chart, state);
        show(plot, state, chart);
        plots.push(plot);
        const own = pickers.get(plot.key);
        if (own !== undefined) updateLayerPicker(own, chart, state);
      }
      key.replaceChildren(...keyOf(plots));
    },
  };
}

const pickFor = (what: string, change: ChangeChoices) => (value: string) => {
  change((old) => ({ ...old, picked: { ...old.picked, [what]: value === NEWEST ? undefined : value } }));
};

/** Of very many arms one is drawn: the one under way, or the one that was picked. */
function updateArmPicker(arms: Picker, { view, choices }: PageState): void {
  const [shown = ""] = shownArms(view, choices);
  const last = armTitle(view, view.rows.at(-1)?.arm ?? shown);
  const newest = isUnfinished(view) ? t("The one under way: {0}", last) : t("The last one: {0}", last);
  const known = view.arms.map(({ arm, title }) => [arm, title] as const);
  arms.update([[NEWEST, newest], ...known], choices.picked.curves === shown ? shown : NEWEST);
}

/** Nothing to pick where there is one arm. */
function updateLayerPicker(own: Picker, chart: ChartView, state: PageState): void {
  const arms = armsOfChart(chart, state);
  own.element.hidden = arms.length < 2;
  own.update(
    arms.map((arm) => [arm, armTitle(state.view, arm)]),
    armOfLayers(chart, state) ?? "",
  );
}

function toggleGroups(state: PageState, change: ChangeChoices, armPicker: HTMLElement): HTMLElement[] {
  const { view, choices } = state;
  const lines = (["train", "validation"] as const).map((split) => {
    const flip = (shown: boolean) => {
      change((old) => ({ ...old, hiddenSplits: withMember(old.hiddenSplits, split, !shown) }));
    };
    const sample = lineSample(plainLine, split === "validation");
    return toggle(splitTitles[split], !choices.hiddenSplits.includes(split), flip, sample);
  });
  const seeds = view.seeds.map((seed) => {
    const flip = (shown: boolean) => {
      change((old) => ({ ...old, hiddenSeeds: withMember(old.hiddenSeeds, seed, !shown) }));
    };
    return toggle(String(seed), !choices.hiddenSeeds.includes(seed), flip);
  });
  return [
    hasManyArms(view) ? armPicker : group(t("Arms"), armToggles(state, change)),
    group(t("Lines"), lines),
    ...(seeds.length > 1 ? [group(t("Seeds"), seeds)] : []),
  ];
}

const armToggles = ({ view, choices, styles }: PageState, change: ChangeChoices): HTMLElement[] =>
  view.arms.map(({ arm, title }) => {
    const flip = (shown: boolean) => {
      change((old) => ({ ...old, hiddenArms: withMember(old.hiddenArms, arm, !shown) }));
    };
    const style = styles.get(arm);
    return toggle(title, !choices.hiddenArms.includes(arm), flip, style && lineSample(style));
  });

const group = (title: string, toggles: readonly HTMLElement[]): HTMLElement =>
  h("fieldset", { class: "toggle-group" }, h("legend", {}, title), ...toggles);

/** What bands and marks mean, as far as there are any. */
function keyOf(plots: readonly Plot[]): Node[] {
  const averaged = plots.some(({ lines }) => lines.some(({ points }) => points.some(({ seeds }) => seeds > 1)));
  const marked = new Set(plots.flatMap(({ marks }) => marks.map(({ kind }) => kind)));
  const best = averaged ? t("best epoch (median of the seeds)") : t("best epoch");
  const overfitting = averaged ? t("overfitting begins (median of the seeds)") : t("overfitting begins");
  const entry = (...children: Child[]) => h("span", {}, ...children);
  return [
    ...(averaged ? [entry(t("Lines: mean of the seeds; bands: lowest to highest seed"))] : []),
    ...(marked.has("best") ? [entry(markSample("M7 1 L13 7 L7 13 L1 7 Z", "filled"), best)] : []),
    ...(marked.has("overfitting") ? [entry(markSample("M7 2 L13 12 L1 12 Z", "open"), overfitting)] : []),
  ];
}

const markSample = (d: string, kind: string): SVGElement =>
  svg("svg", { class: `mark-sample ${kind}`, width: 14, height: 14, "aria-hidden": "true" }, svg("path", { d }));
