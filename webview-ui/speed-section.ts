/** How the time was spent, in one line at the end of the page; nothing before the run has a report. */
import { t } from "@vscode/l10n";
import { speedParts } from "../src/protocol/performance";
import { h, region } from "./dom";
import type { Section } from "./dom";
import type { PageState } from "./panel-state";

export function speedSection(): Section<PageState> {
  const { element, body } = region("speed", t("Speed"));
  const parts = h("ul", { class: "muted" });
  body.append(parts);
  return {
    element,
    update({ view }) {
      const performance = view.report?.performance;
      const texts = performance === undefined ? [] : speedParts(performance);
      element.hidden = texts.length === 0;
      parts.replaceChildren(...texts.map((text) => h("li", {}, text)));
    },
  };
}
