/** A folded block of the diagram: how many layers it stands for, their parameters, what becomes of them, and warnings. */
import { t } from "@vscode/l10n";
import { h, icon } from "../dom";
import { count, plural, shapeText } from "../format";
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
      title: isOpen
        ? t("{0}: fold with the left arrow key or a double click", block.title)
        : t("{0}: unfold with the right arrow key or a double click", block.title),
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
          : [h("span", { class: "figure muted" }, t("drift up to {0}", shortNumber(drift)))]),
        ...(warned.length === 0 ? [] : [warningMark(warnedText(warned.length))]),
        ...(other.length === 0 ? [] : [nextMark(otherText(other.length))]),
      );
    },
  };
}

const warnedText = (n: number): string => plural(n, t("look at 1 layer"), t("look at {0} layers", count(n)));

const otherText = (n: number): string =>
  plural(n, t("next run: 1 layer otherwise"), t("next run: {0} layers otherwise", count(n)));

function sizeText({ repeats }: Block, n: number): string {
  const layers = plural(n, t("1 layer"), t("{0} layers", count(n)));
  return repeats === undefined
    ? layers
    : `${plural(repeats, t("1 block"), t("{0} blocks", count(repeats)))}, ${layers}`;
}

/** All of one kind need no number. */
function treatmentMark(treatment: LayerTreatment, layers: number, kinds: number): HTMLElement {
  const { icon: sign, text } = treatmentLooks[treatment];
  return h("span", { class: "mark" }, icon(sign), kinds === 1 ? text : `${String(layers)} ${text}`);
}
