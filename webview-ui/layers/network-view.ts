/** The network as a column of layers, or several beside each other, with what can be done with them. */
import type { LayerPlan } from "../../src/protocol/layer-plan";
import type { LayerView } from "../../src/protocol/view";
import { h } from "../dom";
import type { RowFacts } from "../layer-row";
import { LayerChooser, type LayerHandlers } from "./layer-chooser";
import { listenTo } from "./network-input";
import { networkLists } from "./network-lists";
import { NetworkRows } from "./network-rows";

export interface NetworkView {
  readonly element: HTMLElement;
  readonly actions: HTMLElement | undefined;
  /** Whether anything is folded or could be. */
  hasBlocks(): boolean;
  show(layers: readonly LayerView[]): void;
  update(facts: RowFacts, plan: LayerPlan | undefined): void;
}

/** @param handlers without them the network is only to be looked at */
export function networkView(handlers: LayerHandlers | undefined): NetworkView {
  const element = h("div", { class: "network-groups" });
  const listsOf = networkLists();
  const rows = new NetworkRows(handlers !== undefined);
  const chooser = handlers && new LayerChooser(rows, handlers);
  let blocks = false;
  listenTo(element, rows, chooser);
  return {
    element,
    actions: chooser?.actions.element,
    hasBlocks: () => blocks,
    show(layers) {
      const { lists, elements } = listsOf(layers);
      const isSame = elements.length === element.children.length;
      if (!isSame || elements.some((one, at) => one !== element.children[at])) element.replaceChildren(...elements);
      blocks = lists.some(({ items }) => items.some(({ type }) => type === "block"));
      rows.draw(lists);
      chooser?.show(layers);
    },
    update(facts, plan) {
      rows.update(facts);
      chooser?.update(plan);
    },
  };
}
