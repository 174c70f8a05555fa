/** What pointer and keys do in the diagram: choosing layers, opening blocks, treating what is chosen. */
import { roveFocus } from "../layer-focus";
import { treatments } from "./layer-actions";
import type { LayerChooser } from "./layer-chooser";
import type { Selectable } from "./layer-selection";
import type { NetworkRows } from "./network-rows";

/** @param chooser nothing in a saved report, where blocks are opened and folded all the same */
export function listenTo(element: HTMLElement, rows: NetworkRows, chooser: LayerChooser | undefined): void {
  const toggle = (key: string) => rows.setOpen(key, rows.isOpen(key) === false);
  element.addEventListener("click", (event) => {
    const row = rows.at(event.target);
    if (row === undefined) return;
    if (chooser === undefined || isOnChevron(event)) toggle(row.key);
    else if (event.shiftKey) chooser.extend(row);
    else if (event.ctrlKey || event.metaKey) chooser.toggle(row);
    else chooser.choose(row);
  });
  element.addEventListener("dblclick", (event) => {
    const row = rows.at(event.target);
    if (row === undefined || chooser === undefined || isOnChevron(event)) return;
    if (!toggle(row.key)) chooser.reveal(row);
  });
  element.addEventListener("keydown", (event) => {
    const row = rows.at(document.activeElement);
    if (row === undefined || event.altKey) return;
    const isDone = foldByKey(event, rows, row) || (chooser !== undefined && chooseByKey(event, row, { rows, chooser }));
    if (isDone) event.preventDefault();
  });
  roveFocus(element, (from, to) => {
    const row = rows.at(to);
    if (row !== undefined) chooser?.extend(row, rows.at(from));
  });
}

const isOnChevron = ({ target }: MouseEvent): boolean =>
  target instanceof Element && target.closest(".block .layer-block") !== null;

/** @returns whether the key means something here */
function foldByKey({ key }: KeyboardEvent, rows: NetworkRows, row: Selectable): boolean {
  if (key === "ArrowRight") return rows.setOpen(row.key, true);
  return key === "ArrowLeft" && rows.setOpen(row.key, false);
}

interface Choosing {
  readonly rows: NetworkRows;
  readonly chooser: LayerChooser;
}

/** @returns whether the key means something here */
function chooseByKey(event: KeyboardEvent, row: Selectable, { rows, chooser }: Choosing): boolean {
  const withControl = event.ctrlKey || event.metaKey;
  if (withControl && event.key.toLowerCase() === "a") {
    chooser.chooseAll();
    return true;
  }
  if (withControl) return false;
  if (event.key === "Escape") {
    chooser.clear();
    return true;
  }
  if (event.key === "Enter") {
    const isOpen = rows.isOpen(row.key);
    if (isOpen === undefined) chooser.reveal(row);
    else rows.setOpen(row.key, !isOpen);
    return true;
  }
  const treatment = treatments.find(({ key }) => key === event.key.toUpperCase());
  if (treatment !== undefined) chooser.treat(row, treatment.state);
  return treatment !== undefined;
}
