/** A chart with its title, what it shows, and a switch that turns it into a table. */
import { t } from "@vscode/l10n";
import { curveChart, type CurveChart } from "./curve-chart";
import { h, setText, toggle } from "./dom";
import { withMember, type ChangeChoices, type Choices } from "./host";
import type { Plot } from "./plot";
import type { ThemeColours } from "./theme";

export interface ChartCard {
  readonly element: HTMLElement;
  readonly chart: CurveChart;
  update(plot: Plot, choices: Choices, theme: ThemeColours): void;
}

export interface CardOptions {
  /** One sentence: how to read it. */
  readonly describe?: string;
  /** Stands beside the title. */
  readonly control?: HTMLElement;
  readonly table: (plot: Plot) => HTMLElement;
  /** Called with the place that the person points at. */
  readonly readOut: (at: number | undefined) => void;
  readonly change: ChangeChoices;
}

export function chartCard(plot: Plot, choices: Choices, theme: ThemeColours, options: CardOptions): ChartCard {
  const { describe, control, table, readOut, change } = options;
  const { key } = plot;
  const chart = curveChart({ plot, theme }, readOut);
  const tableBox = h("div", { class: "curve-table" });
  const asTable = toggle(t("Show as table"), choices.tables.includes(key), (shown) => {
    change((old) => ({ ...old, tables: withMember(old.tables, key, shown) }));
  });
  const title = h("h3", {}, plot.title);
  const cut = h("p", { class: "muted", hidden: true });
  const element = h(
    "div",
    { class: "card", "data-figure": key },
    h("div", { class: "card-head" }, title, h("div", { class: "card-controls" }, control, asTable)),
    describe === undefined ? undefined : h("p", { class: "muted describe" }, describe),
    plot.axis.kind === "places" ? h("p", { class: "axis-title muted" }, plot.format.title) : undefined,
    chart.element,
    tableBox,
    cut,
  );
  return {
    element,
    chart,
    update(next, { tables }, colours) {
      const shown = tables.includes(key);
      chart.element.hidden = shown;
      tableBox.hidden = !shown;
      const hint = shown ? "" : cutText(next);
      cut.hidden = hint === "";
      setText(cut, hint);
      if (shown) tableBox.replaceChildren(table(next));
      else chart.update({ plot: next, theme: colours });
    },
  };
}

/** Says where values lie below the axis. */
function cutText({ format: { low, format }, lines }: Plot): string {
  if (low === undefined || !lines.some(({ points }) => points.some(({ mean }) => mean < low))) return "";
  return t("Values below {0} are cut off here; the table has them.", format(low));
}
