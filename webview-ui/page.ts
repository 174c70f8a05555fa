/** The whole page: its sections, and when they are drawn. */
import { t } from "@vscode/l10n";
import { armStyles, lineStyle, type ArmStyle } from "./arms";
import type { RunView } from "../src/protocol/view";
import { confusionSection } from "./confusion-section";
import { curvesSection } from "./curves-section";
import { h, icon } from "./dom";
import { header } from "./header";
import { everything } from "./host";
import type { ChangeChoices, Choices, Host } from "./host";
import { hasWideColumns } from "./layer-columns";
import type { LayerHandlers } from "./layers/layer-chooser";
import { runLayers } from "./layers/run-layers";
import { partsSection } from "./parts-section";
import { problemsSection } from "./problems-section";
import { resultSection } from "./result-section";
import type { PanelState } from "./state";
import type { Action } from "./state";
import { speedSection } from "./speed-section";
import { onPrint, onThemeChange, readTheme } from "./theme";
import { hasManyArms, shownArms } from "./trials";
import { trialsSection } from "./trials-section";
import { unreadableNote } from "./unreadable";

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
    t("Waiting for the run…"),
  );
  const note = unreadableNote();
  const top = header(post && { act: onAction, post });
  const change: ChangeChoices = (changed) => {
    choices = changed(choices);
    host?.remember(choices);
    request();
  };
  const result = resultSection();
  const diagram = runLayers(post && layerHandlers(post), change);
  const wide = [
    result,
    partsSection(change),
    curvesSection(change),
    confusionSection(
      post &&
        ((truth, predicted) => {
          post({ type: "open-examples", truth, predicted });
        }),
    ),
    trialsSection(),
    problemsSection(),
    speedSection(),
  ];
  const sections = [top, ...wide, diagram];
  const side = h("div", { class: "side" }, diagram.element);
  const main = h("main", {}, h("div", { class: "wide" }, ...wide.map(({ element }) => element)), side);
  const place = layerPlace(main, side, { after: result.element, diagram: diagram.element });
  const content = h("div", { class: "page", hidden: true }, top.element, main);
  root.replaceChildren(waiting, note.element, content);

  const draw = () => {
    frame = undefined;
    if (state === undefined) return;
    const { view, asked, next, unreadable } = state;
    note.update(unreadable);
    waiting.hidden = view !== undefined;
    content.hidden = view === undefined;
    if (view === undefined) return;
    place(view);
    const page = { view, asked, next, choices, theme, styles: stylesOf(view, choices) };
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

/** Of very many arms only the one that is drawn needs a style. */
const stylesOf = (view: RunView, choices: Choices): ReadonlyMap<string, ArmStyle> =>
  hasManyArms(view)
    ? new Map(shownArms(view, choices).map((arm, index) => [arm, lineStyle(index)]))
    : armStyles(view.arms.map(({ arm }) => arm));

const layerHandlers = (post: Host["post"]): LayerHandlers => ({
  reveal: (layer) => {
    post({ type: "reveal-layer", layer });
  },
  set: (layers, state) => {
    post({ type: "set-layers", layers: [...layers], state });
  },
});

/** One column of layers stands beside the page; several need its whole width, below the result. */
function layerPlace(
  main: HTMLElement,
  side: HTMLElement,
  { after, diagram }: { after: HTMLElement; diagram: HTMLElement },
): (view: RunView) => void {
  return ({ layers }) => {
    const isWide = hasWideColumns(layers);
    if (isWide === main.classList.contains("wide-layers")) return;
    main.classList.toggle("wide-layers", isWide);
    if (isWide) after.after(diagram);
    else side.append(diagram);
  };
}
