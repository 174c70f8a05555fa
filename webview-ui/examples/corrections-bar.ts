/** What the person has corrected so far, where that is written, and Undo. */
import { button, h, icon, setText, type Section } from "../dom";
import { count } from "../format";
import { countsOf, type Acts, type ErrorsState } from "./page-state";

export function correctionsBar(acts: Acts): Section<ErrorsState> {
  const text = h("span", { class: "figure", role: "status" });
  const open = button(
    "Open the list",
    "json",
    () => {
      acts.openList("test");
    },
    { class: "secondary" },
  );
  const openTraining = button(
    "Open the training data's list",
    "json",
    () => {
      acts.openList("training");
    },
    { class: "secondary" },
  );
  const undo = button("Undo", "discard", () => {
    acts.undo();
  });
  const problem = h("p", { class: "list-problem", role: "alert", hidden: true });
  const element = h(
    "section",
    { class: "corrections-bar", "aria-label": "Corrections" },
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
      if (label !== null) setText(label, `Undo (${corrected.undo ?? ""})`);
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
    return `${count(relabelled)} relabelled, ${count(excluded)} excluded: the next run uses this; the figures of this run stay. The data themselves are unchanged.`;
  }
  return canCorrect
    ? `Nothing is corrected yet. Corrections are written to ${list}, never into the data.`
    : "Trust this folder to correct labels or to exclude examples.";
}
