/** The page "Layers": the network of an experiment as its file stands. */
import { t } from "@vscode/l10n";
import type { FromLayers } from "../../src/protocol/layers-page";
import { button, h, icon, setText } from "../dom";
import { everything, withMember, type Choices, type Host } from "../host";
import { layerDiagram } from "../layer-diagram";
import { unreadableNote } from "../unreadable";
import type { LayersState } from "./layers-state";

const TABLE_KEY = "layers";
/** Without a run nothing is measured. */
const unmeasured = { health: new Map(), proof: new Map(), complete: false };

export interface LayersPage {
  /** Draws the state with the next frame; states that come faster than frames are skipped. */
  show(state: LayersState): void;
}

export function layersPage(root: HTMLElement, host: Host<FromLayers>): LayersPage {
  let choices: Choices = { ...everything, ...host.recall() };
  let state: LayersState | undefined;
  let frame: number | undefined;
  const request = () => {
    frame ??= requestAnimationFrame(draw);
  };
  const note = unreadableNote();
  const top = pageHeader(host);
  const diagram = layerDiagram({
    handlers: {
      reveal: (layer) => {
        host.post({ type: "reveal-layer", layer });
      },
      set: (layers, wanted) => {
        host.post({ type: "set-layers", layers: [...layers], state: wanted });
      },
    },
    onTable: (asTable) => {
      choices = { ...choices, tables: withMember(choices.tables, TABLE_KEY, asTable) };
      host.remember(choices);
      request();
    },
    empty: t("The layers appear here once the file says where they come from."),
  });
  const waiting = h(
    "p",
    { class: "waiting", role: "status" },
    icon("loading", "codicon-modifier-spin"),
    t("Reading the experiment…"),
  );
  const content = h(
    "div",
    { class: "page", hidden: true },
    top.element,
    h("main", { class: "wide-layers" }, diagram.element),
  );
  root.replaceChildren(waiting, note.element, content);

  const draw = () => {
    frame = undefined;
    if (state === undefined) return;
    note.update(state.unreadable);
    waiting.hidden = state.experiment !== undefined;
    content.hidden = state.experiment === undefined;
    top.update(state);
    const { layers, plan } = state;
    const asTable = choices.tables.includes(TABLE_KEY);
    diagram.update({ layers, plan, ...unmeasured, asTable });
  };
  return {
    show(next) {
      state = next;
      request();
    },
  };
}

function pageHeader(host: Host<FromLayers>): { element: HTMLElement; update(state: LayersState): void } {
  const title = h("h1", {});
  const method = h("p", { class: "muted" });
  const fault = h("p", { class: "layers-fault", role: "status" });
  const open = button(
    t("Open experiment"),
    "go-to-file",
    () => {
      host.post({ type: "open-experiment" });
    },
    { class: "secondary" },
  );
  const titleRow = h("div", { class: "title-row" }, h("div", { class: "title" }, title, method), open);
  return {
    element: h("header", { class: "run-header layers-header" }, titleRow, fault),
    update({ experiment = "", method: name, fault: reason }) {
      setText(title, t("Layers of {0}", experiment));
      setText(method, name);
      fault.hidden = reason === undefined;
      if (fault.dataset.text === reason) return;
      fault.dataset.text = reason ?? "";
      const before = t("What is shown here is how it was before; it follows the file again once that is well-formed.");
      fault.replaceChildren(...(reason === undefined ? [] : [icon("warning"), h("span", {}, `${reason} ${before}`)]));
    },
  };
}
