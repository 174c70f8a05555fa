/** What the run says: the verdict in one sentence, the arms with their intervals, or why there is none. */
import { t } from "@vscode/l10n";
import type { Report } from "../src/protocol/report";
import type { RunView } from "../src/protocol/view";
import { armsTable } from "./arms-table";
import { h, icon, region, setText } from "./dom";
import type { Section } from "./dom";
import type { PageState } from "./panel-state";
import { failureOf, placeText } from "./problems-section";
import { isUnfinished, MOST_ARMS, trialProgress } from "./trials";

const looks: Readonly<Record<Report["verdict"]["kind"], { icon: string; text: string }>> = {
  positive: { icon: "pass-filled", text: t("Transfer helps") },
  negative: { icon: "warning", text: t("Negative transfer") },
  inconclusive: { icon: "question", text: t("No clear difference") },
  "not-compared": { icon: "info", text: t("Not compared") },
};

/** Only the comparison with scratch is about transfer as such. */
const otherTitles: Readonly<Partial<Record<Report["verdict"]["kind"], string>>> = {
  positive: t("This method helps"),
  negative: t("This method is worse"),
};

export function resultSection(): Section<PageState> {
  const { element, body } = region("result", t("Result"));
  const kind = h("p", { class: "verdict-kind" });
  const sentence = h("p", { class: "verdict-sentence" });
  const verdict = h("div", { class: "verdict", role: "status" }, kind, sentence);
  const figures = h("div", {});
  body.append(verdict, figures);
  let drawn: Report | undefined;

  const show = (mark: string, iconName: string, title: string, text: string) => {
    if (verdict.dataset.kind !== mark || kind.textContent !== title) kind.replaceChildren(icon(iconName), title);
    verdict.dataset.kind = mark;
    setText(sentence, text);
  };

  return {
    element,
    update({ view, styles }) {
      const { report } = view;
      const failure = failureOf(view);
      if (failure !== undefined) show("failed", "error", t("Failed: {0}", placeText(failure)), failure.message);
      else if (report === undefined) show("open", "clockface", t("No verdict yet"), waitingText(view));
      else {
        const { kind: mark, sentence: text } = report.verdict;
        show(mark, looks[mark].icon, titleOf(report, view), text);
      }
      if (report !== drawn) figures.replaceChildren(...(report === undefined ? [] : tablesOf(report, styles)));
      drawn = report;
    },
  };
}

function titleOf({ verdict: { kind }, gains }: Report, { sweep }: RunView): string {
  if (sweep) return t("Sweep of layers");
  const control = gains[0]?.control;
  return (control === "scratch" ? undefined : otherTitles[kind]) ?? looks[kind].text;
}

/** The target's figures; where the run learnt other tasks, theirs below, each under its name. */
function tablesOf(report: Report, styles: PageState["styles"]): HTMLElement[] {
  const { tasks = [], arms } = report;
  const own = armsTable(report, styles, t("Figures of the arms"));
  return [
    arms.length > MOST_ARMS
      ? h("details", { class: "all-arms" }, h("summary", {}, t("Figures of all {0} arms", arms.length)), own)
      : own,
    ...tasks.flatMap((task) => [
      h("h3", { class: "task" }, t("Task {0}", task.task)),
      armsTable(task, styles, t("Figures of the arms, task {0}", task.task)),
    ]),
  ];
}

function waitingText(view: RunView): string {
  const progress = trialProgress(view);
  if (view.state === "failed") return t("The run failed without saying why; its folder holds the last output.");
  if (view.state === "stopped") return t("Stopped after {0}. Resume goes on from the last checkpoint.", progress);
  if (view.state === "interrupted") {
    return t("The engine ended after {0}. Resume goes on from the last checkpoint.", progress);
  }
  if (!isUnfinished(view)) return t("This run ended without a report.");
  return view.rows.length === 0
    ? t("Waiting for the engine…")
    : t("The verdict follows when all trials are done; {0} so far.", progress);
}
