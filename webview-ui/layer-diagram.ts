/**
 * The network as a column of its layers, from input to output: what is copied, frozen, trained and new, with shapes and
 * parameters; while training how far each layer moved, and afterwards the proof that the frozen ones did not.
 */
import type { LayerHealth } from "../src/protocol/metrics";
import type { LayerView } from "../src/protocol/view";
import { h, icon, region, setText } from "./dom";
import type { Child, Section } from "./dom";
import { count, plural, shapeText } from "./format";
import { latestHealth, parameterTotals, proofs, treatmentOf } from "./layer-facts";
import type { LayerTreatment, Proof } from "./layer-facts";
import type { PageState } from "./panel-state";

interface TreatmentLook {
  readonly icon: string;
  readonly text: string;
  readonly explain: string;
}

const looks: Readonly<Record<LayerTreatment, TreatmentLook>> = {
  frozen: { icon: "lock", text: "frozen", explain: "keeps the source weights" },
  trained: { icon: "edit", text: "trained", explain: "starts from the source weights and goes on learning" },
  new: { icon: "sparkle", text: "new", explain: "starts from fresh weights" },
  none: { icon: "arrow-down", text: "no weights", explain: "nothing to train" },
};

/** @param onReveal called with the layer that was chosen; without it the diagram is only to be looked at */
export function layerDiagram(onReveal: ((layer: string) => void) | undefined): Section<PageState> {
  const { element, body } = region("layers", "Layers");
  const totals = h("p", { class: "totals" });
  const proofLine = h("div", { class: "proof-line" });
  const list = h("ol", { class: "network", "aria-label": "Layers from input to output" });
  const empty = h("p", { class: "muted" }, "The layers appear once the source model has been read.");
  const key = legend();
  body.append(totals, proofLine, empty, list, key);
  if (onReveal !== undefined) roveFocus(list);
  let drawn = "";
  let rows: readonly LayerRow[] = [];

  return {
    element,
    update({ view }) {
      const signature = JSON.stringify(view.layers);
      if (signature !== drawn) {
        drawn = signature;
        rows = view.layers.map((layer, index) => layerRow(layer, index === 0, onReveal));
        list.replaceChildren(...rows.map((row) => row.element));
      }
      empty.hidden = rows.length > 0;
      list.hidden = key.hidden = rows.length === 0;
      const { trained, all } = parameterTotals(view.layers);
      setText(totals, rows.length === 0 ? "" : `${count(trained)} of ${count(all)} parameters trained`);
      const proof = proofs(view);
      const health = latestHealth(view);
      const largest = Math.max(0, ...[...health.values()].map(({ drift }) => drift));
      proofLine.replaceChildren(...proofSummary(proof, view.report !== undefined));
      for (const row of rows) row.update(proof.get(row.name), health.get(row.name), largest);
    },
  };
}

interface LayerRow {
  readonly name: string;
  readonly element: HTMLElement;
  update(proof: Proof | undefined, health: LayerHealth | undefined, largestDrift: number): void;
}

function layerRow(layer: LayerView, first: boolean, onReveal: ((layer: string) => void) | undefined): LayerRow {
  const treatment = treatmentOf(layer);
  const look = looks[treatment];
  const proofMark = h("span", { class: "layer-proof" });
  const drift = h("span", { class: "layer-drift" });
  const contents: Child[] = [
    h("span", { class: "layer-block", "aria-hidden": "true" }, icon(look.icon)),
    h("span", { class: "layer-name" }, layer.name),
    h("span", { class: "layer-kind muted" }, layer.kind),
    h("span", { class: "layer-shape figure" }, shapeText(layer.outputShape)),
    h("span", { class: "layer-parameters figure muted" }, parametersText(layer)),
    treatment === "none"
      ? undefined
      : h("span", { class: "layer-marks" }, originMark(layer), h("span", { class: "mark" }, look.text)),
    proofMark,
    drift,
  ];
  const box =
    onReveal === undefined
      ? h("div", { class: "layer-box" }, ...contents)
      : h("button", { class: "layer-box", type: "button", tabindex: first ? 0 : -1 }, ...contents);
  box.title = `${layer.name}: ${look.text}, ${look.explain}`;
  box.addEventListener("click", () => onReveal?.(layer.name));
  return {
    name: layer.name,
    element: h("li", { class: `layer ${treatment}`, "data-layer": layer.name }, box),
    update(proof, health, largestDrift) {
      proofMark.replaceChildren(...proofMarks(proof));
      const moves = health !== undefined && (treatment === "trained" || treatment === "new");
      drift.replaceChildren(...(moves ? driftBar(health.drift, largestDrift) : []));
    },
  };
}

const parametersText = (layer: LayerView): string =>
  layer.parameters === 0 ? "" : plural(layer.parameters, "parameter");

const originMark = (layer: LayerView): Child =>
  layer.origin === "copied" ? h("span", { class: "mark" }, icon("link"), "copied") : undefined;

function proofMarks(proof: Proof | undefined): Child[] & Node[] {
  if (proof === undefined) return [];
  if (proof.kind === "changed") {
    return [h("span", { class: "proof-broken" }, icon("error"), `changed in ${seedsText(proof.seeds)}`)];
  }
  const text = h("span", {}, `unchanged (hash ${proof.hash.slice(0, 8)}…)`);
  text.title = `SHA-256 before and after training, ${plural(proof.seeds, "seed")}: ${proof.hash}`;
  return [h("span", { class: "proof-kept" }, icon("lock"), icon("check"), text)];
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

const seedsText = (seeds: readonly number[]): string => `seed${seeds.length === 1 ? "" : "s"} ${seeds.join(", ")}`;

/** @param drift relative change of the weights; the bar of the layer that moved most is full */
function driftBar(drift: number, largest: number): Node[] {
  const fill = h("span", { class: "drift-fill" });
  fill.style.setProperty("width", `${largest > 0 ? (drift / largest) * 100 : 0}%`);
  const text = `drift ${drift.toFixed(3)}`;
  return [h("span", { class: "drift-bar", "aria-hidden": "true" }, fill), h("span", { class: "figure" }, text)];
}

function legend(): HTMLElement {
  const entries = (["frozen", "trained", "new"] as const).map((treatment) =>
    h(
      "li",
      { class: `layer ${treatment}` },
      h("span", { class: "layer-block", "aria-hidden": "true" }, icon(looks[treatment].icon)),
      h("span", {}, `${looks[treatment].text}: ${looks[treatment].explain}`),
    ),
  );
  const copied = h("li", {}, h("span", { class: "mark" }, icon("link")), h("span", {}, "copied from the source model"));
  const drift = h("li", {}, "drift: how far the weights moved from their start, as a share of their norm");
  return h("details", { class: "legend", open: true }, h("summary", {}, "Key"), h("ul", {}, ...entries, copied, drift));
}

/** Arrow keys move between the layers, so that the column is one stop of the Tab key. */
function roveFocus(list: HTMLElement): void {
  const boxes = () => [...list.querySelectorAll<HTMLElement>(".layer-box")];
  list.addEventListener("focusin", (event) => {
    for (const box of boxes()) box.tabIndex = box === event.target ? 0 : -1;
  });
  list.addEventListener("keydown", (event) => {
    const all = boxes();
    const at = all.findIndex((box) => box === document.activeElement);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    all[Math.min(Math.max(target, 0), all.length - 1)]?.focus();
  });
}
