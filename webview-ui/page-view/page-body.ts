/** What a generic page shows, from top to bottom: what it is about, what is going on, what was found, what can be done. */
import { t } from "@vscode/l10n";
import type { Page, PageAction } from "../../src/protocol/page";
import { button, h, icon, setText, type Section } from "../dom";
import type { ChangeChoices, Choices } from "../host";
import { partsSection } from "../parts-section";
import { problemList } from "../problems-section";
import { stageBar } from "../stage-bar";
import type { ThemeColours } from "../theme";

interface BodyState {
  /** Absent until the editor has sent one. */
  readonly page: Page | undefined;
  readonly choices: Choices;
  readonly theme: ThemeColours;
}

interface BodyOptions {
  /** Called with the id of the button that was pressed. */
  readonly act: (id: string) => void;
  readonly change: ChangeChoices;
}

/** No series of a generic page is an arm of a run. */
const NO_ARMS = new Map<never, never>();

export function pageBody({ act, change }: BodyOptions): Section<BodyState> {
  const waiting = h(
    "p",
    { class: "waiting", role: "status" },
    icon("loading", "codicon-modifier-spin"),
    t("Waiting for the page…"),
  );
  const title = h("h1");
  const subtitle = h("div", { class: "muted" });
  const stage = stageBar();
  const problems = h("div", { class: "page-problems", role: "status" });
  const text = h("div", { class: "page-text" });
  const actions = actionRow(act);
  const parts = partsSection(change, t("What was found"));
  const content = h(
    "div",
    { class: "page", hidden: true },
    h("header", { class: "run-header" }, title, subtitle, stage.element),
    h("main", { class: "page-main" }, problems, text, actions.element, parts.element),
  );
  let drawn: Page | undefined;
  return {
    element: h("div", {}, waiting, content),
    update({ page, choices, theme }) {
      waiting.hidden = page !== undefined;
      content.hidden = page === undefined;
      if (page === undefined) return;
      if (page !== drawn) {
        setText(title, page.title);
        setText(subtitle, page.subtitle ?? "");
        stage.update({ stage: page.stage, busy: true });
        content.setAttribute("aria-busy", String(page.stage !== undefined));
        const list = page.problems ?? [];
        problems.replaceChildren(...(list.length === 0 ? [] : [problemList(list)]));
        text.replaceChildren(...page.paragraphs.map((paragraph) => h("p", {}, paragraph)));
        actions.update(page.actions);
      }
      drawn = page;
      parts.update({ view: { parts: page.parts }, choices, theme, styles: NO_ARMS });
    },
  };
}

/** Stays as it is while the same buttons are offered, so that focus stays put. */
function actionRow(act: (id: string) => void): Section<readonly PageAction[]> {
  const element = h("div", { class: "actions" });
  let signature = "[]";
  return {
    element,
    update(actions) {
      const next = JSON.stringify(actions);
      element.hidden = actions.length === 0;
      if (next === signature) return;
      signature = next;
      const focused = element.contains(document.activeElement) ? document.activeElement : undefined;
      const id = focused instanceof HTMLElement ? focused.dataset.action : undefined;
      const buttons = actions.map((action) => actionButton(action, act));
      element.replaceChildren(...buttons);
      if (focused !== undefined) (buttons.find(({ dataset }) => dataset.action === id) ?? buttons[0])?.focus();
    },
  };
}

const actionButton = ({ id, title, primary = false }: PageAction, act: (id: string) => void): HTMLButtonElement =>
  button(
    title,
    primary ? "check" : "arrow-right",
    () => {
      act(id);
    },
    { "data-action": id, class: primary ? undefined : "secondary" },
  );
