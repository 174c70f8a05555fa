/** Writing into a cell of the table. While it goes on the lines stay with their runs, whatever the editor sends. */
import { t } from "@vscode/l10n";
import type { RunRow } from "../../src/protocol/leaderboard";
import { editCell } from "./cell-editor";
import { runName, type RunColumn } from "./columns";

export type Field = "name" | "tags" | "note";

export interface GridEditing {
  readonly isOpen: () => boolean;
  open(row: RunRow, column: RunColumn, cell: HTMLElement | undefined): void;
}

export interface EditingOptions {
  readonly write: (row: RunRow, field: Field, text: string) => void;
  /** Called when a cell is a cell again. */
  readonly onEnd: () => void;
}

export function gridEditing({ write, onEnd }: EditingOptions): GridEditing {
  let isOpen = false;
  return {
    isOpen: () => isOpen,
    open(row, { edit: field, title }, cell) {
      if (isOpen || cell === undefined || field === undefined) return;
      isOpen = true;
      editCell({
        cell,
        name: t("{0} of {1}", title, runName(row)),
        value: field === "tags" ? (row.tags ?? []).join(", ") : (row[field] ?? ""),
        placeholder: field === "name" ? row.experiment : field === "tags" ? t("tag, another tag") : "",
        onKeep: (text) => {
          write(row, field, text);
        },
        onEnd: () => {
          isOpen = false;
          onEnd();
        },
      });
    },
  };
}
