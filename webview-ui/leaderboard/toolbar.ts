/** What is shown of the runs: words to look for, filters, differences only; and what can be done with all of them. */
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
  ["method", "Method", "All methods"],
  ["state", "State", "All states"],
  ["tag", "Tag", "All tags"],
] as const;

export function toolbar(change: ChangeTable, save: () => void): Section<ToolbarState> {
  const search = h("input", {
    type: "search",
    placeholder: "Filter: names, data, notes…",
    "aria-label": "Filter by words",
  });
  search.addEventListener("input", () => {
    change((old) => ({ ...old, text: search.value }));
  });
  const pickers = filters.map(([key, label, all]) => {
    const made = picker(label, `Filter by ${label.toLowerCase()}`, (value) => {
      change((old) => ({ ...old, [key]: value }));
    });
    return { key, all, made };
  });
  const differences = toggle("Differences only", true, (checked) => {
    change((old) => ({ ...old, differencesOnly: checked }));
  });
  const box = differences.querySelector("input");
  const amount = h("span", { class: "figure muted amount", role: "status" });
  const saveButton = button("Export CSV", "save", save, { class: "secondary" });
  const clear = button(
    "Clear choice",
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
      const runs = shown === all.size ? plural(all.size, "run") : `${count(shown)} of ${plural(all.size, "run")}`;
      const chosen = choices.selected.filter((id) => all.has(id)).length;
      setText(
        amount,
        [runs, ...(chosen > 0 ? [`${count(chosen)} chosen`] : []), ...(reading ? ["reading…"] : [])].join(" · "),
      );
      clear.hidden = chosen === 0;
      saveButton.hidden = !canWrite;
      saveButton.disabled = shown === 0;
    },
  };
}
