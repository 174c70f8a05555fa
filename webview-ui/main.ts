/**
 * Start of the page: in the editor it asks for the run and follows it; a page that carries a run in itself is a saved
 * report and shows that.
 */
import { t } from "@vscode/l10n";
import "./jitless";
import "./translate";
import "@vscode/codicons/dist/codicon.css";
import "./style.css";
import "./layers/layers.css";
import { runViewSchema } from "../src/protocol/view";
import { h } from "./dom";
import { editorHost } from "./host";
import { createPage } from "./page";
import { emptyPanel, reduce } from "./state";

const root = h("div", { id: "panel" });
document.body.append(root);
const saved = document.getElementById("run-view");
if (saved === null) followRun();
else showSaved(saved.textContent);

function followRun(): void {
  const host = editorHost();
  let state = emptyPanel;
  const page = createPage(root, host, (action) => {
    state = { ...state, asked: action };
    page.show(state);
    host.post({ type: "control", action });
  });
  addEventListener("message", (event: MessageEvent<unknown>) => {
    state = reduce(state, event.data);
    page.show(state);
  });
  page.show(state);
  host.post({ type: "ready" });
}

function showSaved(json: string): void {
  document.documentElement.classList.add("saved-report");
  const view = runViewSchema.safeParse(JSON.parse(json));
  if (view.success) createPage(root, undefined, () => undefined).show({ ...emptyPanel, view: view.data });
  else root.append(h("p", { role: "alert" }, t("This report cannot be read: {0}", view.error.message)));
}
