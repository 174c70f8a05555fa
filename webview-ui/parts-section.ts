/** What only the method of this run shows: its tables, and its charts over labelled places with their tables. */
import { t } from "@vscode/l10n";
import type { ReportPart } from "../src/protocol/report";
import { chartCard } from "./chart-card";
import { h, region, setText } from "./dom";
import type { Section } from "./dom";
import type { ChangeChoices } from "./host";
import type { PartsState } from "./panel-state";
import { partAsTable } from "./part-as-table";
import { partKey, partPlot, type ChartPart } from "./part-plot";
import { pictureCard, type Card } from "./picture-card";
import { isScatter, scatterPicture } from "./scatter-picture";
import { isTiles, tilesPicture } from "./tiles-picture";

/** @param title of the section; the run panel's by default */
export function partsSection(change: ChangeChoices, title = t("What this method shows")): Section<PartsState> {
  const { element, body } = region("method", title);
  const list = h("div", { class: "parts" });
  body.append(list);
  const cards = new Map<string, Card>();

  return {
    element,
    update(state) {
      const { parts } = state.view;
      element.hidden = parts.length === 0;
      const shown = parts.map((part) => {
        const key = `${part.type}/${partKey(part)}`;
        const card = cards.get(key) ?? cardFor(part, state, change);
        cards.set(key, card);
        return { part, card };
      });
      const elements = shown.map(({ card }) => card.element);
      if (!isSame(elements, list.children)) list.replaceChildren(...elements);
      for (const { part, card } of shown) card.update(part, state);
    },
  };
}

function cardFor(part: ReportPart, state: PartsState, change: ChangeChoices): Card {
  switch (part.type) {
    case "chart":
      return placesCard(part, state, change);
    case "scatter":
      return pictureCard(part, state, { change, isKind: isScatter, draw: scatterPicture });
    case "tiles":
      return pictureCard(part, state, { change, isKind: isTiles, draw: tilesPicture });
    case "table":
      return tableCard(part);
  }
}

const isSame = (wanted: readonly Element[], present: HTMLCollection): boolean =>
  wanted.length === present.length && wanted.every((element, index) => element === present[index]);

function tableCard(first: ReportPart): Card {
  const describe = h("p", { class: "muted describe" });
  const box = h("div", {});
  let drawn: ReportPart | undefined;
  return {
    element: h("div", { class: "card", "data-figure": partKey(first) }, h("h3", {}, first.title), describe, box),
    update(part) {
      if (part === drawn) return;
      drawn = part;
      setText(describe, part.describe);
      box.replaceChildren(partAsTable(part));
    },
  };
}

function placesCard(first: ChartPart, state: PartsState, change: ChangeChoices): Card {
  let part = first;
  const card = chartCard(partPlot(first, state.styles), state.choices, state.theme, {
    describe: first.describe,
    table: () => partAsTable(part),
    readOut: (at) => {
      card.chart.readOut(at);
    },
    change,
  });
  const notes = h("ul", { class: "notes" });
  card.element.append(notes);
  return {
    element: card.element,
    update(next, { choices, styles, theme }) {
      if (next.type !== "chart") return;
      part = next;
      card.update(partPlot(next, styles), choices, theme);
      notes.replaceChildren(...notesOf(next));
      notes.hidden = notes.childElementCount === 0;
    },
  };
}

/** The places that are pointed out, in words; and what the whiskers are, where there are any. */
function notesOf({ x, series, marks = [] }: ChartPart): HTMLElement[] {
  const ranges = series.some(({ points }) => points.some((point) => point?.low !== undefined));
  return [
    ...marks.map(({ at, title }) => h("li", {}, h("strong", {}, `${x.title} ${x.labels[at] ?? ""}`), `: ${title}`)),
    ...(ranges ? [h("li", { class: "muted" }, t("Points: mean of the seeds; whiskers: 95 % interval"))] : []),
  ];
}
