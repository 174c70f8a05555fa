/** What the person has corrected so far, where that is written, and Undo. */
import { t } from "@vscode/l10n";
import { button, h, icon, setText, type Section } from "../dom";
import { count } from "../format";
import { countsOf, type Acts, type ErrorsState } from "./page-state";

export function correctionsBar(acts: Acts): Section<ErrorsState> {
  const text = h("span", { class: "figure", role: "status" });
  const open = button(
    t("Open the list"),
    "json",
    () => {
      acts.openList("test");
    },
    { class: "secondary" },
  );
  const openTraining = button(
    t("Open the training data's list"),
    "json",
    () => {
      acts.openList("training");
    },
    { class: "secondary" },
  );
  const undo = button(t("Undo"), "discard", () => {
    acts.undo();
  });
  const problem = h("p", { class: "list-problem", role: "alert", hidden: true });
  const element = h(
    "section",
    { class: "corrections-bar", "aria-label": t("Corrections") },
    h("div", {}, text, undo, open, openTraining),
    problem,
  );
  const label = undo.querySelector(".label");
  return {
    element,
    update({ view, corrected }) {
      element.hidden = view === undefined;
      if (view === undefined) return;
      const areOneSet = view.lists.test === view.lists.training;
      setText(text, textOf(countsOf(corrected, areOneSet), view.lists.test, view.canCorrect));
      const isKept = (side: "test" | "training") =>
        corrected[side].size > 0 || corrected.problem?.file === view.lists[side];
      open.hidden = !isKept("test") && corrected.problem === undefined;
      openTraining.hidden = areOneSet || !isKept("training");
      undo.hidden = corrected.undo === undefined || !view.canCorrect;
      if (label !== null) setText(label, t("Undo ({0})", corrected.undo ?? ""));
      problem.hidden = corrected.problem === undefined;
      if (corrected.problem !== undefined) {
        problem.replaceChildren(icon("error"), `${corrected.problem.file}: ${corrected.problem.message}`);
      }
    },
  };
}

function textOf(
  { relabelled, excluded }: { relabelled: number; excluded: number },
  list: string,
  canCorrect: boolean,
): string {
  if (relabelled + excluded > 0) {
    return t(
      "{0} relabelled, {1} excluded: the next run uses this; the figures of this run stay. The data themselves are unchanged.",
      count(relabelled),
      count(excluded),
    );
  }
  return canCorrect
    ? t("Nothing is corrected yet. Corrections are written to {0}, never into the data.", list)
    : t("Trust this folder to correct labels or to exclude examples.");
}
