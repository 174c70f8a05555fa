/** Start of the page "Layers": it asks the editor for the network of its experiment and follows the file. */
import "../jitless";
import "../translate";
import "@vscode/codicons/dist/codicon.css";
import "../style.css";
import "./layers.css";
import type { FromLayers } from "../../src/protocol/layers-page";
import { h } from "../dom";
import { editorHost } from "../host";
import { layersPage } from "./layers-page";
import { emptyLayers, reduceLayers } from "./layers-state";

const root = h("div", { id: "panel", "data-view": "layers" });
document.body.append(root);
const host = editorHost<FromLayers>();
const page = layersPage(root, host);
let state = emptyLayers;
addEventListener("message", (event: MessageEvent<unknown>) => {
  state = reduceLayers(state, event.data);
  page.show(state);
});
page.show(state);
host.post({ type: "ready" });
