/** The leaderboard as a table for spreadsheets and programs: RFC 4180, plain numbers, one line a run. Pure. */
import { csvText } from "../../methods/csv-text";
import type { RunRow } from "../../protocol/leaderboard";

type Cell = string | number | undefined;

const columns: Readonly<Record<string, (row: RunRow) => Cell>> = {
  run: ({ runId }) => runId,
  name: ({ name, experiment }) => name ?? experiment,
  experiment: ({ experiment }) => experiment,
  method: ({ method }) => method,
  state: ({ state }) => state,
  figure: ({ headline }) => headline?.title,
  value: ({ figure }) => figure?.mean,
  low: ({ figure }) => figure?.low,
  high: ({ figure }) => figure?.high,
  gainOver: ({ gain }) => gain?.title,
  gain: ({ gain }) => gain?.value.mean,
  gainLow: ({ gain }) => gain?.value.low,
  gainHigh: ({ gain }) => gain?.value.high,
  verdict: ({ verdict }) => verdict,
  seeds: ({ seeds }) => seeds.join(" "),
  labelled: ({ labelled }) => labelled,
  epochs: ({ epochs }) => epochs,
  learningRate: ({ rate }) => rate,
  frozenLayers: ({ layers }) => layers?.frozen,
  trainedLayers: ({ layers }) => layers?.trained,
  newLayers: ({ layers }) => layers?.fresh,
  source: ({ source }) => source,
  data: ({ data }) => data,
  startedAt: ({ startedAt }) => startedAt,
  durationSeconds: ({ durationMs }) => durationMs && durationMs / 1000,
  pinned: ({ pinned }) => (pinned === true ? "yes" : ""),
  tags: ({ tags }) => tags?.join(" "),
  note: ({ note }) => note,
  problem: ({ problem }) => problem,
};

/** @param rows in the order in which they are to stand */
export const rowsCsv = (rows: readonly RunRow[]): string =>
  csvText([Object.keys(columns), ...rows.map((row) => Object.values(columns).map((cellOf) => cellText(cellOf(row))))]);

/** Spreadsheets run a text that begins like a formula; an apostrophe before it keeps it a text. */
function cellText(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
