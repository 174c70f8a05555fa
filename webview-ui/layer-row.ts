/** One layer of the diagram: what happens to it in words and marks, its shape and parameters, its proof and its drift. */
import type { LayerHealth } from "../src/protocol/metrics";
import type { LayerView } from "../src/protocol/view";
import { h, icon } from "./dom";
import type { Child } from "./dom";
import { plural, shapeText } from "./format";
import { nameInColumn } from "./layer-columns";
import { largestDrift, proofOfAll, treatmentOf, type LayerTreatment, type Proof } from "./layer-facts";
import type { ShownLayer } from "./layer-folding";

interface TreatmentLook {
  readonly icon: string;
  readonly text: string;
  readonly explain: string;
}

export const treatmentLooks: Readonly<Record<LayerTreatment, TreatmentLook>> = {
  frozen: { icon: "lock", text: "frozen", explain: "keeps the source weights" },
  trained: { icon: "edit", text: "trained", explain: "starts from the source weights and goes on learning" },
  new: { icon: "sparkle", text: "new", explain: "starts from fresh weights" },
  none: { icon: "arrow-down", text: "no weights", explain: "nothing to train" },
};

export const lateralLook = { icon: "arrow-right", text: "lateral", explain: "reads the columns before its own" };

export interface LayerRow {
  readonly names: readonly string[];
  readonly element: HTMLElement;
  /** @param most drift of the layer that moved most of all */
  update(proof: ReadonlyMap<string, Proof>, health: ReadonlyMap<string, LayerHealth>, most: number): void;
}

/** @param onReveal called with the layer that was chosen; without it the row is only to be looked at */
export function layerRow(shown: ShownLayer, first: boolean, onReveal: ((layer: string) => void) | undefined): LayerRow {
  const { layer, names, isLateral } = shown;
  const treatment = treatmentOf(layer);
  const look = treatmentLooks[treatment];
  const proofMark = h("span", { class: "layer-proof" });
  const drift = h("span", { class: "layer-drift" });
  const contents: Child[] = [
    h("span", { class: "layer-block", "aria-hidden": "true" }, icon(look.icon)),
    h("span", { class: "layer-name" }, nameInColumn(layer)),
    h("span", { class: "layer-kind muted" }, layer.kind),
    h("span", { class: "layer-shape figure" }, shapeText(layer.outputShape)),
    h("span", { class: "layer-parameters figure muted" }, parametersText(layer)),
    treatment === "none" && !isLateral ? undefined : h("span", { class: "layer-marks" }, ...marksOf(shown)),
    proofMark,
    drift,
  ];
  const box =
    onReveal === undefined
      ? h("div", { class: "layer-box" }, ...contents)
      : h("button", { class: "layer-box", type: "button", tabindex: first ? 0 : -1 }, ...contents);
  box.title = `${layer.name}: ${look.text}, ${look.explain}${isLateral ? `; ${lateralLook.explain}` : ""}`;
  box.addEventListener("click", () => onReveal?.(layer.name));
  return {
    names,
    element: h("li", { class: `layer ${treatment}${isLateral ? " lateral" : ""}`, "data-layer": layer.name }, box),
    update(proof, health, most) {
      proofMark.replaceChildren(...proofMarks(proofOfAll(proof, names)));
      const moved = treatment === "trained" || treatment === "new" ? largestDrift(health, names) : undefined;
      drift.replaceChildren(...(moved === undefined ? [] : driftBar(moved, most)));
    },
  };
}

/** In words: what it reads, where its weights come from, and what becomes of them. */
function marksOf({ layer, isLateral, reads }: ShownLayer): Child[] {
  const treatment = treatmentOf(layer);
  const from = reads.length === 0 ? lateralLook.text : `${lateralLook.text} from ${reads.join(", ")}`;
  return [
    isLateral ? h("span", { class: "mark" }, icon(lateralLook.icon), from) : undefined,
    layer.origin === "copied" ? h("span", { class: "mark" }, icon("link"), "copied") : undefined,
    treatment === "none" ? undefined : h("span", { class: "mark" }, treatmentLooks[treatment].text),
  ];
}

const parametersText = (layer: LayerView): string =>
  layer.parameters === 0 ? "" : plural(layer.parameters, "parameter");

function proofMarks(proof: Proof | undefined): Child[] & Node[] {
  if (proof === undefined) return [];
  if (proof.kind === "changed") {
    return [h("span", { class: "proof-broken" }, icon("error"), `changed in ${seedsText(proof.seeds)}`)];
  }
  const hash = h("span", { class: "proof-hash" }, ` (hash ${proof.hash.slice(0, 8)}…)`);
  const text = h("span", {}, "unchanged", hash);
  text.title = `SHA-256 before and after training, ${plural(proof.seeds, "seed")}: ${proof.hash}`;
  return [h("span", { class: "proof-kept" }, icon("lock"), icon("check"), text)];
}

const seedsText = (seeds: readonly number[]): string => `seed${seeds.length === 1 ? "" : "s"} ${seeds.join(", ")}`;

/** @param drift relative change of the weights; the bar of the layer that moved most is full */
function driftBar(drift: number, largest: number): Node[] {
  const fill = h("span", { class: "drift-fill" });
  fill.style.setProperty("width", `${largest > 0 ? (drift / largest) * 100 : 0}%`);
  const text = `drift ${drift.toFixed(3)}`;
  return [h("span", { class: "drift-bar", "aria-hidden": "true" }, fill), h("span", { class: "figure" }, text)];
}
