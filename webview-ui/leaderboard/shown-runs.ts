/** Which rows and columns are shown, and in which order. Pure. */
import type { RunRow } from "../../src/protocol/leaderboard";
import type { TableChoices } from "./choices";
import { columns, textsOf, type RunColumn } from "./columns";
import { perRow } from "./per-row";
import { stateLooks } from "../run-states";

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Pinned rows first; within both parts by the chosen column, what has no value last. */
export function shownRuns(rows: Iterable<RunRow>, choices: TableChoices): RunRow[] {
  const matches = matcher(choices);
  const column = columns.find(({ key }) => key === choices.sort.column);
  const keyed = [...rows].filter(matches).map((row) => ({ row, key: column?.order(row) }));
  const direction = choices.sort.descending ? -1 : 1;
  keyed.sort(
    (a, b) =>
      Number(b.row.pinned ?? false) - Number(a.row.pinned ?? false) ||
      compareKeys(a.key, b.key, direction) ||
      b.row.startedAt.localeCompare(a.row.startedAt) ||
      a.row.runId.localeCompare(b.row.runId),
  );
  return keyed.map(({ row }) => row);
}

type Key = number | string | undefined;

function compareKeys(a: Key, b: Key, direction: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
  return direction * order;
}

function matcher({ text, method, state, tag }: TableChoices): (row: RunRow) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (row) =>
    (method === "" || row.method === method) &&
    (state === "" || row.state === state) &&
    (tag === "" || (row.tags ?? []).includes(tag)) &&
    words.every((word) => haystack(row).includes(word));
}

/** Everything that is read in a row, in small letters. */
const haystack = perRow((row) => [row.runId, ...textsOf(row).values()].join("\n").toLowerCase());

export interface ShownColumns {
  readonly columns: readonly RunColumn[];
  /** What is the same in all rows and therefore has no column: title and value. */
  readonly same: readonly (readonly [title: string, value: string])[];
}

/** A run that has no value yet, or cannot be read, makes no difference. */
export function shownColumns(rows: readonly RunRow[], differencesOnly: boolean): ShownColumns {
  if (!differencesOnly || rows.length < 2) return { columns, same: [] };
  const valuesOf = ({ key }: RunColumn) => new Set(rows.map((row) => textsOf(row).get(key) ?? "").filter(Boolean));
  const known = columns.map((column) => ({ column, values: valuesOf(column) }));
  const isSame = ({ column, values }: (typeof known)[number]) => column.always !== true && values.size < 2;
  const same = known
    .filter(isSame)
    .flatMap(({ column, values }) => [...values].map((value) => [column.title, value] as const));
  return { columns: known.filter((one) => !isSame(one)).map(({ column }) => column), same };
}

/** What can be filtered by, as far as any row has it: value and text. */
export function filterEntries(rows: Iterable<RunRow>): Record<"method" | "state" | "tag", [string, string][]> {
  const all = [...rows];
  const distinct = (values: string[]) => [...new Set(values)].filter(Boolean).sort(collator.compare);
  return {
    method: distinct(all.map(({ method }) => method)).map((method) => [method, method]),
    state: [...new Set(all.map(({ state }) => state))].map((state) => [state, stateLooks[state].word]),
    tag: distinct(all.flatMap(({ tags }) => tags ?? [])).map((tag) => [tag, tag]),
  };
}
