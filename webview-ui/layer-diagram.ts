/**
 * The network from input to output: what is copied, frozen, trained and new, with shapes and parameters; while training
 * how far each layer moved, and afterwards the proof that the frozen ones did not. A network of several columns or heads
 * shows them side by side, below the layers that they share.
 */
import type { LayerView } from "../src/protocol/view";
import { h, icon, region, setText } from "./dom";
import type { Section } from "./dom";
import { count, plural } from "./format";
import { columnState, groupLayers, type LayerColumn } from "./layer-columns";
import { largestDrift, latestHealth, parameterTotals, proofs, type Proof } from "./layer-facts";
import { roveFocus } from "./layer-focus";
import { foldLayers } from "./layer-folding";
import { lateralLook, layerRow, treatmentLooks, type LayerRow } from "./layer-row";
import type { PageState } from "./panel-state";

type OnReveal = ((layer: string) => void) | undefined;

/** @param onReveal called with the layer that was chosen; without it the diagram is only to be looked at */
export function layerDiagram(onReveal: OnReveal): Section<PageState> {
  const { element, body } = region("layers", "Layers");
  const totals = h("p", { class: "totals" });
  const proofLine = h("div", { class: "proof-line" });
  const network = h("div", { class: "network-groups" });
  const empty = h("p", { class: "muted" }, "The layers appear once the source model has been read.");
  const key = h("div", {});
  body.append(totals, proofLine, empty, network, key);
  if (onReveal !== undefined) roveFocus(network);
  let drawn = "";
  let rows: readonly LayerRow[] = [];

  return {
    element,
    update({ view }) {
      const signature = JSON.stringify(view.layers);
      if (signature !== drawn) {
        drawn = signature;
        const made = networkOf(view.layers, onReveal);
        rows = made.rows;
        network.replaceChildren(...made.elements);
        key.replaceChildren(legend(rows.some(({ element: row }) => row.classList.contains("lateral"))));
      }
      empty.hidden = rows.length > 0;
      network.hidden = key.hidden = rows.length === 0;
      const { trained, all } = parameterTotals(view.layers);
      setText(totals, rows.length === 0 ? "" : `${count(trained)} of ${count(all)} parameters trained`);
      const proof = proofs(view);
      const health = latestHealth(view);
      const most = largestDrift(health, health.keys()) ?? 0;
      proofLine.replaceChildren(...proofSummary(proof, view.report !== undefined));
      for (const row of rows) row.update(proof, health, most);
    },
  };
}

/** Shared layers above, columns side by side, shared layers below. */
function networkOf(layers: readonly LayerView[], onReveal: OnReveal): { rows: LayerRow[]; elements: HTMLElement[] } {
  const { before, columns, after } = groupLayers(layers);
  const rows: LayerRow[] = [];
  const list = (own: readonly LayerView[], name: string): HTMLElement => {
    const made = foldLayers(own).map((shown) => layerRow(shown, shown.names[0] === layers[0]?.name, onReveal));
    rows.push(...made);
    return h("ol", { class: "network", "aria-label": name }, ...made.map((row) => row.element));
  };
  const elements: HTMLElement[] = [];
  if (before.length > 0) {
    elements.push(list(before, columns.length === 0 ? "Layers from input to output" : "Layers before the columns"));
  }
  if (columns.length > 0) {
    const shown = columns.map((column) =>
      h(
        "div",
        { class: "column" },
        h("h3", {}, column.part, h("span", { class: "muted" }, stateText(column))),
        list(column.layers, `Column ${column.part}, from input to output`),
      ),
    );
    elements.push(h("div", { class: "columns", "data-columns": columns.length }, ...shown));
  }
  if (after.length > 0) elements.push(list(after, "Layers after the columns"));
  return { rows, elements };
}

function stateText(column: LayerColumn): string {
  const { trained } = parameterTotals(column.layers);
  switch (columnState(column)) {
    case "frozen":
      return "frozen";
    case "trained":
    case "mixed":
      return `trains ${plural(trained, "parameter")}`;
    case undefined:
      return "";
  }
}

function proofSummary(proof: ReadonlyMap<string, Proof>, complete: boolean): Node[] {
  if (proof.size === 0) return [];
  const changed = [...proof].filter(([, { kind }]) => kind === "changed").map(([layer]) => layer);
  if (changed.length === 0) {
    return [
      h(
        "p",
        { class: "proof-kept" },
        icon("lock"),
        icon("check"),
        `${plural(proof.size, "frozen layer")} ${complete ? "proved unchanged" : "unchanged so far"}`,
      ),
    ];
  }
  const text = `Frozen weights changed during training: ${changed.join(", ")}. Do not trust this run; please report it.`;
  return [h("p", { class: "proof-broken", role: "alert" }, icon("error"), text)];
}

/** @param laterals whether there are layers that read other columns */
function legend(laterals: boolean): HTMLElement {
  const entries = (["frozen", "trained", "new"] as const).map((treatment) => {
    const look = treatmentLooks[treatment];
    return h(
      "li",
      { class: `layer ${treatment}` },
      h("span", { class: "layer-block", "aria-hidden": "true" }, icon(look.icon)),
      h("span", {}, `${look.text}: ${look.explain}`),
    );
  });
  const mark = (name: string, text: string) =>
    h("li", {}, h("span", { class: "mark" }, icon(name)), h("span", {}, text));
  return h(
    "details",
    { class: "legend", open: true },
    h("summary", {}, "Key"),
    h(
      "ul",
      {},
      ...entries,
      mark("link", "copied from the source model"),
      laterals ? mark(lateralLook.icon, `${lateralLook.text}: ${lateralLook.explain}`) : undefined,
      h("li", {}, "drift: how far the weights moved from their start, as a share of their norm"),
    ),
  );
}
