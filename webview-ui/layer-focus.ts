/**
 * Arrow keys move between the layers, so that the diagram is one stop of the Tab key: up and down within a column and
 * from one column into the next, left and right to the same place of the column beside.
 *
 * @param onExtend called with the box that the focus goes to while the person holds Shift
 */
export function roveFocus(network: HTMLElement, onExtend: (from: HTMLElement, to: HTMLElement) => void): void {
  const boxes = () => [...network.querySelectorAll<HTMLElement>("button.layer-box")];
  network.addEventListener("focusin", (event) => {
    for (const box of network.querySelectorAll<HTMLElement>('.layer-box[tabindex="0"]')) box.tabIndex = -1;
    if (event.target instanceof HTMLElement) event.target.tabIndex = 0;
  });
  network.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = boxes();
    const at = all.findIndex((box) => box === document.activeElement);
    const present = all[at];
    if (present === undefined) return;
    const step = (by: number) => all[Math.min(Math.max(at + by, 0), all.length - 1)];
    const targets: Readonly<Record<string, HTMLElement | undefined>> = {
      ArrowDown: step(1),
      ArrowUp: step(-1),
      ArrowRight: besides(present, 1),
      ArrowLeft: besides(present, -1),
      Home: all[0],
      End: all.at(-1),
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    target.focus();
    if (event.shiftKey) onExtend(present, target);
  });
}

/** The layer of the column beside that is as far from its beginning, or that column's last one. */
function besides(box: HTMLElement, by: -1 | 1): HTMLElement | undefined {
  const own = box.closest(".column");
  const columns = [...(own?.parentElement?.children ?? [])];
  const other = own === null ? undefined : columns[columns.indexOf(own) + by];
  const place = own === null ? -1 : [...own.querySelectorAll(".layer-box")].indexOf(box);
  const candidates = [...(other?.querySelectorAll<HTMLElement>(".layer-box") ?? [])];
  return candidates[place] ?? candidates.at(-1);
}
