/** What is shown of the runs: words to look for, filters, differences only; and what can be done with all of them. */
import { t } from "@vscode/l10n";
import { button, h, picker, setText, toggle, type Section } from "../dom";
import { count, plural } from "../format";
import type { ChangeTable, TableChoices } from "./choices";
import { filterEntries } from "./shown-runs";
import type { RunRow } from "../../src/protocol/leaderboard";

export interface ToolbarState {
  readonly all: ReadonlyMap<string, RunRow>;
  readonly shown: number;
  readonly reading: boolean;
  readonly canWrite: boolean;
  readonly choices: TableChoices;
}

const filters = [
  ["method", t("Method"), t("Filter by method"), t("All methods")],
  ["state", t("State"), t("Filter by state"), t("All states")],
  ["tag", t("Tag"), t("Filter by tag"), t("All tags")],
] as const;

export function toolbar(change: ChangeTable, save: () => void): Section<ToolbarState> {
  const search = h("input", {
    type: "search",
    placeholder: t("Filter: names, data, notes…"),
    "aria-label": t("Filter by words"),
  });
  search.addEventListener("input", () => {
    change((old) => ({ ...old, text: search.value }));
  });
  const pickers = filters.map(([key, label, name, all]) => {
    const made = picker(label, name, (value) => {
      change((old) => ({ ...old, [key]: value }));
    });
    return { key, all, made };
  });
  const differences = toggle(t("Differences only"), true, (checked) => {
    change((old) => ({ ...old, differencesOnly: checked }));
  });
  const box = differences.querySelector("input");
  const amount = h("span", { class: "figure muted amount", role: "status" });
  const saveButton = button(t("Export CSV"), "save", save, { class: "secondary" });
  const clear = button(
    t("Clear choice"),
    "clear-all",
    () => {
      change((old) => ({ ...old, selected: [] }));
    },
    { class: "secondary" },
  );
  let known: ReadonlyMap<string, RunRow> | undefined;
  let entries = filterEntries([]);
  return {
    element: h(
      "div",
      { class: "toolbar" },
      search,
      ...pickers.map(({ made }) => made.element),
      differences,
      amount,
      h("div", { class: "actions" }, clear, saveButton),
    ),
    update({ all, shown, reading, canWrite, choices }) {
      if (search.value !== choices.text) search.value = choices.text;
      if (box !== null) box.checked = choices.differencesOnly;
      if (known !== all) entries = filterEntries(all.values());
      known = all;
      for (const { key, all: none, made } of pickers) {
        const chosen = choices[key];
        // What was chosen stays there to be seen, also where no row has it any more.
        const lost = chosen !== "" && !entries[key].some(([value]) => value === chosen);
        made.update([["", none], ...entries[key], ...(lost ? [[chosen, chosen] as const] : [])], chosen);
        made.element.hidden = entries[key].length === 0 && chosen === "";
      }
      const chosen = choices.selected.filter((id) => all.has(id)).length;
      setText(
        amount,
        [
          amountOf(shown, all.size),
          ...(chosen > 0 ? [t("{0} chosen", count(chosen))] : []),
          ...(reading ? [t("reading…")] : []),
        ].join(" · "),
      );
      clear.hidden = chosen === 0;
      saveButton.hidden = !canWrite;
      saveButton.disabled = shown === 0;
    },
  };
}

/** `18 runs`, or `6 of 18 runs` where some are left out. */
function amountOf(shown: number, all: number): string {
  if (shown === all) return plural(all, t("1 run"), t("{0} runs", count(all)));
  return plural(all, t("{0} of 1 run", count(shown)), t("{0} of {1} runs", count(shown), count(all)));
}
