/** What the wizard finds in the workspace: data sets, and networks that were saved earlier. */
import path from "node:path";
import * as vscode from "vscode";
import type { DatasetSummary } from "../../data/types";
import type { ModelSummary } from "../../models/layer-summary";
import { core, dataParts } from "../core";

export interface FoundDataset {
  /** Absolute. */
  path: string;
  summary: DatasetSummary;
}

export interface FoundModel {
  /** Absolute path of the folder with `model.json`. */
  path: string;
  summary: ModelSummary;
}

/** @param folder absolute; paths of summaries are relative to it */
export async function findWorkspaceDatasets(folder: string): Promise<FoundDataset[]> {
  const { findDatasets } = await dataParts();
  const found = await findDatasets(folder);
  return found.map((summary) => ({ path: path.resolve(folder, summary.path), summary }));
}

/** Models that can be read; those which runs keep for themselves are left out. */
export async function findWorkspaceModels(folder: string): Promise<FoundModel[]> {
  const pattern = new vscode.RelativePattern(folder, "**/model.json");
  const files = await vscode.workspace.findFiles(pattern, "{**/node_modules/**,**/.transfer-lab/**}", 100);
  const folders = files.map((file) => path.dirname(file.fsPath)).sort();
  return (await Promise.all(folders.map(modelAt))).filter((model) => model !== undefined);
}

/** A data set that a person pointed at. @throws ProblemError why there is none */
export async function datasetAt(file: string): Promise<FoundDataset> {
  const { readerFor, resolvePlace } = await dataParts();
  const place = await resolvePlace(file, path.dirname(file));
  const summary = await readerFor(place)?.summarize(place);
  if (summary !== undefined) return { path: file, summary };
  const { ProblemError } = await core();
  const message = vscode.l10n.t(
    "is not a data set: choose a folder with one folder of pictures, WAV recordings or texts a class, a table, IDX or NPZ",
  );
  throw new ProblemError({ severity: "error", code: "wizard/no-dataset", file, message });
}

/** The network in a folder; nothing where it holds none. */
export async function modelAt(folder: string): Promise<FoundModel | undefined> {
  const { readModelSummary } = await core();
  const read = await readModelSummary(folder);
  return "summary" in read ? { path: folder, summary: read.summary } : undefined;
}
