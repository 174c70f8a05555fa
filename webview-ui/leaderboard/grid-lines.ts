/** The lines of the table that exist, those in sight and a few more; they are lent to whichever runs are there. */
import type { RunRow } from "../../src/protocol/leaderboard";
import { h } from "../dom";
import type { RunColumn } from "./columns";
import { rowElement, type RowActions, type RowElement } from "./run-row-element";

/** Pixels; the style sheet has the same. */
export const ROW_HEIGHT = 28;

export interface LentLines {
  readonly rows: readonly RunRow[];
  /** The place of the first run that gets a line, and how many do. */
  readonly first: number;
  readonly count: number;
  readonly selected: ReadonlySet<string>;
  /** The place of the run that the keys are about. */
  readonly active: number;
}

export interface GridLines {
  readonly body: HTMLTableSectionElement;
  /** Begins anew with other columns. */
  rebuild(columns: readonly RunColumn[]): void;
  /** @returns the id of the active line, where it is among them */
  lend(lent: LentLines): string | undefined;
  find(matches: (line: RowElement) => boolean): RowElement | undefined;
}

export function gridLines(actions: RowActions): GridLines {
  const body = h("tbody");
  const above = h("tr", { class: "spacer", "aria-hidden": "true" }, h("td"));
  const below = h("tr", { class: "spacer", "aria-hidden": "true" }, h("td"));
  let shown: readonly RunColumn[] = [];
  let pool: RowElement[] = [];
  return {
    body,
    rebuild(columns) {
      shown = columns;
      pool = [];
      body.replaceChildren(above, below);
    },
    lend({ rows, first, count, selected, active }) {
      while (pool.length < Math.min(count, rows.length)) {
        const line = rowElement(pool.length, shown, actions);
        pool.push(line);
        below.before(line.element);
      }
      let activeLine: string | undefined;
      pool.forEach((line, slot) => {
        const index = first + slot;
        const row = slot < count ? rows[index] : undefined;
        line.update(row, { index, selected: row !== undefined && selected.has(row.id), active: index === active });
        if (row !== undefined && index === active) activeLine = line.element.id;
      });
      const lines = Math.max(0, Math.min(count, rows.length - first));
      above.style.height = `${first * ROW_HEIGHT}px`;
      below.style.height = `${Math.max(0, rows.length - first - lines) * ROW_HEIGHT}px`;
      return activeLine;
    },
    find: (matches) => pool.find(matches),
  };
}
