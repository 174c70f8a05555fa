/** The columns of the leaderboard: what stands in them, and what they are sorted by. */
import { t } from "@vscode/l10n";
import type { RunRow } from "../../src/protocol/leaderboard";
import { decimal, gainText, intervalText, percent } from "../format";
import { dateText } from "../in-language";
import { perRow } from "./per-row";
import { stateText } from "./state-text";

export interface RunColumn {
  readonly key: string;
  readonly title: string;
  /** Pixels. */
  readonly width: number;
  /** Figures, aligned at the right. */
  readonly number?: true;
  /** Also shown where it is the same in all rows. */
  readonly always?: true;
  /** What a person can write there. */
  readonly edit?: "name" | "tags" | "note";
  readonly text: (row: RunRow) => string;
  /** Nothing goes last, whichever way the column is sorted. */
  readonly order: (row: RunRow) => number | string | undefined;
}

const words = (text: (row: RunRow) => string) => ({ text, order: (row: RunRow) => text(row) || undefined });

export const runName = ({ name, experiment }: RunRow): string => name ?? experiment;

/** Always the first one; it stays in sight when the others are scrolled. */
export const nameColumn: RunColumn = {
  key: "name",
  title: t("Name"),
  width: 230,
  always: true,
  edit: "name",
  ...words(runName),
};

export const columns: readonly RunColumn[] = [
  nameColumn,
  { key: "state", title: t("State"), width: 170, always: true, ...words(stateText) },
  {
    key: "figure",
    title: t("Figure"),
    width: 180,
    number: true,
    always: true,
    text: figureText,
    order: ({ figure }) => figure?.mean,
  },
  {
    key: "gain",
    title: t("Gain over control"),
    width: 220,
    number: true,
    always: true,
    text: ({ gain, headline }) => (gain && headline ? gainText(gain.value, headline.unit) : ""),
    order: ({ gain }) => gain?.value.mean,
  },
  { key: "judged", title: t("Judged by"), width: 140, ...words(({ headline }) => headline?.title ?? "") },
  { key: "method", title: t("Method"), width: 190, ...words(({ method }) => method) },
  {
    key: "frozen",
    title: t("Frozen / trained / new"),
    width: 200,
    number: true,
    text: ({ layers }) => (layers ? `${layers.frozen} / ${layers.trained} / ${layers.fresh}` : ""),
    order: ({ layers }) => layers?.frozen,
  },
  { key: "labelled", title: t("Labelled"), width: 120, ...words(({ labelled }) => labelled) },
  {
    key: "rate",
    title: t("Rate"),
    width: 80,
    number: true,
    text: ({ rate }) => plain(rate),
    order: ({ rate }) => rate,
  },
  {
    key: "epochs",
    title: t("Epochs"),
    width: 80,
    number: true,
    text: ({ epochs }) => plain(epochs),
    order: ({ epochs }) => epochs,
  },
  {
    key: "seeds",
    title: t("Seeds"),
    width: 80,
    number: true,
    text: ({ seeds }) => (seeds.length === 0 ? "" : String(seeds.length)),
    order: ({ seeds }) => (seeds.length === 0 ? undefined : seeds.length),
  },
  { key: "source", title: t("Source"), width: 160, ...words(({ source }) => source) },
  { key: "data", title: t("Data"), width: 160, ...words(({ data }) => data) },
  {
    key: "tags",
    title: t("Tags"),
    width: 150,
    always: true,
    edit: "tags",
    ...words(({ tags }) => (tags ?? []).join(", ")),
  },
  { key: "note", title: t("Note"), width: 220, always: true, edit: "note", ...words(({ note }) => note ?? "") },
  {
    key: "started",
    title: t("Started"),
    width: 150,
    always: true,
    text: ({ startedAt }) => dateText(startedAt),
    order: ({ startedAt }) => startedAt,
  },
  {
    key: "duration",
    title: t("Duration"),
    width: 90,
    number: true,
    text: ({ durationMs }) => durationText(durationMs),
    order: ({ durationMs }) => durationMs,
  },
  { key: "experiment", title: t("Experiment"), width: 160, ...words(({ experiment }) => experiment) },
];

/** The texts of a row by column. */
export const textsOf = perRow(
  (row): ReadonlyMap<string, string> => new Map(columns.map(({ key, text }) => [key, text(row)])),
);

function figureText({ figure, headline }: RunRow): string {
  if (figure === undefined || headline === undefined) return "";
  const mean = headline.unit === "share" ? percent(figure.mean) : decimal(figure.mean);
  return figure.low === undefined ? mean : `${mean} (${intervalText(figure, headline.unit)})`;
}

const plain = (value: number | undefined): string => (value === undefined ? "" : String(value));

/** `42 s`, `3 min 5 s`, `2 h 10 min` */
function durationText(ms: number | undefined): string {
  if (ms === undefined) return "";
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
