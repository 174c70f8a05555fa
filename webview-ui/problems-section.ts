/** Warnings and notes of the run; what made it fail stands at the top of the page instead. */
import { t } from "@vscode/l10n";
import type { Problem, Severity } from "../src/protocol/problem";
import type { RunView } from "../src/protocol/view";
import { h, icon, region } from "./dom";
import type { Section } from "./dom";
import { count, plural } from "./format";
import type { PageState } from "./panel-state";

const looks: Readonly<Record<Severity, { icon: string; text: string }>> = {
  error: { icon: "error", text: t("Error:") },
  warning: { icon: "warning", text: t("Warning:") },
  info: { icon: "info", text: t("Note:") },
};

/** Those of the view and of the report, each once. */
function allProblems(view: RunView): Problem[] {
  const all = [...view.problems, ...(view.report?.warnings ?? [])];
  return [...new Map(all.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Why a failed run failed: the last error. */
export function failureOf(view: RunView): Problem | undefined {
  return view.state === "failed" ? view.problems.findLast((problem) => problem.severity === "error") : undefined;
}

export function problemsSection(): Section<PageState> {
  const { element, heading, body } = region("problems", "");
  return {
    element,
    update({ view }) {
      const failure = failureOf(view);
      const problems = allProblems(view).filter((problem) => problem !== failure);
      element.hidden = problems.length === 0;
      heading.textContent = t("Problems and notes ({0})", problems.length);
      body.replaceChildren(problemList(problems));
    },
  };
}

export const problemList = (problems: readonly Problem[]): HTMLElement =>
  h("ul", { class: "problems", "aria-label": nameOf(problems.length) }, ...problems.map(entry));

const nameOf = (n: number): string => plural(n, t("1 problem"), t("{0} problems", count(n)));

function entry(problem: Problem): HTMLElement {
  const look = looks[problem.severity];
  return h(
    "li",
    { class: problem.severity },
    icon(look.icon),
    h("span", { class: "visually-hidden" }, `${look.text} `),
    h("div", {}, h("div", {}, problem.message), h("div", { class: "muted place" }, placeText(problem))),
  );
}

export const placeText = (problem: Problem): string =>
  problem.place === undefined ? problem.file : `${problem.file}, ${problem.place}`;
