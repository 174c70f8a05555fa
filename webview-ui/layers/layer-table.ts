/** The network as a table: what the diagram draws, in words and figures, one row a layer. */
import type { LayerHealth } from "../../src/protocol/metrics";
import type { LayerView } from "../../src/protocol/view";
import { scroller, table, type Child, type Column } from "../dom";
import { count, shapeText } from "../format";
import { treatmentOf, type Proof } from "../layer-facts";
import { treatmentLooks, type RowFacts } from "../layer-row";
import { nextState, stateWords } from "./layer-choosing";
import { healthMeasures, healthTexts, healthWarnings, shortNumber } from "./layer-health";

const origins: Readonly<Record<LayerView["origin"], string>> = { copied: "copied", new: "new", none: "–" };
const none = "–";

export function layerTable(layers: readonly LayerView[], facts: RowFacts): HTMLElement {
  const columns = columnsFor(layers, facts);
  const headings = columns.map(({ heading }) => heading);
  const rows = layers.map((layer, index): Child[] => columns.map(({ cell }) => cell(layer, layers[index - 1])));
  const element = scroller("Layers as a table", table("Layers from input to output", headings, rows));
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
    { heading: "Layer", cell: ({ name }) => name },
    { heading: "Kind", cell: ({ kind }) => kind },
    { heading: { number: "Output" }, cell: ({ outputShape }) => shapeText(outputShape) || none },
    { heading: { number: "Parameters" }, cell: ({ parameters }) => count(parameters) },
    { heading: "Reads", cell: readsText },
    { heading: "State", cell: (layer) => treatmentLooks[treatmentOf(layer)].text },
    ...(others ? [nextColumn(facts)] : []),
    { heading: "Weights", cell: ({ origin }) => origins[origin] },
    ...(proof.size === 0 ? [] : [proofColumn(proof)]),
    ...(health.size === 0 ? [] : healthColumns(health)),
  ];
}

const nextColumn = ({ choices }: RowFacts): LayerColumn => ({
  heading: "Next run",
  cell: (layer) => {
    const next = nextState(layer, choices.get(layer.name));
    return next === undefined ? "the same" : stateWords[next];
  },
});

/** A network without branches reads the layer before. */
function readsText({ reads }: LayerView, before: LayerView | undefined): string {
  if (reads !== undefined) return reads.join(", ");
  return before?.name ?? none;
}

const proofColumn = (proof: ReadonlyMap<string, Proof>): LayerColumn => ({
  heading: "Proof",
  cell: ({ name }) => proof.get(name)?.kind ?? none,
});

function healthColumns(health: ReadonlyMap<string, LayerHealth>): LayerColumn[] {
  const of = (layer: LayerView) => health.get(layer.name);
  const measured = healthMeasures.filter(({ id }) => [...health.values()].some((one) => healthTexts(one).has(id)));
  const warned = [...health.values()].some((one) => healthWarnings(one).length > 0);
  return [
    {
      heading: { number: "Drift" },
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
  heading: "To look at",
  cell: (layer) => healthWarnings(of(layer) ?? { drift: 0 }).join("; ") || none,
});
