/** Name, state and stage of the run, and what can be done with it now. */
import type { RunState } from "../src/protocol/metrics";
import type { FromView, RunView } from "../src/protocol/view";
import { button, h, icon, setText } from "./dom";
import type { Section } from "./dom";
import { dateText } from "./format";
import { stageBar } from "./stage-bar";
import type { PageState } from "./panel-state";
import type { Action } from "./state";
import { armTitle, currentTrial } from "./trials";

interface StateLook {
  readonly icon: string;
  readonly text: string;
  readonly actions: readonly Action[];
}

const looks: Readonly<Record<RunState, StateLook>> = {
  starting: { icon: "loading", text: "Starting", actions: ["stop"] },
  running: { icon: "sync", text: "Running", actions: ["pause", "stop"] },
  paused: { icon: "debug-pause", text: "Paused", actions: ["continue", "stop"] },
  stopped: { icon: "stop-circle", text: "Stopped", actions: ["resume", "run-again"] },
  finished: { icon: "pass-filled", text: "Finished", actions: ["run-again"] },
  failed: { icon: "error", text: "Failed", actions: ["run-again"] },
  interrupted: { icon: "debug-disconnect", text: "Interrupted", actions: ["resume", "run-again"] },
};

const actionLooks: Readonly<Record<Action, { icon: string; text: string; asked: string }>> = {
  pause: { icon: "debug-pause", text: "Pause", asked: "Pausing…" },
  continue: { icon: "debug-continue", text: "Continue", asked: "Continuing…" },
  stop: { icon: "debug-stop", text: "Stop", asked: "Stopping…" },
  resume: { icon: "debug-continue", text: "Resume", asked: "Resuming…" },
  "run-again": { icon: "debug-restart", text: "Run again", asked: "Starting…" },
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
      const look = looks[view.state];
      if (view.state !== shownState) {
        element.dataset.state = view.state;
        stateIcon.replaceChildren(icon(look.icon, spinning.has(view.state) ? "codicon-modifier-spin" : ""));
      }
      shownState = view.state;
      setText(stateText, stateSentence(view, look.text));
      setText(facts, [`Started ${dateText(view.startedAt)}`, view.runtime].filter((fact) => fact !== "").join(" · "));
      stage.update({ stage: view.stage, busy: spinning.has(view.state) || view.state === "paused" });
      buttons?.update(look.actions, asked);
      showRuntimeWarning(runtimeWarning, view.runtime);
    },
  };
}

/** `Running · trial 4 of 15: From scratch, seed 2` */
function stateSentence(view: RunView, state: string): string {
  const trial = currentTrial(view);
  if (trial === undefined) return state;
  const place = trial.total === undefined ? `trial ${trial.index}` : `trial ${trial.index} of ${trial.total}`;
  return `${state} · ${place}: ${armTitle(view, trial.arm)}, seed ${trial.seed}`;
}

/** The text of the runtime names its language where it is the slow one. */
function showRuntimeWarning(box: HTMLElement, runtime: string): void {
  const slow = /javascript/i.test(runtime);
  if (slow === box.hasChildNodes()) return;
  const text =
    "JavaScript backend: training is many times slower than with native TensorFlow. " +
    "Run “Transfer Learning: Install Training Runtime” to get the native one.";
  box.replaceChildren(...(slow ? [icon("warning"), h("span", {}, text)] : []));
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
  const open = button("Open experiment", "go-to-file", openExperiment, { class: "secondary" });
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
