/** Start of the generic page: asks the editor for what it shows, and draws each page that comes. */
import "../jitless";
import "../translate";
import "@vscode/codicons/dist/codicon.css";
import "../style.css";
import "./page-view.css";
import { toPageSchema, type FromPage, type Page } from "../../src/protocol/page";
import { h } from "../dom";
import { editorHost, everything, type Choices } from "../host";
import { onThemeChange, readTheme } from "../theme";
import { unreadableNote } from "../unreadable";
import { whyUnreadable } from "../why-unreadable";
import { pageBody } from "./page-body";

const root = h("div", { id: "panel" });
document.body.append(root);
show();

function show(): void {
  const host = editorHost<FromPage>();
  let choices: Choices = { ...everything, ...host.recall() };
  let theme = readTheme();
  let page: Page | undefined;
  const note = unreadableNote();
  const body = pageBody({
    act: (id) => {
      host.post({ type: "act", id });
    },
    change: (changed) => {
      choices = changed(choices);
      host.remember(choices);
      draw();
    },
  });
  root.append(note.element, body.element);

  const draw = () => {
    body.update({ page, choices, theme });
  };
  addEventListener("message", (event: MessageEvent<unknown>) => {
    const message = toPageSchema.safeParse(event.data);
    note.update(message.success ? undefined : whyUnreadable(message.error));
    if (!message.success) return;
    ({ page } = message.data);
    draw();
  });
  onThemeChange(() =>
    requestAnimationFrame(() => {
      theme = readTheme();
      draw();
    }),
  );
  draw();
  host.post({ type: "ready" });
}
