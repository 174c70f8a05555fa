/** Start of the page of errors: asks the editor for the run, and follows what it sends. */
import "../jitless";
import "../translate";
import "@vscode/codicons/dist/codicon.css";
import "../style.css";
import "./examples.css";
import type { FromExamples } from "../../src/protocol/examples";
import { h } from "../dom";
import { editorHost } from "../host";
import { onThemeChange, readTheme } from "../theme";
import { errorsPage } from "./page";
import { emptyErrors, reduceErrors, type Acts } from "./page-state";

const root = h("div", { id: "panel", "data-view": "examples" });
document.body.append(root);
show();

function show(): void {
  const { post } = editorHost<FromExamples>();
  const acts: Acts = {
    look: (side, names) => {
      post({ type: "look", side, names: [...names] });
    },
    open: (side, name) => {
      post({ type: "open", side, name });
    },
    correct: (side, names, change) => {
      post({ type: "correct", side, names: [...names], change });
    },
    openList: (side) => {
      post({ type: "open-list", side });
    },
    undo: () => {
      post({ type: "undo" });
    },
  };
  let state = emptyErrors;
  const page = errorsPage(root, {
    acts,
    choose: (choice) => {
      state = { ...state, choice };
      page.show(state);
    },
    theme: readTheme(),
  });
  addEventListener("message", (event: MessageEvent<unknown>) => {
    state = reduceErrors(state, event.data);
    page.show(state);
  });
  onThemeChange(() =>
    requestAnimationFrame(() => {
      page.recolour(readTheme());
    }),
  );
  page.show(state);
  post({ type: "ready" });
}
