/** The source models that an experiment of this workspace could begin with: saved ones, those that runs left, and installed ones. */
import path from "node:path";
import * as vscode from "vscode";
import type { ReadyModel } from "../../client/ready-models";
import type { ModelDescription } from "../../models/describe-model";
import type { Problem } from "../../protocol/problem";
import { core, dataParts } from "../core";

export interface ListedModel {
  /** Holds `model.json`; absolute. */
  folder: string;
  /** What it is called in the list. */
  label: string;
  from: ModelPlace;
  found: ModelDescription | { problem: Problem };
  /** Of an installed one: what puts it into a project. */
  ready?: ReadyModel;
}

/** A folder of the workspace, one that a run trained as its source, one that a run ended with, one of the per-user cache. */
export type ModelPlace = "folder" | "trained" | "run" | "installed";

/** Of each kind. */
const MOST = 100;

export async function listSourceModels(): Promise<ListedModel[]> {
  const saved = await modelsIn("**/model.json", "{**/node_modules/**,**/.transfer-lab/**}");
  const trained = await modelsIn("**/.transfer-lab/models/*/model.json", "**/node_modules/**");
  const ofRuns = firstOfEachRun(
    await modelsIn("**/.transfer-lab/runs/*/model/seed-*/model.json", "**/node_modules/**"),
  );
  return [
    ...(await Promise.all(saved.map((folder) => look(folder, "folder", vscode.workspace.asRelativePath(folder))))),
    ...(await Promise.all(trained.map((folder) => look(folder, "trained", path.basename(folder))))).map(namedByData),
    ...(await Promise.all(ofRuns.map((folder) => look(folder, "run", runOf(folder))))),
    ...(await installed()),
  ];
}

async function installed(): Promise<ListedModel[]> {
  const { installedNetworks } = await dataParts();
  const found = await installedNetworks();
  return await Promise.all(
    found.map(async ({ model, folder }) => ({ ...(await look(folder, "installed", model.id)), ready: model })),
  );
}

async function look(folder: string, from: ModelPlace, label: string): Promise<ListedModel> {
  const { describeModel } = await core();
  return { folder, label, from, found: await describeModel(folder) };
}

/** @returns absolute folders, sorted */
async function modelsIn(pattern: string, without: string): Promise<string[]> {
  const files = await vscode.workspace.findFiles(pattern, without, MOST);
  return files.map(({ fsPath }) => path.dirname(fsPath)).sort();
}

/** `<run>/model/seed-1` is `<run>`. */
const runOf = (folder: string): string => path.basename(path.resolve(folder, "..", ".."));

/** The seeds of a run differ in their figures only. */
function firstOfEachRun(folders: readonly string[]): string[] {
  const byRun = new Map<string, string>();
  for (const folder of folders) if (!byRun.has(runOf(folder))) byRun.set(runOf(folder), folder);
  return [...byRun.values()].reverse();
}

/** Its folder is named by a fingerprint, which says nothing. */
function namedByData(model: ListedModel): ListedModel {
  const trainedOn = "problem" in model.found ? undefined : model.found.origin.trainedOn;
  return trainedOn === undefined ? model : { ...model, label: path.basename(trainedOn) };
}
