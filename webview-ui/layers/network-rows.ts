/**
 * The rows of the diagram, drawn in slices that the next drawing calls off. A row whose layer is as before stays the
 * same element, so that focus and place stay where they are while the file is edited and while a run goes on.
 */
import { layerRow, type DiagramRow, type RowFacts } from "../layer-row";
import { blockRow } from "./block-row";
import type { Item } from "./blocks";
import type { Selectable } from "./layer-selection";
import { inSlices, type Slices } from "./slices";

/** A list of the page, and what stands in it. */
export interface RowList {
  readonly element: HTMLElement;
  readonly items: readonly Item[];
}

interface Drawn extends Selectable {
  readonly row: DiagramRow;
  /** What the element was made from. */
  readonly signature: string;
}

interface Entry {
  readonly item: Item;
  /** How many blocks it stands in. */
  readonly level: number;
}

/** Rows of a list of more than this are left undrawn by the browser while they are out of sight. */
const LONG = 60;

export class NetworkRows {
  readonly #rows = new Map<string, Drawn>();
  readonly #open = new Set<string>();
  #lists: readonly RowList[] = [];
  #facts: RowFacts = { proof: new Map(), health: new Map(), most: 0, choices: new Map() };
  #isSelected: (row: Selectable) => boolean = () => false;
  #slices: Slices | undefined;

  /** @param selectable without it rows are only to be looked at */
  constructor(private readonly selectable: boolean) {}

  /** In the order of the page; complete once the last slice is drawn. */
  drawn(): Selectable[] {
    return this.#lists.flatMap(({ element }) => [...element.children].flatMap((child) => this.at(child) ?? []));
  }

  /** The row that an element lies in. */
  at(target: EventTarget | null): Selectable | undefined {
    const key = target instanceof Element ? target.closest<HTMLElement>(".layer")?.dataset.key : undefined;
    return key === undefined ? undefined : this.#rows.get(key);
  }

  draw(lists: readonly RowList[]): void {
    this.#lists = lists;
    this.#redraw();
  }

  update(facts: RowFacts): void {
    this.#facts = facts;
    for (const { row } of this.#rows.values()) row.update(facts);
  }

  /** Opens or folds a block. @returns whether there is such a block and it was not so before */
  setOpen(key: string, open: boolean): boolean {
    const before = this.isOpen(key);
    if (before === undefined || before === open) return false;
    if (open) this.#open.add(key);
    else this.#open.delete(key);
    this.#redraw();
    return true;
  }

  /** @returns undefined where it is no block */
  isOpen(key: string): boolean | undefined {
    const isBlock = this.#rows.get(key)?.row.box.hasAttribute("aria-expanded") === true;
    return isBlock ? this.#open.has(key) : undefined;
  }

  mark(isSelected: (row: Selectable) => boolean): void {
    this.#isSelected = isSelected;
    for (const drawn of this.#rows.values()) this.#markOne(drawn);
  }

  #redraw(): void {
    this.#slices?.cancel();
    const wanted = this.#lists.map(({ element, items }) => ({ element, entries: this.#entriesOf(items) }));
    this.#removeOthers(new Set(wanted.flatMap(({ entries }) => entries.map(({ item }) => item.key))));
    const tasks = wanted.flatMap(({ element, entries }) => {
      element.classList.toggle("long", entries.length > LONG);
      return entries.map((entry, index) => () => {
        this.#place(element, index, entry);
      });
    });
    this.#slices = inSlices(tasks, () => {
      this.#keepTabStop();
    });
  }

  #entriesOf(items: readonly Item[], level = 0): Entry[] {
    return items.flatMap((item) => [
      { item, level },
      ...(item.type === "block" && this.#open.has(item.key) ? this.#entriesOf(item.items, level + 1) : []),
    ]);
  }

  #removeOthers(keys: ReadonlySet<string>): void {
    for (const [key, { row }] of this.#rows) {
      if (keys.has(key)) continue;
      row.element.remove();
      this.#rows.delete(key);
    }
  }

  #place(list: HTMLElement, index: number, entry: Entry): void {
    const { item, level } = entry;
    const signature = JSON.stringify([level, this.#open.has(item.key), item]);
    let drawn = this.#rows.get(item.key);
    if (drawn?.signature !== signature) {
      drawn = this.#made(drawn, entry, signature);
      this.#rows.set(item.key, drawn);
    }
    const there = list.children[index] ?? null;
    if (there !== drawn.row.element) list.insertBefore(drawn.row.element, there);
    this.#markOne(drawn);
  }

  /** Takes the place and the focus of the one before. */
  #made(old: Drawn | undefined, { item, level }: Entry, signature: string): Drawn {
    const { key } = item;
    const row =
      item.type === "layer"
        ? layerRow(item.shown, this.selectable)
        : blockRow(item, this.#open.has(key), this.selectable);
    row.element.dataset.key = key;
    row.element.style.setProperty("--level", String(level));
    row.update(this.#facts);
    if (old !== undefined) {
      const hadFocus = old.row.box === document.activeElement;
      if (row.box.tagName === "BUTTON") row.box.tabIndex = old.row.box.tabIndex;
      old.row.element.replaceWith(row.element);
      if (hadFocus) row.box.focus();
    }
    return { key, names: row.names, row, signature };
  }

  /** The Tab key stops at one row. */
  #keepTabStop(): void {
    const boxes = this.#lists.flatMap(({ element }) => [...element.querySelectorAll<HTMLElement>("button.layer-box")]);
    const [first] = boxes;
    if (first !== undefined && !boxes.some(({ tabIndex }) => tabIndex === 0)) first.tabIndex = 0;
  }

  #markOne(drawn: Drawn): void {
    const { box } = drawn.row;
    if (box.hasAttribute("aria-pressed")) box.setAttribute("aria-pressed", String(this.#isSelected(drawn)));
  }
}
