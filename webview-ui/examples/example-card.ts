/** One example: what it is, what it was taken for, and what a person can do about it. */
import { t } from "@vscode/l10n";
import type { Correction } from "../../src/protocol/corrections";
import type { Look, Side } from "../../src/protocol/examples";
import { button, h, icon, setText } from "../dom";
import { lookPicture } from "./look-picture";
import type { Acts, ErrorsState } from "./page-state";

export interface CardFacts {
  readonly side: Side;
  readonly name: string;
  /** Sentences below the picture. */
  readonly lines: readonly (readonly (string | HTMLElement)[])[];
}

export interface ExampleCard {
  readonly element: HTMLElement;
  update(state: ErrorsState): void;
}

export function exampleCard(facts: CardFacts, acts: Acts): ExampleCard {
  const { side, name, lines } = facts;
  const picture = h("div", {});
  const status = h("p", { class: "correction", hidden: true });
  const open = button(
    t("Open"),
    "go-to-file",
    () => {
      acts.open(side, name);
    },
    { class: "secondary", "aria-label": t("Open {0}", name) },
  );
  const exclusion = exclusionButton(facts, acts);
  const labels = labelPicker(facts, acts);
  const element = h(
    "li",
    { class: "example card", "data-name": name },
    picture,
    h("h3", { class: "example-name" }, name),
    ...lines.map((line) => h("p", { class: "figure" }, ...line)),
    status,
    h("div", { class: "example-actions" }, open, labels.element, exclusion.element),
  );
  let drawn: Look | "nothing" | undefined;
  return {
    element,
    update({ view, corrected, looks }) {
      const look = looks[side].get(name);
      if (drawn !== (look ?? "nothing")) picture.replaceChildren(lookPicture(name, look));
      drawn = look ?? "nothing";
      const correction = corrected[side].get(name);
      showStatus(status, correction);
      element.classList.toggle("is-excluded", correction !== undefined && "excluded" in correction);
      const canCorrect = view?.canCorrect === true && corrected.problem === undefined;
      labels.update(canCorrect ? view.labels[side] : [], correction);
      exclusion.update(canCorrect, correction);
    },
  };
}

function showStatus(status: HTMLElement, correction: Correction | undefined): void {
  status.hidden = correction === undefined;
  if (correction === undefined) return;
  const isExcluded = "excluded" in correction;
  const text = isExcluded ? t("Excluded from the next run") : t("Label corrected to {0}", correction.label);
  if (status.textContent === text) return;
  status.replaceChildren(icon(isExcluded ? "circle-slash" : "edit"), text);
}

/** One button, so that the focus stays where it is when its meaning changes. */
function exclusionButton({ side, name }: CardFacts, acts: Acts) {
  let isCorrected = false;
  const element = button(
    t("Exclude"),
    "circle-slash",
    () => {
      acts.correct(side, [name], isCorrected ? { to: "as-it-was" } : { to: "excluded" });
    },
    { class: "secondary" },
  );
  const label = element.querySelector(".label");
  return {
    element,
    update(canCorrect: boolean, correction: Correction | undefined) {
      isCorrected = correction !== undefined;
      element.hidden = !canCorrect;
      if (label !== null) setText(label, isCorrected ? t("Restore") : t("Exclude"));
      element.setAttribute("aria-label", isCorrected ? t("Restore {0}", name) : t("Exclude {0}", name));
    },
  };
}

function labelPicker({ side, name }: CardFacts, acts: Acts) {
  const element = h("select", { "aria-label": t("Correct the label of {0}", name) });
  element.addEventListener("change", () => {
    if (element.value !== "") acts.correct(side, [name], { to: "label", label: element.value });
  });
  let drawn = "";
  return {
    element,
    update(labels: readonly string[], correction: Correction | undefined) {
      element.hidden = labels.length < 2;
      const signature = JSON.stringify(labels);
      if (signature !== drawn) {
        const options = labels.map((label) => h("option", { value: label }, label));
        element.replaceChildren(h("option", { value: "" }, t("Relabel…")), ...options);
      }
      drawn = signature;
      element.value = correction !== undefined && "label" in correction ? correction.label : "";
    },
  };
}
