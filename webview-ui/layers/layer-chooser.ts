/** The layers that a person chose in the diagram, and what they do with them. */
import type { LayerPlan, LayerState } from "../../src/protocol/layer-plan";
import type { LayerView } from "../../src/protocol/view";
import { layerActions, type LayerActions } from "./layer-actions";
import { possibleFor } from "./layer-choosing";
import {
  isSelected,
  nothingSelected,
  remaining,
  selectAll,
  selectRange,
  selectRow,
  toggleRow,
  type Selectable,
  type Selection,
} from "./layer-selection";
import type { NetworkRows } from "./network-rows";

/** What a person can do with layers; in a saved report nothing. */
export interface LayerHandlers {
  reveal(layer: string): void;
  set(layers: readonly string[], state: LayerState): void;
}

export class LayerChooser {
  readonly actions: LayerActions;
  #layers: readonly LayerView[] = [];
  #plan: LayerPlan | undefined;
  #selection: Selection = nothingSelected;

  constructor(
    private readonly rows: NetworkRows,
    private readonly handlers: LayerHandlers,
  ) {
    this.actions = layerActions(
      (state) => {
        this.#set(state);
      },
      () => {
        const [first] = this.#chosen();
        if (first !== undefined) handlers.reveal(first);
      },
    );
    this.actions.update([], undefined);
  }

  choose(row: Selectable): void {
    this.#select(selectRow(row));
  }

  /** Adds a row, or takes it out. */
  toggle(row: Selectable): void {
    this.#select(toggleRow(this.#selection, row));
  }

  /** @param from where the range begins, unless that belongs to what is chosen */
  extend(to: Selectable, from?: Selectable): void {
    const base = from === undefined || isSelected(this.#selection, from) ? this.#selection : selectRow(from);
    this.#select(selectRange(base, this.rows.drawn(), to));
  }

  chooseAll(): void {
    this.#select(selectAll(this.rows.drawn()));
  }

  clear(): void {
    this.#select(nothingSelected);
  }

  reveal(row: Selectable): void {
    this.handlers.reveal(row.key);
  }

  /** Of all that is chosen where the row belongs to it, else of the row. */
  treat(row: Selectable, state: LayerState): void {
    if (!isSelected(this.#selection, row)) this.choose(row);
    this.#set(state);
  }

  /** Another network: what was chosen stays so as far as it is there. */
  show(layers: readonly LayerView[]): void {
    this.#layers = layers;
    this.#select(remaining(this.#selection, new Set(layers.map(({ name }) => name))));
  }

  update(plan: LayerPlan | undefined): void {
    this.#plan = plan;
    this.actions.update(this.#chosen(), plan);
  }

  #set(state: LayerState): void {
    const { layers } = possibleFor(state, this.#chosen(), this.#plan);
    if (layers.length > 0) this.handlers.set(layers, state);
  }

  #select(next: Selection): void {
    this.#selection = next;
    this.rows.mark((row) => isSelected(next, row));
    this.actions.update(this.#chosen(), this.#plan);
  }

  /** From input to output. */
  #chosen(): string[] {
    return this.#layers.map(({ name }) => name).filter((name) => this.#selection.layers.has(name));
  }
}
