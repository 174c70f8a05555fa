/** The network as a table: what the diagram draws, in words and figures, one row a layer. */
import { t } from "@vscode/l10n";
import type { LayerHealth } from "../../src/protocol/metrics";
import type { LayerView } from "../../src/protocol/view";
import { scroller, table, type Child, type Column } from "../dom";
import { count, shapeText } from "../format";
import { treatmentOf, type Proof } from "../layer-facts";
import { treatmentLooks, type RowFacts } from "../layer-row";
import { nextState, stateWords } from "./layer-choosing";
import { healthMeasures, healthTexts, healthWarnings, shortNumber } from "./layer-health";

const origins: Readonly<Record<LayerView["origin"], string>> = { copied: t("copied"), new: t("new"), none: "–" };
const proofs: Readonly<Record<Proof["kind"], string>> = { unchanged: t("unchanged"), changed: t("changed") };
const none = "–";

export function layerTable(layers: readonly LayerView[], facts: RowFacts): HTMLElement {
  const columns = columnsFor(layers, facts);
  const headings = columns.map(({ heading }) => heading);
  const rows = layers.map((layer, index): Child[] => columns.map(({ cell }) => cell(layer, layers[index - 1])));
  const element = scroller(t("Layers as a table"), table(t("Layers from input to output"), headings, rows));
  element.classList.add("layer-table");
  return element;
}

interface LayerColumn {
  readonly heading: Column;
  readonly cell: (layer: LayerView, before: LayerView | undefined) => string;
}

/** What no layer has gets no column. */
function columnsFor(layers: readonly LayerView[], facts: RowFacts): LayerColumn[] {
  const { proof, health, choices } = facts;
  const others = layers.some((layer) => nextState(layer, choices.get(layer.name)) !== undefined);
  return [
    { heading: t("Layer"), cell: ({ name }) => name },
    { heading: t("Kind"), cell: ({ kind }) => kind },
    { heading: { number: t("Output") }, cell: ({ outputShape }) => shapeText(outputShape) || none },
    { heading: { number: t("Parameters") }, cell: ({ parameters }) => count(parameters) },
    { heading: t("Reads"), cell: readsText },
    { heading: t("State"), cell: (layer) => treatmentLooks[treatmentOf(layer)].text },
    ...(others ? [nextColumn(facts)] : []),
    { heading: t("Weights"), cell: ({ origin }) => origins[origin] },
    ...(proof.size === 0 ? [] : [proofColumn(proof)]),
    ...(health.size === 0 ? [] : healthColumns(health)),
  ];
}

const nextColumn = ({ choices }: RowFacts): LayerColumn => ({
  heading: t("Next run"),
  cell: (layer) => {
    const next = nextState(layer, choices.get(layer.name));
    return next === undefined ? t("the same") : stateWords[next];
  },
});

/** A network without branches reads the layer before. */
function readsText({ reads }: LayerView, before: LayerView | undefined): string {
  if (reads !== undefined) return reads.join(", ");
  return before?.name ?? none;
}

const proofColumn = (proof: ReadonlyMap<string, Proof>): LayerColumn => ({
  heading: t("Proof"),
  cell: ({ name }) => {
    const own = proof.get(name);
    return own === undefined ? none : proofs[own.kind];
  },
});

function healthColumns(health: ReadonlyMap<string, LayerHealth>): LayerColumn[] {
  const of = (layer: LayerView) => health.get(layer.name);
  const measured = healthMeasures.filter(({ id }) => [...health.values()].some((one) => healthTexts(one).has(id)));
  const warned = [...health.values()].some((one) => healthWarnings(one).length > 0);
  return [
    {
      heading: { number: t("Drift") },
      cell: (layer) => {
        const own = of(layer);
        return own === undefined ? none : shortNumber(own.drift);
      },
    },
    ...measured.map(({ id, title }): LayerColumn => ({
      heading: { number: title.charAt(0).toUpperCase() + title.slice(1) },
      cell: (layer) => {
        const own = of(layer);
        return (own && healthTexts(own).get(id)) ?? none;
      },
    })),
    ...(warned ? [warningsColumn(of)] : []),
  ];
}

const warningsColumn = (of: (layer: LayerView) => LayerHealth | undefined): LayerColumn => ({
  heading: t("To look at"),
  cell: (layer) => healthWarnings(of(layer) ?? { drift: 0 }).join("; ") || none,
});
