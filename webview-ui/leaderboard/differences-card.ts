/** What tells the compared runs apart: parameters, freeze plan, data and environment; the same only on request. */
import { t } from "@vscode/l10n";
import type { Comparison } from "../../src/protocol/leaderboard";
import { h, icon, scroller, table, toggle, type Child, type Section } from "../dom";
import { count, plural } from "../format";
import { inSentence, listText } from "../in-language";
import { problemList } from "../problems-section";
import type { ChangeTable, TableChoices } from "./choices";
import { runLabels } from "./run-style";
import type { LeaderboardState } from "./state";

export interface DifferencesState {
  readonly state: Pick<LeaderboardState, "comparison" | "rows">;
  readonly choices: TableChoices;
}

export function differencesCard(change: ChangeTable): Section<DifferencesState> {
  const everything = toggle(t("Show what is the same, too"), false, (checked) => {
    change((old) => ({ ...old, everything: checked }));
  });
  const box = everything.querySelector("input");
  const body = h("div", { class: "differences" });
  let drawn: unknown[] = [];
  return {
    element: h("div", {}, h("div", { class: "toolbar" }, h("h3", {}, t("Differences")), everything), body),
    update({ state: { comparison, rows }, choices }) {
      if (box !== null) box.checked = choices.everything;
      const labels = runLabels((comparison?.ids ?? []).flatMap((id) => rows?.get(id) ?? []));
      const headings = (comparison?.ids ?? []).map((id) => labels.get(id) ?? "");
      const next = [comparison, choices.everything, headings.join("\n")];
      if (next.every((part, index) => part === drawn[index])) return;
      drawn = next;
      if (comparison === undefined)
        body.replaceChildren(h("p", { class: "muted", role: "status" }, t("Reading the runs…")));
      else body.replaceChildren(...contentOf(comparison, headings, choices.everything));
    },
  };
}

function contentOf({ groups, problems }: Comparison, headings: readonly string[], everything: boolean): Node[] {
  const shown = groups.map(({ title, rows }) => ({
    title,
    rows,
    wanted: rows.filter(({ same }) => everything || !same),
  }));
  const different = shown.filter(({ wanted }) => wanted.length > 0);
  const same = shown.filter(({ wanted }) => wanted.length === 0).map(({ title }) => inSentence(title));
  return [
    ...(problems.length === 0 ? [] : [problemList(problems)]),
    ...different.map(({ title, rows, wanted }) => groupTable(title, headings, { rows, wanted })),
    ...(same.length === 0 ? [] : [h("p", { class: "muted" }, t("The same in all of them: {0}.", listText(same)))]),
  ];
}

type Group = Comparison["groups"][number];

/** @param wanted those of the rows that are shown */
function groupTable(
  title: string,
  headings: readonly string[],
  { rows, wanted }: { rows: Group["rows"]; wanted: Group["rows"] },
): HTMLElement {
  const hidden = rows.length - wanted.length;
  const name = t("{0} of the compared runs", title);
  const cells = wanted.map(({ path, values, same }): Child[] => [
    pathCell(path, same || wanted.every((row) => !row.same)),
    ...values.map((value) => value ?? h("span", { class: "muted" }, "–")),
  ]);
  return h(
    "div",
    { class: "difference-group" },
    h("h4", {}, title, h("span", { class: "muted" }, hidden === 0 ? "" : ` ${sameLines(hidden)}`)),
    scroller(name, table(name, [title, ...headings], cells)),
  );
}

const sameLines = (n: number): string => plural(n, t("1 line the same"), t("{0} lines the same", count(n)));

/** Among lines that are the same, those that differ are marked. */
const pathCell = (path: string, plain: boolean): Child =>
  plain
    ? path
    : h(
        "span",
        { class: "differs" },
        icon("diff-modified"),
        h("span", { class: "visually-hidden" }, `${t("differs:")} `),
        path,
      );
