/** The comparison of the chosen runs: their curves in one chart a figure, and what tells them apart. */
import { t } from "@vscode/l10n";
import { h, setText, type Section } from "../dom";
import { count } from "../format";
import type { ThemeColours } from "../theme";
import type { ChangeTable, TableChoices } from "./choices";
import { curvesCard } from "./curves-card";
import { differencesCard } from "./differences-card";
import type { LeaderboardState } from "./state";

export interface ComparisonState {
  readonly state: LeaderboardState;
  readonly choices: TableChoices;
  readonly theme: ThemeColours;
}

/** How many runs make a comparison. */
export const FEWEST = 2;

const HINT = t(
  "Choose two or more runs in the table (click the first column, or press Space) to see their curves and differences here.",
);

/** The chosen runs that there are; fewer than two are no comparison. */
export const chosenRuns = ({ rows }: Pick<LeaderboardState, "rows">, { selected }: TableChoices): string[] =>
  selected.filter((id) => rows?.has(id));

/** @param open called with the run that the person wants to see */
export function comparisonSection(change: ChangeTable, open: (id: string) => void): Section<ComparisonState> {
  const title = h("h2", { id: "comparison-title" });
  const hint = h("p", { class: "muted" });
  const curves = curvesCard(change, open);
  const differences = differencesCard(change);
  const content = h("div", {}, curves.element, differences.element);
  return {
    element: h("section", { id: "comparison", "aria-labelledby": "comparison-title" }, title, hint, content),
    update(next) {
      const chosen = chosenRuns(next.state, next.choices).length;
      const compares = chosen >= FEWEST;
      setText(title, compares ? t("Comparison of {0} runs", count(chosen)) : t("Comparison"));
      setText(hint, compares ? "" : HINT);
      content.hidden = !compares;
      if (!compares) return;
      curves.update(next);
      differences.update(next);
    },
  };
}
