/** The whole page: the table of all runs, and below it the comparison of those that were chosen. */
import { t } from "@vscode/l10n";
import type { FromLeaderboard, RunRow } from "../../src/protocol/leaderboard";
import { button, h, icon, setText } from "../dom";
import { count, plural } from "../format";
import { withMember } from "../host";
import { inSentence } from "../in-language";
import { problemList } from "../problems-section";
import { onThemeChange, readTheme } from "../theme";
import { unreadableNote } from "../unreadable";
import type { ChangeTable, TableChoices } from "./choices";
import { chosenRuns, comparisonSection, FEWEST } from "./comparison-section";
import { keyHelp } from "./grid-keys";
import { runGrid } from "./run-grid";
import { shownColumns, shownRuns } from "./shown-runs";
import type { LeaderboardState } from "./state";
import { toolbar } from "./toolbar";

export interface LeaderboardPage {
  /** Draws with the next frame; states that come faster than frames are skipped. */
  show(state: LeaderboardState, choices: TableChoices): void;
}

type Post = (message: FromLeaderboard) => void;

export function createLeaderboard(root: HTMLElement, post: Post, change: ChangeTable): LeaderboardPage {
  let theme = readTheme();
  let present: { state: LeaderboardState; choices: TableChoices } | undefined;
  let frame: number | undefined;
  let shown: readonly RunRow[] = [];

  const open = (id: string) => {
    post({ type: "open", id });
  };
  const bar = toolbar(change, () => {
    post({ type: "export", ids: shown.map(({ id }) => id) });
  });
  const grid = runGrid(gridActions(post, change, open));
  const comparison = comparisonSection(change, open);
  const note = unreadableNote();
  const problems = h("div", { class: "page-problems", role: "status" });
  const empty = emptyNote(change);
  const same = h("p", { class: "same muted" });
  const unreadable = h("details", { class: "unreadable-runs" });
  root.replaceChildren(
    note.element,
    h("header", { class: "leaderboard-header" }, h("h1", {}, t("Runs")), bar.element),
    h(
      "main",
      {},
      problems,
      empty.element,
      h("div", { class: "runs" }, grid.element, same, unreadable, keys()),
      comparison.element,
    ),
  );

  const draw = () => {
    frame = undefined;
    if (present === undefined) return;
    const { state, choices } = present;
    const all = state.rows ?? new Map<string, RunRow>();
    shown = shownRuns(all.values(), choices);
    const { columns, same: shared } = shownColumns(shown, choices.differencesOnly);
    note.update(state.unreadable);
    problems.replaceChildren(...(state.problems.length === 0 ? [] : [problemList(state.problems)]));
    empty.update({ state, shown: shown.length });
    bar.update({ all, shown: shown.length, reading: state.reading, canWrite: state.canWrite, choices });
    grid.element.hidden = shown.length === 0;
    grid.update({ rows: shown, columns, choices, canWrite: state.canWrite });
    setText(same, sameText(shared, shown.length));
    showUnreadable(unreadable, [...all.values()]);
    root.classList.toggle("compares", chosenRuns(state, choices).length >= FEWEST);
    comparison.element.hidden = all.size < FEWEST;
    comparison.update({ state, choices, theme });
  };

  onThemeChange(() =>
    requestAnimationFrame(() => {
      theme = readTheme();
      draw();
    }),
  );
  return {
    show(state, choices) {
      present = { state, choices };
      frame ??= requestAnimationFrame(draw);
    },
  };
}

const gridActions = (post: Post, change: ChangeTable, open: (id: string) => void) => ({
  sort: (column: string) => {
    change((old) => ({ ...old, sort: { column, descending: old.sort.column === column && !old.sort.descending } }));
  },
  toggle: ({ id }: RunRow) => {
    change((old) => ({ ...old, selected: withMember(old.selected, id, !old.selected.includes(id)) }));
  },
  open: ({ id }: RunRow) => {
    open(id);
  },
  pin: ({ id, pinned }: RunRow) => {
    post({ type: "annotate", ids: [id], note: { pinned: pinned !== true } });
  },
  write: ({ id }: RunRow, field: "name" | "tags" | "note", text: string) => {
    post({ type: "annotate", ids: [id], note: { [field]: field === "tags" ? text.split(",") : text } });
  },
});

/** What stands in the place of the table: nothing is there yet, or nothing matches. */
function emptyNote(change: ChangeTable) {
  const text = h("span");
  const spinner = icon("loading", "codicon-modifier-spin");
  const clear = button(
    t("Clear the filters"),
    "clear-all",
    () => {
      change((old) => ({ ...old, text: "", method: "", state: "", tag: "" }));
    },
    { class: "secondary" },
  );
  const element = h("div", { class: "waiting", role: "status" }, spinner, text, clear);
  return {
    element,
    update({ state: { rows, reading }, shown }: { state: LeaderboardState; shown: number }) {
      const none = rows === undefined || rows.size === 0;
      element.hidden = shown > 0;
      spinner.hidden = !(none && reading);
      clear.hidden = none;
      const waits = reading
        ? t("Reading the runs…")
        : t("There are no runs yet. Run an experiment, and it appears here at once.");
      setText(text, none ? waits : t("No run matches the filters."));
    },
  };
}

function sameText(same: readonly (readonly [string, string])[], runs: number): string {
  const list = same.map(([title, value]) => `${inSentence(title)} ${value}`).join(" · ");
  return same.length === 0 ? "" : t("The same in all {0} runs: {1}", count(runs), list);
}

/** Why runs cannot be read, as a list to open: in the table the reason is cut off. */
function showUnreadable(box: HTMLElement, rows: readonly RunRow[]): void {
  const damaged = rows.filter(({ state }) => state === "damaged");
  const signature = damaged.map(({ problem }) => problem).join("\n");
  box.hidden = damaged.length === 0;
  if (box.dataset.signature === signature) return;
  box.dataset.signature = signature;
  const n = count(damaged.length);
  box.replaceChildren(
    h("summary", {}, plural(damaged.length, t("1 run cannot be read"), t("{0} runs cannot be read", n))),
    h(
      "ul",
      { class: "problems" },
      ...damaged.map(({ problem = "" }) => h("li", { class: "warning" }, icon("warning"), h("div", {}, problem))),
    ),
  );
}

const keys = (): HTMLElement =>
  h("p", { class: "keys muted" }, ...keyHelp.map(([key, does]) => h("span", {}, h("kbd", {}, key), ` ${does}`)));
