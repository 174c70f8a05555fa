/** What is being worked on and how far it is; a bar without an end where the end is not known. */
import { t } from "@vscode/l10n";
import type { Stage } from "../src/protocol/metrics";
import { h, setText, type Section } from "./dom";
import { count } from "./format";

export interface Work {
  readonly stage: Stage | undefined;
  /** Whether anything is going on at all. */
  readonly busy: boolean;
}

export function stageBar(): Section<Work> {
  const text = h("span", { class: "stage-text" });
  const amount = h("span", { class: "figure muted" });
  const bar = h("progress", { "aria-label": t("Progress") });
  const element = h("div", { class: "stage" }, h("div", { class: "stage-line" }, text, amount), bar);
  return {
    element,
    update({ stage, busy }) {
      element.hidden = stage === undefined || !busy;
      if (stage === undefined) return;
      const { done = 0, total, unit = "" } = stage;
      setText(text, stage.text);
      setText(amount, total === undefined ? "" : t("{0} of {1} {2}", count(done), count(total), unit).trimEnd());
      if (total === undefined) bar.removeAttribute("value");
      else Object.assign(bar, { max: Math.max(1, total), value: done });
    },
  };
}
