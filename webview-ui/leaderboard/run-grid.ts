/**
 * The table of all runs. Only the lines in sight exist, so a thousand runs cost as much as thirty. The table as a whole has
 * the focus and one line is the active one, so nothing is lost when lines are lent to other runs.
 */
import { t } from "@vscode/l10n";
import type { RunRow } from "../../src/protocol/leaderboard";
import { h, type Section } from "../dom";
import type { TableChoices } from "./choices";
import { columns, nameColumn, type RunColumn } from "./columns";
import { gridEditing, type Field } from "./grid-editing";
import { gridKeys } from "./grid-keys";
import { gridLines, ROW_HEIGHT, type GridLines } from "./grid-lines";
import type { RowActions } from "./run-row-element";
import { tableHead, type TableHead } from "./table-head";

/** Pixels. */
const SELECT_WIDTH = 28;
/** Lines before and behind those in sight. */
const SPARE = 6;
/** Pixels that are taken to be in sight as long as nothing is laid out. */
const USUAL_HEIGHT = 600;

export interface GridState {
  /** In their order. */
  readonly rows: readonly RunRow[];
  readonly columns: readonly RunColumn[];
  readonly choices: TableChoices;
  readonly canWrite: boolean;
}

export interface GridActions {
  readonly sort: (column: string) => void;
  readonly toggle: (row: RunRow) => void;
  readonly open: (row: RunRow) => void;
  readonly pin: (row: RunRow) => void;
  readonly write: (row: RunRow, field: Field, text: string) => void;
}

export function runGrid(actions: GridActions): Section<GridState> {
  const table = gridTable();
  const scroller = h("div", { class: "grid-scroller" }, table);
  let state: GridState | undefined;
  let head: TableHead | undefined;
  let active = 0;

  const editing = gridEditing({
    write: actions.write,
    onEnd: () => {
      table.focus({ preventScroll: true });
      draw();
    },
  });
  const lineActions: RowActions = {
    ...actions,
    pin: (row) => {
      if (state?.canWrite === true) actions.pin(row);
    },
    edit: (row, column) => {
      if (state?.canWrite !== true) return;
      editing.open(row, column, lines.find((line) => line.row()?.id === row.id)?.cell(column.key));
    },
  };
  const lines = gridLines(lineActions);

  const draw = () => {
    if (state === undefined || editing.isOpen()) return;
    const { rows, choices } = state;
    active = Math.min(active, Math.max(0, rows.length - 1));
    const selected = new Set(choices.selected);
    const line = lines.lend({ rows, ...inSight(scroller, rows.length), selected, active });
    describe(table, rows.length, line);
    head?.update(choices.sort);
  };
  const go = (index: number) => {
    if (state === undefined) return;
    active = Math.min(Math.max(0, index), state.rows.length - 1);
    scrollTo(scroller, active);
    draw();
  };
  scroller.addEventListener("scroll", draw, { passive: true });
  new ResizeObserver(draw).observe(scroller);
  table.addEventListener("mousedown", ({ target }) => {
    const row = lines.find(({ element }) => target instanceof Node && element.contains(target))?.row();
    if (row !== undefined && state !== undefined) go(state.rows.indexOf(row));
  });
  gridKeys(table, {
    active: () => active,
    row: () => state?.rows[active],
    page: () => Math.max(1, Math.floor(scroller.clientHeight / ROW_HEIGHT) - 2),
    last: () => (state?.rows.length ?? 1) - 1,
    go,
    ...lineActions,
    edit: (row, field) => {
      lineActions.edit(row, columnOf(field));
    },
  });

  return {
    element: scroller,
    update(next) {
      const isOther = keysOf(state?.columns) !== keysOf(next.columns);
      if (isOther && editing.isOpen()) return;
      if (isOther) {
        head = layOut(table, lines, next.columns, actions.sort);
      }
      active = placeAfter(state?.rows[active], next.rows) ?? active;
      state = next;
      draw();
    },
  };
}

const gridTable = (): HTMLTableElement =>
  h("table", {
    role: "grid",
    tabindex: 0,
    "aria-label": t("Runs"),
    "aria-multiselectable": "true",
    class: "run-grid",
  });

/** Says how many rows there are, also without lines of their own, and which one is active. */
function describe(table: HTMLElement, rows: number, activeLine: string | undefined): void {
  table.setAttribute("aria-rowcount", String(rows + 1));
  if (activeLine === undefined) table.removeAttribute("aria-activedescendant");
  else table.setAttribute("aria-activedescendant", activeLine);
}

/** Begins anew with other columns. */
function layOut(
  table: HTMLElement,
  lines: GridLines,
  shown: readonly RunColumn[],
  sort: (column: string) => void,
): TableHead {
  const head = tableHead(shown, sort);
  lines.rebuild(shown);
  table.replaceChildren(head.element, lines.body);
  table.setAttribute("aria-colcount", String(shown.length + 1));
  table.style.width = `${shown.reduce((sum, { width }) => sum + width, SELECT_WIDTH)}px`;
  return head;
}

/** What can be written has a column whatever the rows hold. */
const columnOf = (field: Field): RunColumn => columns.find(({ edit }) => edit === field) ?? nameColumn;

const keysOf = (columns: readonly RunColumn[] | undefined): string | undefined => columns?.map(({ key }) => key).join();

/** The active line stays with its run, wherever that is sorted to. */
function placeAfter(row: RunRow | undefined, rows: readonly RunRow[]): number | undefined {
  const place = row === undefined ? -1 : rows.findIndex(({ id }) => id === row.id);
  return place < 0 ? undefined : place;
}

/** Which of the rows get a line. */
function inSight(scroller: HTMLElement, rows: number): { first: number; count: number } {
  const count = Math.ceil((scroller.clientHeight || USUAL_HEIGHT) / ROW_HEIGHT) + 2 * SPARE;
  const first = Math.max(0, Math.min(Math.floor(scroller.scrollTop / ROW_HEIGHT) - SPARE, rows - count));
  return { first, count };
}

/** Brings a row into sight, below the heading. */
function scrollTo(scroller: HTMLElement, index: number): void {
  const top = index * ROW_HEIGHT;
  const room = scroller.clientHeight - 2 * ROW_HEIGHT;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
}
