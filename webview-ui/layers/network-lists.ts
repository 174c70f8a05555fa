/** The lists that rows stand in: shared layers above, columns side by side, shared layers below. */
import { t } from "@vscode/l10n";
import type { LayerView } from "../../src/protocol/view";
import { h } from "../dom";
import { count, plural } from "../format";
import { columnState, groupLayers, type LayerColumn } from "../layer-columns";
import { parameterTotals } from "../layer-facts";
import { foldLayers } from "../layer-folding";
import { foldBlocks } from "./blocks";
import type { RowList } from "./network-rows";

export interface NetworkLists {
  readonly lists: readonly RowList[];
  /** What stands below each other. */
  readonly elements: readonly HTMLElement[];
}

/** @returns a function that makes what is not there yet and keeps the rest */
export function networkLists(): (layers: readonly LayerView[]) => NetworkLists {
  const kept = new Map<string, HTMLElement>();
  const listFor = (layers: readonly LayerView[], name: string): RowList => {
    const element = kept.get(name) ?? h("ol", { class: "network", "aria-label": name });
    kept.set(name, element);
    return { element, items: foldBlocks(foldLayers(layers)) };
  };
  return (layers) => {
    const { before, columns, after } = groupLayers(layers);
    const beforeName = columns.length === 0 ? t("Layers from input to output") : t("Layers before the columns");
    const lists: RowList[] = [];
    const elements: HTMLElement[] = [];
    const add = (own: readonly LayerView[], name: string) => {
      if (own.length === 0) return;
      const list = listFor(own, name);
      lists.push(list);
      elements.push(list.element);
    };
    add(before, beforeName);
    if (columns.length > 0) {
      const own = columns.map((column) => listFor(column.layers, t("Column {0}, from input to output", column.part)));
      lists.push(...own);
      elements.push(columnsBox(kept, columns, own));
    }
    add(after, t("Layers after the columns"));
    return { lists, elements };
  };
}

/** Stays the same element while its columns are the same, so that the rows in it keep the focus. */
function columnsBox(
  kept: Map<string, HTMLElement>,
  columns: readonly LayerColumn[],
  lists: readonly RowList[],
): HTMLElement {
  const signature = JSON.stringify(columns.map((column) => [column.part, stateText(column)]));
  const there = kept.get(signature);
  if (there !== undefined) return there;
  const made = columns.map((column, index) => {
    const heading = h("h3", {}, column.part, h("span", { class: "muted" }, stateText(column)));
    return h("div", { class: "column" }, heading, lists[index]?.element);
  });
  const box = h("div", { class: "columns", "data-columns": columns.length }, ...made);
  kept.set(signature, box);
  return box;
}

function stateText(column: LayerColumn): string {
  const { trained } = parameterTotals(column.layers);
  switch (columnState(column)) {
    case "frozen":
      return t("frozen");
    case "trained":
    case "mixed":
      return plural(trained, t("trains 1 parameter"), t("trains {0} parameters", count(trained)));
    case undefined:
      return "";
  }
}
