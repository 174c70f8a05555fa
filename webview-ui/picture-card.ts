/** A picture that only a method has, with its title, how to read it, and a switch that turns it into a table. */
import { t } from "@vscode/l10n";
import type { ReportPart } from "../src/protocol/report";
import { h, setText, toggle } from "./dom";
import { withMember, type ChangeChoices } from "./host";
import type { PartsState } from "./panel-state";
import { partAsTable } from "./part-as-table";
import { partKey } from "./part-plot";

/** A part of the report on the page. */
export interface Card {
  readonly element: HTMLElement;
  update(part: ReportPart, state: PartsState): void;
}

interface PictureOptions<Part extends ReportPart> {
  readonly change: ChangeChoices;
  readonly isKind: (part: ReportPart) => part is Part;
  /** Draws it in the colours of the page, which follow the theme by themselves. */
  readonly draw: (part: Part) => Element;
}

export function pictureCard<Part extends ReportPart>(
  first: Part,
  { choices }: PartsState,
  { change, isKind, draw }: PictureOptions<Part>,
): Card {
  const key = partKey(first);
  const describe = h("p", { class: "muted describe" });
  const box = h("div", { class: "picture" });
  const asTable = toggle(t("Show as table"), choices.tables.includes(key), (shown) => {
    change((old) => ({ ...old, tables: withMember(old.tables, key, shown) }));
  });
  const head = h(
    "div",
    { class: "card-head" },
    h("h3", {}, first.title),
    h("div", { class: "card-controls" }, asTable),
  );
  let drawn: { part: ReportPart; isTable: boolean } | undefined;
  return {
    element: h("div", { class: "card", "data-figure": key }, head, describe, box),
    update(part, state) {
      const isTable = state.choices.tables.includes(key);
      if (!isKind(part) || (drawn?.part === part && drawn.isTable === isTable)) return;
      drawn = { part, isTable };
      setText(describe, part.describe);
      box.replaceChildren(isTable ? partAsTable(part) : draw(part));
    },
  };
}
