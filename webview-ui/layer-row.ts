/**
 * One layer of the diagram: what happens to it in words and marks, its shape and parameters, its proof, how it fares, and
 * what the next run would make of it.
 */
import { t } from "@vscode/l10n";
import type { LayerHealth } from "../src/protocol/metrics";
import { h, icon } from "./dom";
import type { Child } from "./dom";
import { count, plural, shapeText } from "./format";
import { nameInColumn } from "./layer-columns";
import { largestDrift, proofOfAll, treatmentOf, type LayerTreatment, type Proof } from "./layer-facts";
import type { ShownLayer } from "./layer-folding";
import { nextState, stateWords, type Choices } from "./layers/layer-choosing";
import { healthMeasures, healthTexts, healthWarnings } from "./layers/layer-health";

interface TreatmentLook {
  readonly icon: string;
  readonly text: string;
  readonly explain: string;
}

export const treatmentLooks: Readonly<Record<LayerTreatment, TreatmentLook>> = {
  frozen: { icon: "lock", text: t("frozen"), explain: t("keeps the source weights") },
  trained: { icon: "edit", text: t("trained"), explain: t("starts from the source weights and goes on learning") },
  new: { icon: "sparkle", text: t("new"), explain: t("starts from fresh weights") },
  none: { icon: "arrow-down", text: t("no weights"), explain: t("nothing to train") },
};

export const lateralLook = { icon: "arrow-right", text: t("lateral"), explain: t("reads the columns before its own") };
export const nextIcon = "debug-step-over";

/** What changes while a run goes on or its file is edited. */
export interface RowFacts {
  readonly proof: ReadonlyMap<string, Proof>;
  readonly health: ReadonlyMap<string, LayerHealth>;
  /** Drift of the layer that moved most of all. */
  readonly most: number;
  /** What the experiment file says. */
  readonly choices: Choices;
}

export interface DiagramRow {
  /** Of the layers that it stands for. */
  readonly names: readonly string[];
  readonly element: HTMLElement;
  readonly box: HTMLElement;
  update(facts: RowFacts): void;
}

/** @param interactive without it the row is only to be looked at */
export function layerRow(shown: ShownLayer, interactive: boolean): DiagramRow {
  const { layer, names, isLateral } = shown;
  const treatment = treatmentOf(layer);
  const look = treatmentLooks[treatment];
  const changing = h("span", { class: "layer-changing" });
  const contents: Child[] = [
    h("span", { class: "layer-block", "aria-hidden": "true" }, icon(look.icon)),
    h("span", { class: "layer-name" }, nameInColumn(layer)),
    h("span", { class: "layer-kind muted" }, layer.kind),
    h("span", { class: "layer-shape figure" }, shapeText(layer.outputShape)),
    h("span", { class: "layer-parameters figure muted" }, parametersText(layer.parameters)),
    treatment === "none" && !isLateral ? undefined : h("span", { class: "layer-marks" }, ...marksOf(shown)),
    changing,
  ];
  const box = interactive
    ? h("button", { class: "layer-box", type: "button", tabindex: -1, "aria-pressed": "false" }, ...contents)
    : h("div", { class: "layer-box" }, ...contents);
  box.title = `${layer.name}: ${look.text}, ${look.explain}${isLateral ? `; ${lateralLook.explain}` : ""}`;
  return {
    names,
    box,
    element: h("li", { class: `layer ${treatment}${isLateral ? " lateral" : ""}`, "data-layer": layer.name }, box),
    update({ proof, health, most, choices }) {
      const moved = treatment === "trained" || treatment === "new" ? largestDrift(health, names) : undefined;
      const next = nextState(layer, choices.get(layer.name));
      changing.replaceChildren(
        ...proofMarks(proofOfAll(proof, names)),
        ...(moved === undefined ? [] : [driftBar(moved, most)]),
        ...healthMarks(health.get(layer.name)),
        ...(next === undefined ? [] : [nextMark(t("next run: {0}", stateWords[next]))]),
      );
    },
  };
}

/** In words: what it reads, where its weights come from, and what becomes of them. */
function marksOf({ layer, isLateral, reads }: ShownLayer): Child[] {
  const treatment = treatmentOf(layer);
  const from = reads.length === 0 ? lateralLook.text : t("lateral from {0}", reads.join(", "));
  return [
    isLateral ? h("span", { class: "mark" }, icon(lateralLook.icon), from) : undefined,
    layer.origin === "copied" ? h("span", { class: "mark" }, icon("link"), t("copied")) : undefined,
    treatment === "none" ? undefined : h("span", { class: "mark" }, treatmentLooks[treatment].text),
  ];
}

export const parametersText = (n: number): string =>
  n === 0 ? "" : plural(n, t("1 parameter"), t("{0} parameters", count(n)));

export const nextMark = (text: string): HTMLElement => h("span", { class: "mark layer-next" }, icon(nextIcon), text);

function proofMarks(proof: Proof | undefined): Node[] {
  if (proof === undefined) return [];
  if (proof.kind === "changed") {
    const list = proof.seeds.join(", ");
    const changed = plural(proof.seeds.length, t("changed in seed {0}", list), t("changed in seeds {0}", list));
    return [h("span", { class: "proof-broken" }, icon("error"), changed)];
  }
  const { hash, seeds } = proof;
  const text = h(
    "span",
    {},
    t("unchanged"),
    h("span", { class: "proof-hash" }, ` ${t("(hash {0}…)", hash.slice(0, 8))}`),
  );
  text.title = plural(
    seeds,
    t("SHA-256 before and after training, 1 seed: {0}", hash),
    t("SHA-256 before and after training, {0} seeds: {1}", count(seeds), hash),
  );
  return [h("span", { class: "proof-kept" }, icon("lock"), icon("check"), text)];
}

/** @param drift relative change of the weights; the bar of the layer that moved most is full */
function driftBar(drift: number, largest: number): Node {
  const fill = h("span", { class: "drift-fill" });
  fill.style.setProperty("width", `${largest > 0 ? (drift / largest) * 100 : 0}%`);
  const bar = h("span", { class: "drift-bar", "aria-hidden": "true" }, fill);
  return h("span", { class: "layer-drift" }, bar, h("span", { class: "figure" }, t("drift {0}", drift.toFixed(3))));
}

/** Each measure as an icon and a number; what is out of the ordinary in words. */
function healthMarks(health: LayerHealth | undefined): Node[] {
  if (health === undefined) return [];
  const texts = healthTexts(health);
  const measures = healthMeasures.flatMap(({ id, icon: sign, title }) => {
    const text = texts.get(id);
    if (text === undefined) return [];
    const name = h("span", { class: "visually-hidden" }, `${title} `);
    return [h("span", { class: "mark figure", title: `${title} ${text}` }, icon(sign), name, text)];
  });
  const warnings = healthWarnings(health).map((warning) => warningMark(warning));
  return [...(measures.length === 0 ? [] : [h("span", { class: "layer-health" }, ...measures)]), ...warnings];
}

export const warningMark = (text: string): HTMLElement =>
  h("span", { class: "mark layer-warning" }, icon("warning"), text);
