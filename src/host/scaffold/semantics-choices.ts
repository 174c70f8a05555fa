/** What is known of classes apart from examples, as rows of the wizard: tables of attributes, or word vectors. */
import path from "node:path";
import * as vscode from "vscode";
import type { MethodSpec } from "../../methods/define";
import type { Unavailable } from "./ask";
import { browseRows, datasetWords, shown, type Rows } from "./data-choices";
import type { FoundDataset } from "./workspace-sources";

type Kind = NonNullable<MethodSpec["semantics"]>;

export const semanticsQuestion = (kind: Kind): string =>
  kind === "attributes"
    ? vscode.l10n.t("Which table describes the classes? A row for each class, a column for each attribute.")
    : vscode.l10n.t("Which word vectors say what the names of the classes mean?");

interface SemanticsQuestion {
  kind: Kind;
  datasets: Promise<readonly FoundDataset[]>;
  /** Absolute. */
  folder: string;
}

export async function semanticsChoices({ kind, datasets, folder }: SemanticsQuestion): Promise<Rows<string>> {
  const found = kind === "attributes" ? await tables(datasets, folder) : await wordVectors(folder);
  return [...(found.length > 0 ? found : [nothingFound(kind)]), ...browseRows()];
}

async function tables(datasets: Promise<readonly FoundDataset[]>, folder: string): Promise<Rows<string>> {
  return (await datasets)
    .filter(({ summary }) => summary.kind === "table")
    .map((table) => ({
      label: `$(table) ${shown(table.path, folder)}`,
      description: datasetWords(table.summary),
      value: table.path,
    }));
}

async function wordVectors(folder: string): Promise<Rows<string>> {
  const pattern = new vscode.RelativePattern(folder, "**/vectors.bin");
  const files = await vscode.workspace.findFiles(pattern, "{**/node_modules/**,**/.transfer-lab/**}", 20);
  const folders = files.map(({ fsPath }) => path.dirname(fsPath)).sort();
  return folders.map((found) => ({ label: `$(file-binary) ${shown(found, folder)}`, value: found }));
}

function nothingFound(kind: Kind): Unavailable {
  const advice =
    kind === "attributes"
      ? vscode.l10n.t("Put a table into this folder: class, attribute, attribute, … with 1 or 0 in each row.")
      : vscode.l10n.t("Install word vectors with the command Get Source Model…, then come back.");
  return { label: vscode.l10n.t("Nothing suitable was found in this folder"), detail: advice, unavailable: advice };
}
