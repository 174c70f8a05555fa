/** The headings of the table: each is a button that sorts by its column, and says how it is sorted now. */
import { t } from "@vscode/l10n";
import { h, icon } from "../dom";
import type { TableChoices } from "./choices";
import type { RunColumn } from "./columns";

export interface TableHead {
  readonly element: HTMLElement;
  update(sort: TableChoices["sort"]): void;
}

/** @param onSort called with the key of a column */
export function tableHead(columns: readonly RunColumn[], onSort: (column: string) => void): TableHead {
  const headings = columns.map(({ key, title, number, width }) => {
    const arrow = h("span", { class: "sort-mark" });
    const sort = h("button", { type: "button", class: "sort" }, h("span", {}, title), arrow);
    sort.addEventListener("click", () => {
      onSort(key);
    });
    const element = h("th", { scope: "col", class: `col-${key}${number ? " number" : ""}` }, sort);
    element.style.width = `${width}px`;
    return { key, element, arrow };
  });
  const select = h("th", { scope: "col", class: "col-select" }, h("span", { class: "visually-hidden" }, t("Compared")));
  return {
    element: h("thead", {}, h("tr", { "aria-rowindex": 1 }, select, ...headings.map(({ element }) => element))),
    update({ column, descending }) {
      for (const { key, element, arrow } of headings) {
        const mine = key === column;
        element.setAttribute("aria-sort", mine ? (descending ? "descending" : "ascending") : "none");
        const look = mine ? (descending ? "arrow-down" : "arrow-up") : "";
        if (arrow.dataset.look === look) continue;
        arrow.dataset.look = look;
        arrow.replaceChildren(...(look === "" ? [] : [icon(look)]));
      }
    },
  };
}
