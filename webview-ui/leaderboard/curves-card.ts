/** The overlaid curves of the compared runs, with the list that names them and the key to colours and dashes. */
import { t } from "@vscode/l10n";
import { h, icon, picker, setText, type Section } from "../dom";
import { lineSample } from "../line-sample";
import { withMember } from "../host";
import type { ThemeColours } from "../theme";
import type { ChangeTable, TableChoices } from "./choices";
import { comparedLines, overlayPlots, type ComparedLine } from "./overlay";
import { overlayChart, type OverlayChart } from "./overlay-chart";
import { runList } from "./run-list";
import { depthOf, depths } from "./run-style";
import type { LeaderboardState } from "./state";
import { lineStyle, plainLine } from "../arms";

export interface CurvesState {
  readonly state: LeaderboardState;
  readonly choices: TableChoices;
  readonly theme: ThemeColours;
}

const splits = [
  ["validation", t("validation, where there is any")],
  ["train", t("training")],
] as const;

export function curvesCard(change: ChangeTable, open: (id: string) => void): Section<CurvesState> {
  const arms = picker(t("Arm"), t("Arm of the curves"), (arm) => {
    change((old) => ({ ...old, arm }));
  });
  const examples = picker(t("Examples"), t("Examples of the curves"), (split) => {
    change((old) => ({ ...old, split: split === "train" ? "train" : "validation" }));
  });
  const charts = new Map<string, OverlayChart>();
  const cards = h("div", { class: "cards" });
  const key = h("div", { class: "key muted" });
  const empty = h("p", { class: "muted", role: "status" });
  const troubles = h("ul", { class: "problems", "aria-label": t("Problems with curves") });
  const point = (id: string | undefined) => {
    for (const chart of charts.values()) chart.highlight(id);
    list.mark(id);
  };
  const list = runList({ point, open });
  const element = h(
    "div",
    { class: "overlay" },
    h("div", { class: "toolbar" }, arms.element, examples.element),
    h("div", { class: "overlay-body" }, h("div", {}, cards, empty, key, troubles), list.element),
  );

  // What the curves follow from: sorting and filtering the table leaves them as they are.
  let drawn: readonly unknown[] = [];

  return {
    element,
    update({ state, choices, theme }) {
      const { selected, arm, split, tables } = choices;
      const next = [state.curves, selected, arm, split, tables, theme, ...selected.map((id) => state.rows?.get(id))];
      if (next.length === drawn.length && next.every((part, index) => part === drawn[index])) return;
      drawn = next;
      const lines = comparedLines(state, choices);
      const plots = overlayPlots(lines);
      updateArms(arms, lines, choices);
      examples.update(splits, choices.split);
      for (const [figure, chart] of charts) chart.element.hidden = !plots.some(({ plot }) => plot.key === figure);
      for (const next of plots) {
        const figure = next.plot.key;
        const chart =
          charts.get(figure) ??
          overlayChart(next, theme, {
            onPoint: point,
            onTable: (shown) => {
              change((old) => ({ ...old, tables: withMember(old.tables, figure, shown) }));
            },
          });
        if (!charts.has(figure)) cards.append(chart.element);
        charts.set(figure, chart);
        chart.update(next, theme, choices.tables.includes(figure));
      }
      list.update(lines);
      const waiting = lines.some(({ curves }) => curves === undefined);
      setText(
        empty,
        plots.length > 0 ? "" : waiting ? t("Reading the curves…") : t("None of these runs has a curve of this arm."),
      );
      key.replaceChildren(...keyOf(lines));
      troubles.replaceChildren(
        ...lines.flatMap(({ label, problem }) => (problem === undefined ? [] : [trouble(label, problem)])),
      );
    },
  };
}

/** The arms that any of the runs has; a run without the chosen one has no curve. */
function updateArms(arms: ReturnType<typeof picker>, lines: readonly ComparedLine[], { arm }: TableChoices): void {
  const known = new Map(lines.flatMap(({ row }) => row.arms.map((one) => [one.arm, one.title] as const)));
  const methods = new Set(lines.map(({ row }) => row.method));
  // The method's own arm is called by its name, which may be several.
  const titles = [...known].map(
    ([id, title]) => [id, id === "transfer" && methods.size > 1 ? t("The method itself") : title] as const,
  );
  arms.update(known.has(arm) ? titles : [...titles, [arm, arm]], arm);
}

function keyOf(lines: readonly ComparedLine[]): HTMLElement[] {
  const methods = [...new Set(lines.map(({ row }) => row.method))];
  const present = new Set(lines.map(({ row }) => depthOf(row)));
  return [
    ...methods.map((method, index) => h("span", {}, lineSample({ colour: lineStyle(index).colour, dash: [] }), method)),
    ...depths.flatMap(({ title, dash }, depth) =>
      present.has(depth) ? [h("span", {}, lineSample({ ...plainLine, dash }), title)] : [],
    ),
  ];
}

const trouble = (label: string, problem: string): HTMLElement =>
  h("li", { class: "warning" }, icon("warning"), h("div", {}, `${label}: ${problem}`));
