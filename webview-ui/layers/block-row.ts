/** A folded block of the diagram: how many layers it stands for, their parameters, what becomes of them, and warnings. */
import { h, icon } from "../dom";
import { plural, shapeText } from "../format";
import { largestDrift, type LayerTreatment } from "../layer-facts";
import { nextMark, parametersText, treatmentLooks, warningMark, type DiagramRow } from "../layer-row";
import { blockSums, boxesIn, type Block } from "./blocks";
import { nextState } from "./layer-choosing";
import { healthWarnings, shortNumber } from "./layer-health";

/** @param selectable whether it can be chosen as the layers in it can; else it is only opened and closed */
export function blockRow(block: Block, isOpen: boolean, selectable: boolean): DiagramRow {
  const boxes = boxesIn(block);
  const { parameters, treatments } = blockSums(block);
  const names = boxes.flatMap((box) => box.names);
  const changing = h("span", { class: "layer-changing" });
  const box = h(
    "button",
    {
      class: "layer-box",
      type: "button",
      tabindex: -1,
      "aria-expanded": String(isOpen),
      "aria-pressed": selectable ? "false" : undefined,
      title: `${block.title}: ${isOpen ? "fold with the left arrow key" : "unfold with the right arrow key"} or a double click`,
    },
    h("span", { class: "layer-block", "aria-hidden": "true" }, icon(isOpen ? "chevron-down" : "chevron-right")),
    h("span", { class: "layer-name" }, block.title),
    h("span", { class: "layer-kind muted" }, sizeText(block, names.length)),
    h("span", { class: "layer-shape figure" }, shapeText(boxes.at(-1)?.layer.outputShape ?? [])),
    h("span", { class: "layer-parameters figure muted" }, parametersText(parameters)),
    h(
      "span",
      { class: "layer-marks" },
      ...treatments.map((treatment) => treatmentMark(...treatment, treatments.length)),
    ),
    changing,
  );
  const [only] = treatments.length === 1 ? treatments : [];
  const look = only?.[0] ?? (treatments.length === 0 ? "none" : "mixed");
  return {
    names,
    box,
    element: h("li", { class: `layer block ${look}`, "data-layer": block.key }, box),
    update({ health, choices }) {
      const drift = largestDrift(health, names);
      const warned = names.filter((name) => healthWarnings(health.get(name) ?? { drift: 0 }).length > 0);
      const other = boxes.filter(({ layer }) => nextState(layer, choices.get(layer.name)) !== undefined);
      changing.replaceChildren(
        ...(drift === undefined || drift === 0
          ? []
          : [h("span", { class: "figure muted" }, `drift up to ${shortNumber(drift)}`)]),
        ...(warned.length === 0 ? [] : [warningMark(`look at ${plural(warned.length, "layer")}`)]),
        ...(other.length === 0 ? [] : [nextMark(`next run: ${plural(other.length, "layer")} otherwise`)]),
      );
    },
  };
}

function sizeText({ repeats }: Block, layers: number): string {
  return repeats === undefined ? plural(layers, "layer") : `${plural(repeats, "block")}, ${plural(layers, "layer")}`;
}

/** All of one kind need no number. */
function treatmentMark(treatment: LayerTreatment, count: number, kinds: number): HTMLElement {
  const { icon: sign, text } = treatmentLooks[treatment];
  return h("span", { class: "mark" }, icon(sign), kinds === 1 ? text : `${String(count)} ${text}`);
}
