/** What can be done with the layers that were chosen, each with its key, and why not where it cannot. */
import { t } from "@vscode/l10n";
import type { LayerPlan, LayerState } from "../../src/protocol/layer-plan";
import { button, h, icon, setText } from "../dom";
import { count, plural } from "../format";
import { treatmentLooks } from "../layer-row";
import { possibleFor } from "./layer-choosing";

export interface LayerActions {
  readonly element: HTMLElement;
  /** @param layers that were chosen, from input to output */
  update(layers: readonly string[], plan: LayerPlan | undefined): void;
}

interface Treatment {
  readonly state: LayerState;
  readonly label: string;
  readonly key: string;
  readonly icon: string;
}

export const treatments: readonly Treatment[] = [
  { state: "frozen", label: t("Freeze"), key: "F", icon: treatmentLooks.frozen.icon },
  { state: "train", label: t("Train"), key: "T", icon: treatmentLooks.trained.icon },
  { state: "new", label: t("Re-initialise"), key: "N", icon: treatmentLooks.new.icon },
];

const hint = t("Choose a layer, or several with Shift. It is set in the experiment file; undo works there.");

export function layerActions(act: (state: LayerState) => void, reveal: () => void): LayerActions {
  const title = h("p", { class: "chosen-layers" });
  const why = h("div", { class: "chosen-reasons", role: "status", id: "chosen-reasons" });
  const buttons = treatments.map(({ state, label, key, icon: sign }) => {
    const element = button(
      label,
      sign,
      () => {
        if (element.getAttribute("aria-disabled") !== "true") act(state);
      },
      { class: "secondary", "aria-keyshortcuts": key, "aria-describedby": "chosen-reasons" },
    );
    element.append(h("kbd", { "aria-hidden": "true" }, key));
    return { state, element };
  });
  const show = button(t("Show in file"), "go-to-file", reveal, { class: "secondary" });
  const bar = h("div", { class: "layer-toolbar", role: "toolbar", "aria-label": t("Chosen layers") });
  bar.append(...buttons.map(({ element }) => element), show);
  return {
    element: h("div", { class: "layer-actions" }, title, bar, why),
    update(layers, plan) {
      setText(title, layers.length === 0 ? hint : titleOf(layers));
      const reasons = new Map<string, string[]>();
      for (const { state, element } of buttons) {
        const possible = possibleFor(state, layers, plan);
        element.setAttribute("aria-disabled", String(possible.layers.length === 0));
        for (const reason of possible.reasons) reasons.set(reason, [...(reasons.get(reason) ?? []), state]);
      }
      show.setAttribute("aria-disabled", String(layers.length === 0));
      const lines = [...reasons.keys()].slice(0, MOST_REASONS);
      const text = lines.join(". ");
      if (why.dataset.text === text) return;
      why.dataset.text = text;
      why.replaceChildren(...lines.map((line) => h("p", {}, icon("info"), h("span", {}, `${line}.`))));
    },
  };
}

const MOST_REASONS = 3;

function titleOf(layers: readonly string[]): string {
  const [first = ""] = layers;
  const last = layers.at(-1) ?? "";
  return plural(layers.length, first, t("{0} layers: {1} … {2}", count(layers.length), first, last));
}
