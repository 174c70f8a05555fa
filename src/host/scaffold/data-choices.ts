/** The data sets and source models of the workspace as rows of the wizard, and a way to others. */
import path from "node:path";
import * as vscode from "vscode";
import type { DatasetSummary } from "../../data/types";
import type { MethodSpec } from "../../methods/define";
import type { Choice, Unavailable } from "./ask";
import type { FoundDataset, FoundModel } from "./workspace-sources";

/** A network that is there already, or data to train one on first. */
export type SourceChoice =
  | ({ kind: "model" } & FoundModel)
  | ({ kind: "dataset" } & FoundDataset)
  /** Other tasks that the same run learns. */
  | { kind: "tasks"; tasks: readonly FoundDataset[] };

function kindTitle(kind: DatasetSummary["kind"]): string {
  switch (kind) {
    case "image-folder":
      return vscode.l10n.t("pictures in folders");
    case "table":
      return vscode.l10n.t("table");
    case "idx":
      return "IDX";
    case "npz":
      return "NPZ";
    case "speech":
      return vscode.l10n.t("speech recordings");
    case "text-folder":
      return vscode.l10n.t("texts in folders");
  }
}

/** `10 classes, 1797 examples · pictures in folders · 3 relabelled, 2 excluded` */
export function datasetWords({ classes, count, kind, corrections }: DatasetSummary): string {
  const facts = [
    ...(classes.length === 0 ? [] : [vscode.l10n.t("{0} classes", classes.length)]),
    ...(count === undefined ? [] : [vscode.l10n.t("{0} examples", count)]),
  ];
  return [
    ...(facts.length === 0 ? [] : [facts.join(", ")]),
    kindTitle(kind),
    ...(corrections === undefined
      ? []
      : [vscode.l10n.t("{0} relabelled, {1} excluded", corrections.relabelled, corrections.excluded)]),
  ].join(" · ");
}

const datasetRow = (found: FoundDataset, folder: string) => ({
  label: `$(database) ${shown(found.path, folder)}`,
  description: datasetWords(found.summary),
  ...(found.summary.classes.length > 0 && { detail: classList(found.summary.classes) }),
});

const modelRow = (found: FoundModel, folder: string) => ({
  label: `$(layers) ${shown(found.path, folder)}`,
  description: vscode.l10n.t(
    "network with {0} layers, {1} outputs",
    found.summary.layers.length,
    found.summary.outputs,
  ),
});

/** Data sets for the target, then a way to others. */
export async function datasetChoices(
  found: Promise<readonly FoundDataset[]>,
  folder: string,
): Promise<Rows<FoundDataset>> {
  const rows = (await found).map((one) => ({ ...datasetRow(one, folder), value: one }));
  return [...(rows.length > 0 ? rows : [nothingFound()]), ...browseRows()];
}

export interface SourceQuestion {
  models: Promise<readonly FoundModel[]>;
  datasets: Promise<readonly FoundDataset[]>;
  folder: string;
  target: FoundDataset | undefined;
  method: MethodSpec | undefined;
}

/** Networks first, then data of the same kind as the target that a network can be trained on, then a way to others. */
export async function sourceChoices(question: SourceQuestion): Promise<Rows<SourceChoice>> {
  const { models, datasets, folder, target, method } = question;
  const takes = method?.sources ?? [];
  const networks = (takes.length === 0 || takes.includes("model") ? await models : []).map((one) => ({
    ...modelRow(one, folder),
    value: { kind: "model" as const, ...one },
  }));
  const data = (await datasets)
    .filter(() => takes.length === 0 || takes.includes("dataset") || takes.includes("examples"))
    .filter((one) => isLike(one, target) && (one.path !== target?.path || isDivisible(one, method)))
    .map((one) => ({
      ...datasetRow(one, folder),
      ...(one.path === target?.path && { detail: othersOf(one, method) }),
      value: { kind: "dataset" as const, ...one },
    }));
  const rows = [...networks, ...data];
  return [...(rows.length > 0 ? rows : [nothingFound()]), ...browseRows()];
}

/** Data of the same kind as the target, for methods that learn other tasks in the same run. */
export async function taskChoices(
  question: Omit<SourceQuestion, "models" | "method">,
): Promise<Choice<FoundDataset>[]> {
  const { datasets, folder, target } = question;
  return (await datasets)
    .filter((one) => isLike(one, target) && one.path !== target?.path)
    .map((one) => ({ ...datasetRow(one, folder), value: one }));
}

/** Pictures to pictures, tables to tables. */
const isLike = ({ summary }: FoundDataset, target: FoundDataset | undefined): boolean =>
  isTable(summary.kind) === isTable(target?.summary.kind);

const isTable = (kind: DatasetSummary["kind"] | undefined): boolean => kind === "table" || kind === "text-folder";

/** Data of several speakers are several domains: one may be the target, the others the source. */
export const hasSeveralGroups = ({ summary }: FoundDataset): boolean => (summary.groups?.names.length ?? 0) > 1;

/** Some methods take some classes of the data as the source, and others as the target. */
export const dividesByClass = (method: MethodSpec | undefined): boolean =>
  method?.target === "unseen" || method?.target === "grouped";

const isDivisible = (one: FoundDataset, method: MethodSpec | undefined): boolean =>
  dividesByClass(method) || hasSeveralGroups(one);

function othersOf(one: FoundDataset, method: MethodSpec | undefined): string {
  return dividesByClass(method) ? vscode.l10n.t("other classes of the same data") : otherGroupsOf(one);
}

const otherGroupsOf = ({ summary }: FoundDataset): string =>
  vscode.l10n.t(
    "the other {0} of the same data: every {1} but one",
    (summary.groups?.names.length ?? 1) - 1,
    summary.groups?.what ?? "",
  );

/** The person wants to show where it is. */
export type Browse = "browse-folder" | "browse-file";
export const isBrowse = (value: unknown): value is Browse => value === "browse-folder" || value === "browse-file";

export type Rows<T> = (Choice<T | Browse> | Unavailable)[];

export const browseRows = (): Choice<Browse>[] => [
  { label: `$(folder-opened) ${vscode.l10n.t("Another folder…")}`, value: "browse-folder" },
  { label: `$(file) ${vscode.l10n.t("Another file…")}`, value: "browse-file" },
];

/** A row that says what to do, since the list would be empty. */
const nothingFound = (): Unavailable => {
  const advice = vscode.l10n.t(
    "Put pictures in one folder for each class, a table, or a saved network into this folder; or open the sample workspace.",
  );
  return {
    label: vscode.l10n.t("Nothing suitable was found in this folder"),
    detail: advice,
    unavailable: advice,
  };
};

export const shown = (absolute: string, folder: string): string =>
  path.relative(folder, absolute).split(path.sep).join("/");

const classList = (classes: readonly string[]): string =>
  classes.slice(0, 12).join(", ") + (classes.length > 12 ? ", …" : "");
