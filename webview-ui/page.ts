/** The whole page: its sections, and when they are drawn. */
import { armStyles } from "./arms";
import { confusionSection } from "./confusion-section";
import { curvesSection } from "./curves-section";
import { h, icon, setText } from "./dom";
import { header } from "./header";
import { everything } from "./host";
import type { Choices, Host } from "./host";
import { layerDiagram } from "./layer-diagram";
import { problemsSection } from "./problems-section";
import { resultSection } from "./result-section";
import type { PanelState } from "./state";
import type { Action } from "./state";
import { speedSection } from "./speed-section";
import { onPrint, onThemeChange, readTheme } from "./theme";
import { trialsSection } from "./trials-section";

export interface Page {
  /** Draws the state with the next frame; states that come faster than frames are skipped. */
  show(state: PanelState): void;
}

/**
 * @param host the editor; without it the page is a saved report and has nothing to press but what changes the view
 * @param onAction called when the person asks for something to be done with the run
 */
export function createPage(root: HTMLElement, host: Host | undefined, onAction: (action: Action) => void): Page {
  let choices: Choices = { ...everything, ...host?.recall() };
  let theme = readTheme();
  let state: PanelState | undefined;
  let frame: number | undefined;

  const post = host?.post;
  const waiting = h(
    "p",
    { class: "waiting", role: "status" },
    icon("loading", "codicon-modifier-spin"),
    "Waiting for the run…",
  );
  const note = h("p", { class: "unreadable", role: "status", hidden: true });
  const top = header(post && { act: onAction, post });
  const curves = curvesSection((change) => {
    choices = change(choices);
    host?.remember(choices);
    request();
  });
  const diagram = layerDiagram(
    post &&
      ((layer) => {
        post({ type: "reveal-layer", layer });
      }),
  );
  const wide = [resultSection(), curves, confusionSection(), trialsSection(), problemsSection(), speedSection()];
  const sections = [top, ...wide, diagram];
  const main = h(
    "main",
    {},
    h("div", { class: "wide" }, ...wide.map(({ element }) => element)),
    h("div", { class: "side" }, diagram.element),
  );
  const content = h("div", { class: "page", hidden: true }, top.element, main);
  root.replaceChildren(waiting, note, content);

  const draw = () => {
    frame = undefined;
    if (state === undefined) return;
    const { view, asked, unreadable } = state;
    note.hidden = unreadable === undefined;
    setText(
      note,
      unreadable === undefined
        ? ""
        : `A message from the editor could not be read and was left out (${unreadable}). Reload the window if this stays.`,
    );
    waiting.hidden = view !== undefined;
    content.hidden = view === undefined;
    if (view === undefined) return;
    const page = { view, asked, choices, theme, styles: armStyles(view.arms.map(({ arm }) => arm)) };
    for (const section of sections) section.update(page);
  };
  const request = () => {
    frame ??= requestAnimationFrame(draw);
  };
  const drawInNewColours = () => {
    theme = readTheme();
    draw();
  };

  onThemeChange(() => requestAnimationFrame(drawInNewColours));
  onPrint(drawInNewColours);
  return {
    show(next) {
      state = next;
      request();
    },
  };
}
