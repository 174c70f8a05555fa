/** One line of the table, made once and then lent to whichever run stands there: scrolling and sorting only change texts. */
import { t } from "@vscode/l10n";
import type { RunRow } from "../../src/protocol/leaderboard";
import { h, icon, setText } from "../dom";
import { textsOf, type RunColumn } from "./columns";
import { stateLooks } from "../run-states";

export interface RowFlags {
  /** Its place among all rows, from 0. */
  readonly index: number;
  readonly selected: boolean;
  /** Whether the keys are about this row. */
  readonly active: boolean;
}

export interface RowElement {
  readonly element: HTMLTableRowElement;
  readonly row: () => RunRow | undefined;
  /** The cell of a column, where it has one. */
  cell(column: string): HTMLElement | undefined;
  /** @param row undefined takes the line out of sight */
  update(row: RunRow | undefined, flags: RowFlags): void;
}

export interface RowActions {
  readonly toggle: (row: RunRow) => void;
  readonly pin: (row: RunRow) => void;
  readonly open: (row: RunRow) => void;
  readonly edit: (row: RunRow, column: RunColumn) => void;
}

/** The heading stands before it. */
const HEADINGS = 1;

export function rowElement(slot: number, columns: readonly RunColumn[], actions: RowActions): RowElement {
  let shown: RunRow | undefined;
  const act = (action: (row: RunRow) => void) => () => {
    if (shown !== undefined) action(shown);
  };
  const mark = icon("blank");
  const select = h("td", { class: "col-select" }, mark);
  select.addEventListener("click", act(actions.toggle));
  const cells = columns.map((column) => cellElement(column, actions, act));
  const element = h("tr", { id: `run-${slot}` }, select, ...cells.map((cell) => cell.element));
  return {
    element,
    row: () => shown,
    cell: (key) => cells[columns.findIndex((column) => column.key === key)]?.element,
    update(row, { index, selected, active }) {
      shown = row;
      element.hidden = row === undefined;
      if (row === undefined) return;
      element.setAttribute("aria-rowindex", String(index + 1 + HEADINGS));
      element.setAttribute("aria-selected", String(selected));
      element.classList.toggle("active", active);
      element.dataset.state = row.state;
      mark.className = `codicon codicon-${selected ? "check" : "blank"}`;
      const texts = textsOf(row);
      for (const cell of cells) cell.update(row, texts);
    },
  };
}

interface CellElement {
  readonly element: HTMLElement;
  update(row: RunRow, texts: ReadonlyMap<string, string>): void;
}

function cellElement(
  column: RunColumn,
  { pin, open, edit }: RowActions,
  act: (action: (row: RunRow) => void) => () => void,
): CellElement {
  const { key } = column;
  const value = h("span", { class: "value" });
  const before =
    key === "name" ? h("span", { class: "pin" }) : key === "state" ? h("span", { class: "state-icon" }) : undefined;
  const element = h(
    key === "name" ? "th" : "td",
    { class: `col-${key}${column.number ? " number" : ""}` },
    before,
    value,
  );
  if (key === "name") {
    element.setAttribute("scope", "row");
    before?.addEventListener("click", act(pin));
    value.addEventListener("click", act(open));
  }
  if (column.edit !== undefined) {
    element.addEventListener(
      "dblclick",
      act((row) => {
        edit(row, column);
      }),
    );
  }
  return {
    element,
    update(row, texts) {
      const text = texts.get(key) ?? "";
      setText(value, text);
      if (element.title !== text) element.title = text;
      if (before !== undefined) decorate(before, key, row);
    },
  };
}

/** The mark before a name, or before a state. */
function decorate(box: HTMLElement, key: string, row: RunRow): void {
  const look = key === "name" ? (row.pinned === true ? "pinned" : "pin") : stateLooks[row.state].icon;
  if (box.dataset.look === look) return;
  box.dataset.look = look;
  const spins = look === "sync" || look === "loading";
  box.replaceChildren(icon(look, spins ? "codicon-modifier-spin" : ""));
  if (look === "pinned") box.append(h("span", { class: "visually-hidden" }, `${t("pinned")}, `));
}
