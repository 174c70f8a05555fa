/** What the keys do while the table has the focus; every action of the mouse is among them. */
import { t } from "@vscode/l10n";
import type { RunRow } from "../../src/protocol/leaderboard";

export interface GridKeys {
  /** The place of the active row among all, from 0. */
  readonly active: () => number;
  readonly row: () => RunRow | undefined;
  /** Rows that are in sight at a time. */
  readonly page: () => number;
  readonly last: () => number;
  readonly go: (index: number) => void;
  readonly toggle: (row: RunRow) => void;
  readonly open: (row: RunRow) => void;
  readonly pin: (row: RunRow) => void;
  readonly edit: (row: RunRow, field: "name" | "tags" | "note") => void;
}

/** As the page tells them. */
export const keyHelp: readonly (readonly [key: string, does: string])[] = [
  ["↑ ↓", t("go to another run")],
  [t("Space"), t("choose it for the comparison")],
  [t("Enter"), t("open it")],
  ["F2", t("rename")],
  ["N", t("note")],
  ["T", t("tags")],
  ["P", t("pin at the top")],
];

export function gridKeys(table: HTMLElement, keys: GridKeys): void {
  table.addEventListener("keydown", (event) => {
    if (event.target !== table || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = placeOf(event.key, keys);
    const action = actionOf(event.key, keys);
    const row = keys.row();
    if (target === undefined && action === undefined) return;
    event.preventDefault();
    if (target !== undefined) keys.go(target);
    else if (row !== undefined) action?.(row);
  });
}

function placeOf(key: string, { active, page, last }: GridKeys): number | undefined {
  const places: Readonly<Record<string, () => number>> = {
    ArrowDown: () => active() + 1,
    ArrowUp: () => active() - 1,
    PageDown: () => active() + page(),
    PageUp: () => active() - page(),
    Home: () => 0,
    End: last,
  };
  return places[key]?.();
}

function actionOf(key: string, { toggle, open, pin, edit }: GridKeys): ((row: RunRow) => void) | undefined {
  const writing = (field: "name" | "tags" | "note") => (row: RunRow) => {
    edit(row, field);
  };
  const actions: Readonly<Record<string, (row: RunRow) => void>> = {
    " ": toggle,
    Enter: open,
    p: pin,
    F2: writing("name"),
    t: writing("tags"),
    n: writing("note"),
  };
  return actions[key.length === 1 ? key.toLowerCase() : key];
}
