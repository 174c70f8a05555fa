/** The whole page of errors. */
import { t } from "@vscode/l10n";
import type { Problem } from "../../src/protocol/problem";
import { h, icon, setText, type Section } from "../dom";
import type { ThemeColours } from "../theme";
import { unreadableNote } from "../unreadable";
import { correctionsBar } from "./corrections-bar";
import { MapSection } from "./map-section";
import { mistakesSection } from "./mistakes-section";
import { pairsSection } from "./pairs-section";
import type { Acts, ErrorsState } from "./page-state";
import type { Choice } from "./results";

export interface ErrorsPage {
  show(state: ErrorsState): void;
  recolour(theme: ThemeColours): void;
}

export function errorsPage(
  root: HTMLElement,
  { acts, choose, theme }: { acts: Acts; choose: (choice: Choice) => void; theme: ThemeColours },
): ErrorsPage {
  const note = unreadableNote();
  const waiting = h(
    "p",
    { class: "waiting", role: "status" },
    icon("loading", "codicon-modifier-spin"),
    t("Reading the run…"),
  );
  const title = h("h1", {});
  const subtitle = h("p", { class: "muted" });
  const empty = h("p", { class: "no-predictions", hidden: true }, icon("info"), NOTHING);
  const map = new MapSection(acts, theme);
  const sections: Section<ErrorsState>[] = [
    problemList(),
    correctionsBar(acts),
    mistakesSection(acts, choose),
    map,
    pairsSection(acts),
  ];
  const main = h(
    "main",
    { hidden: true },
    h("header", { class: "errors-header" }, title, subtitle),
    empty,
    ...sections.map(({ element }) => element),
  );
  root.replaceChildren(note.element, waiting, main);
  return {
    show(state) {
      const { view, unreadable } = state;
      note.update(unreadable);
      waiting.hidden = view !== undefined;
      main.hidden = view === undefined;
      if (view === undefined) return;
      setText(title, t("Errors of {0}", view.experiment));
      setText(subtitle, t("{0}: what the trained network took each test example for", view.method));
      empty.hidden = view.predictions.length > 0;
      for (const section of sections) section.update(state);
    },
    recolour: (colours) => {
      map.recolour(colours);
    },
  };
}

const NOTHING = [
  t(
    "There is nothing to show of this run: it is not over yet, predicts no classes, has no labelled test examples, or was made before answers were kept.",
  ),
  t("Run the experiment again to see its errors."),
].join(" ");

/** Files of the run that cannot be read. */
function problemList(): Section<ErrorsState> {
  const element = h("ul", { class: "errors-problems", "aria-label": t("Problems"), hidden: true });
  let drawn: readonly Problem[] | undefined;
  return {
    element,
    update({ view }) {
      const problems = view?.problems ?? [];
      element.hidden = problems.length === 0;
      if (problems === drawn) return;
      drawn = problems;
      element.replaceChildren(
        ...problems.map(({ severity, file, message }) =>
          h("li", {}, icon(severity), h("span", {}, h("strong", {}, file), ` ${message}`)),
        ),
      );
    },
  };
}
