/**
 * The network from input to output: what is copied, frozen, trained and new, with shapes and parameters; while training
 * how each layer fares, and afterwards the proof that the frozen ones did not move. A network of several columns or heads
 * shows them side by side, below the layers that they share. The same as a table.
 */
import { t } from "@vscode/l10n";
import type { LayerHealth } from "../src/protocol/metrics";
import type { LayerPlan } from "../src/protocol/layer-plan";
import type { LayerView } from "../src/protocol/view";
import { h, icon, region, setText, type Section } from "./dom";
import { count, plural } from "./format";
import { foldLayers } from "./layer-folding";
import { groupLayers } from "./layer-columns";
import { largestDrift, parameterTotals, type Proof } from "./layer-facts";
import type { RowFacts } from "./layer-row";
import { choicesOf, nextState } from "./layers/layer-choosing";
import { healthMeasures, healthTexts } from "./layers/layer-health";
import { layerKey, type KeyContents } from "./layers/layer-key";
import { layerTable } from "./layers/layer-table";
import type { LayerHandlers } from "./layers/layer-chooser";
import { networkView } from "./layers/network-view";

export interface DiagramState {
  readonly layers: readonly LayerView[];
  readonly health: ReadonlyMap<string, LayerHealth>;
  readonly proof: ReadonlyMap<string, Proof>;
  /** Whether the run is over, so that the proof is whole. */
  readonly complete: boolean;
  /** What the experiment file says; nothing before that is known. */
  readonly plan: LayerPlan | undefined;
  readonly asTable: boolean;
}

export interface DiagramOptions {
  /** What can be done with layers; nothing in a saved report. */
  readonly handlers: LayerHandlers | undefined;
  readonly onTable: (asTable: boolean) => void;
  /** What is said where there are no layers. */
  readonly empty: string;
}

export function layerDiagram({ handlers, onTable, empty }: DiagramOptions): Section<DiagramState> {
  const { element, heading, body } = region("layers", t("Layers"));
  const tableBox = h("div", { hidden: true });
  const totals = h("p", { class: "totals" });
  const proofLine = h("div", { class: "proof-line" });
  const emptyNote = h("p", { class: "muted" }, empty);
  const key = h("div", {});
  const network = networkView(handlers);
  const tableSwitch = h("input", { type: "checkbox" });
  tableSwitch.addEventListener("change", () => {
    onTable(tableSwitch.checked);
  });
  const asTable = h("label", { class: "toggle" }, tableSwitch, h("span", {}, t("Show as table")));
  const head = h("div", { class: "card-head" }, heading, asTable);
  element.prepend(head);
  body.append(
    totals,
    proofLine,
    emptyNote,
    ...(network.actions ? [network.actions] : []),
    network.element,
    tableBox,
    key,
  );
  let drawn: readonly LayerView[] = [];
  let drawnFacts = "";
  let drawnTable: HTMLElement | undefined;

  /** @returns whether anything is otherwise than it was drawn */
  const draw = (state: DiagramState, facts: RowFacts): boolean => {
    const { layers, plan, complete } = state;
    const signature = JSON.stringify([[...facts.health], [...facts.proof], plan, complete]);
    const sameLayers = layers === drawn || JSON.stringify(layers) === JSON.stringify(drawn);
    drawn = layers;
    if (sameLayers && signature === drawnFacts) return false;
    drawnFacts = signature;
    network.update(facts, plan);
    if (!sameLayers) network.show(layers);
    const { trained, all } = parameterTotals(layers);
    setText(totals, layers.length === 0 ? "" : t("{0} of {1} parameters trained", count(trained), count(all)));
    proofLine.replaceChildren(...proofSummary(facts.proof, complete));
    key.replaceChildren(layerKey(keyContents(state, network.hasBlocks())));
    return true;
  };

  return {
    element,
    update(state) {
      const { layers, health, proof, plan } = state;
      const facts: RowFacts = {
        proof,
        health,
        most: largestDrift(health, health.keys()) ?? 0,
        choices: choicesOf(plan),
      };
      if (draw(state, facts)) drawnTable = undefined;
      const isEmpty = layers.length === 0;
      emptyNote.hidden = !isEmpty;
      asTable.hidden = key.hidden = isEmpty;
      network.element.hidden = isEmpty || state.asTable;
      if (network.actions) network.actions.hidden = isEmpty || state.asTable || plan === undefined;
      tableBox.hidden = isEmpty || !state.asTable;
      tableSwitch.checked = state.asTable;
      if (!state.asTable || drawnTable !== undefined) return;
      drawnTable = layerTable(layers, facts);
      tableBox.replaceChildren(drawnTable);
    },
  };
}

function keyContents({ layers, health, plan }: DiagramState, blocks: boolean): KeyContents {
  const choices = choicesOf(plan);
  const { columns } = groupLayers(layers);
  const ids = [...health.values()].flatMap((own) => [...healthTexts(own).keys()]);
  return {
    laterals: columns.some((column) => foldLayers(column.layers).some(({ isLateral }) => isLateral)),
    blocks,
    measures: new Set([
      ...healthMeasures.map(({ id }) => id).filter((id) => ids.includes(id)),
      ...(health.size > 0 ? ["drift"] : []),
    ]),
    others: layers.some((layer) => nextState(layer, choices.get(layer.name)) !== undefined),
  };
}

function proofSummary(proof: ReadonlyMap<string, Proof>, complete: boolean): Node[] {
  if (proof.size === 0) return [];
  const changed = [...proof].filter(([, { kind }]) => kind === "changed").map(([layer]) => layer);
  if (changed.length === 0) {
    const n = count(proof.size);
    const text = complete
      ? plural(proof.size, t("1 frozen layer proved unchanged"), t("{0} frozen layers proved unchanged", n))
      : plural(proof.size, t("1 frozen layer unchanged so far"), t("{0} frozen layers unchanged so far", n));
    return [h("p", { class: "proof-kept" }, icon("lock"), icon("check"), text)];
  }
  const text = t(
    "Frozen weights changed during training: {0}. Do not trust this run; please report it.",
    changed.join(", "),
  );
  return [h("p", { class: "proof-broken", role: "alert" }, icon("error"), text)];
}
