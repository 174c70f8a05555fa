/** Name, state and stage of the run, and what can be done with it now. */
import { t } from "@vscode/l10n";
import type { RunState } from "../src/protocol/metrics";
import type { FromView, RunView } from "../src/protocol/view";
import { button, h, icon, setText } from "./dom";
import type { Section } from "./dom";
import { dateText } from "./in-language";
import { stateLooks } from "./run-states";
import { stageBar } from "./stage-bar";
import type { PageState } from "./panel-state";
import type { Action } from "./state";
import { armTitle, currentTrial } from "./trials";

const actionsOf: Readonly<Record<RunState, readonly Action[]>> = {
  starting: ["stop"],
  running: ["pause", "stop"],
  paused: ["continue", "stop"],
  stopped: ["resume", "run-again"],
  finished: ["run-again"],
  failed: ["run-again"],
  interrupted: ["resume", "run-again"],
};

const actionLooks: Readonly<Record<Action, { icon: string; text: string; asked: string }>> = {
  pause: { icon: "debug-pause", text: t("Pause"), asked: t("Pausing…") },
  continue: { icon: "debug-continue", text: t("Continue"), asked: t("Continuing…") },
  stop: { icon: "debug-stop", text: t("Stop"), asked: t("Stopping…") },
  resume: { icon: "debug-continue", text: t("Resume"), asked: t("Resuming…") },
  "run-again": { icon: "debug-restart", text: t("Run again"), asked: t("Starting…") },
};
const spinning: ReadonlySet<RunState> = new Set(["starting", "running"]);

/** What a person can do from the header; absent in a saved report. */
export interface HeaderActions {
  readonly act: (action: Action) => void;
  readonly post: (message: FromView) => void;
}

export function header(actions: HeaderActions | undefined): Section<PageState> {
  const title = h("h1", {});
  const method = h("span", { class: "method muted" });
  const stateIcon = h("span", { class: "state-icon" });
  const stateText = h("span", { role: "status" });
  const facts = h("p", { class: "facts muted" });
  const stage = stageBar();
  const runtimeWarning = h("div", { class: "runtime-warning" });
  const buttons = actions === undefined ? undefined : actionButtons(actions);
  const element = h(
    "header",
    { class: "run-header" },
    h("div", { class: "title-row" }, h("div", { class: "title" }, title, method), buttons?.element),
    h("div", { class: "state-row" }, stateIcon, stateText),
    stage.element,
    facts,
    runtimeWarning,
  );
  let shownState: RunState | undefined;

  return {
    element,
    update({ view, asked }) {
      setText(title, view.experiment);
      title.title = view.experimentFile;
      setText(method, view.method);
      const look = stateLooks[view.state];
      if (view.state !== shownState) {
        element.dataset.state = view.state;
        stateIcon.replaceChildren(icon(look.icon, spinning.has(view.state) ? "codicon-modifier-spin" : ""));
      }
      shownState = view.state;
      setText(stateText, stateSentence(view, look.word));
      setText(
        facts,
        [t("Started {0}", dateText(view.startedAt)), view.runtime].filter((fact) => fact !== "").join(" · "),
      );
      stage.update({ stage: view.stage, busy: spinning.has(view.state) || view.state === "paused" });
      buttons?.update(actionsOf[view.state], asked);
      showRuntimeWarning(runtimeWarning, view.runtime);
    },
  };
}

/** `Running · trial 4 of 15: From scratch, seed 2` */
function stateSentence(view: RunView, state: string): string {
  const trial = currentTrial(view);
  if (trial === undefined) return state;
  const { index, total, seed } = trial;
  const arm = armTitle(view, trial.arm);
  return total === undefined
    ? t("{0} · trial {1}: {2}, seed {3}", state, index, arm, seed)
    : t("{0} · trial {1} of {2}: {3}, seed {4}", state, index, total, arm, seed);
}

/** The text of the runtime names its language where it is the slow one. */
function showRuntimeWarning(box: HTMLElement, runtime: string): void {
  const slow = /javascript/i.test(runtime);
  if (slow === box.hasChildNodes()) return;
  const texts = [
    t("JavaScript backend: training is many times slower than with native TensorFlow."),
    t("Run “Transfer Learning: Install Training Runtime” to get the native one."),
  ];
  box.replaceChildren(...(slow ? [icon("warning"), h("span", {}, texts.join(" "))] : []));
}

interface ActionButtons {
  readonly element: HTMLElement;
  update(possible: readonly Action[], asked: Action | undefined): void;
}

/** All buttons are there from the beginning; those that do not fit the state are hidden, so that focus stays put. */
function actionButtons({ act, post }: HeaderActions): ActionButtons {
  const all = (Object.keys(actionLooks) as Action[]).map((action) => {
    const look = actionLooks[action];
    const element = button(
      look.text,
      look.icon,
      () => {
        act(action);
      },
      { "data-action": action, hidden: true, class: action === "stop" ? "secondary" : undefined },
    );
    return { action, look, element, label: element.querySelector(".label") };
  });
  const openExperiment = () => {
    post({ type: "open-experiment" });
  };
  const open = button(t("Open experiment"), "go-to-file", openExperiment, { class: "secondary" });
  const element = h("div", { class: "actions" }, ...all.map((one) => one.element), open);
  return {
    element,
    update(possible, asked) {
      const focused = all.find((one) => one.element === document.activeElement);
      for (const { action, look, element: one, label } of all) {
        one.hidden = !possible.includes(action);
        if (label !== null) setText(label, action === asked ? look.asked : look.text);
      }
      if (focused?.element.hidden === true) (all.find((one) => !one.element.hidden)?.element ?? open).focus();
    },
  };
}
