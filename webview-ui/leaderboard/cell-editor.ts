/** An input in the place of a cell: Enter or leaving it keeps what was written, Escape does not. */
import { h } from "../dom";

export interface CellEdit {
  readonly cell: HTMLElement;
  /** What it is called for those who listen: `Note of pets`. */
  readonly name: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onKeep: (value: string) => void;
  /** Called once, however it ends. */
  readonly onEnd: () => void;
}

export function editCell({ cell, name, value, placeholder, onKeep, onEnd }: CellEdit): void {
  const input = h("input", { type: "text", class: "cell-editor", "aria-label": name, placeholder, value });
  let over = false;
  const end = (keep: boolean) => {
    if (over) return;
    over = true;
    input.remove();
    cell.classList.remove("editing");
    if (keep && input.value !== value) onKeep(input.value);
    onEnd();
  };
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") end(true);
    if (event.key === "Escape") end(false);
  });
  input.addEventListener("blur", () => {
    end(true);
  });
  cell.classList.add("editing");
  cell.append(input);
  input.focus();
  input.select();
}
