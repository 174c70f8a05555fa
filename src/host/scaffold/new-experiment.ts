/** The New Experiment commands: asks, writes the file, and opens it. */
import path from "node:path";
import * as vscode from "vscode";
import type { MethodSpec } from "../../methods/define";
import type { TrainingRuntime } from "../commands/training-runtime";
import type { ScaffoldChoices } from "../../experiment/scaffold";
import { core } from "../core";
import { commandIds } from "../ids";
import { dividesByClass, hasSeveralGroups } from "./data-choices";
import { likelyNetwork } from "./likely-network";
import { Wizard, type Answers } from "./wizard";
import type { FoundModel } from "./workspace-sources";

/**
 * @param method chosen already, where the command names one
 * @param source a network that was chosen already
 */
export async function newExperiment(runtime: TrainingRuntime, method?: MethodSpec, source?: FoundModel): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const answers = await new Wizard(folder, runtime, { ...(method && { method }), ...(source && { source }) }).ask();
  if (answers === undefined) return;
  const uri = await writeExperiment(folder, answers);
  await vscode.window.showTextDocument(uri, { preview: false });
}

/** Writes the commented experiment file. @returns where */
export async function writeExperiment(folder: string, answers: Answers): Promise<vscode.Uri> {
  const { scaffoldExperiment } = await core();
  const { method, source, target, architecture, controls, name } = answers;
  const network = await likelyNetwork(source, architecture);
  const relative = (absolute: string) => path.relative(folder, absolute).split(path.sep).join("/");
  const text = scaffoldExperiment({
    method,
    ...dataOf(answers, relative),
    ...semanticsOf(answers, relative),
    layers: network.layers.filter(({ parameters }) => parameters > 0).map((layer) => layer.name),
    sameClasses: source.kind !== "tasks" && hasSameClasses(network.classes, target.summary.classes),
    controls,
  });
  const uri = vscode.Uri.file(path.join(folder, name));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

function semanticsOf(
  { method, semantics }: Answers,
  relative: (absolute: string) => string,
): Pick<ScaffoldChoices, "semantics"> {
  if (method.semantics === undefined || semantics === undefined) return {};
  const file = relative(semantics);
  return { semantics: method.semantics === "attributes" ? { attributes: file } : { vectors: file } };
}

/** Of the classes of one data set, so many are the target's. */
const TARGET_SHARE = 0.25;

/**
 * Where source and target are the same data of several speakers, the last one is the target; where the method divides data
 * by their classes, the last quarter of them.
 */
function dataOf(
  { method, source, target, architecture }: Answers,
  relative: (absolute: string) => string,
): Pick<ScaffoldChoices, "source" | "target"> {
  const dataset = relative(target.path);
  if (source.kind === "model") return { source: { model: relative(source.path) }, target: { dataset } };
  if (source.kind === "tasks") {
    const tasks = source.tasks.map((task) => relative(task.path));
    return { source: { tasks, architecture: architecture ?? "" }, target: { dataset } };
  }
  const { groups, kind, classes } = target.summary;
  const network = architecture === undefined ? {} : { architecture };
  if (source.path === target.path && dividesByClass(method)) {
    const seen = classes.length - Math.max(2, Math.round(TARGET_SHARE * classes.length));
    return {
      source: { dataset, classes: classes.slice(0, seen), ...network },
      target: { dataset, classes: classes.slice(seen) },
    };
  }
  if (source.path !== target.path || groups === undefined || !hasSeveralGroups(target)) {
    return { source: { dataset: relative(source.path), ...network }, target: { dataset } };
  }
  const column = kind === "table" ? { group: groups.what } : {};
  return {
    source: { dataset, ...column, only: groups.names.slice(0, -1), ...network },
    target: { dataset, ...column, only: groups.names.slice(-1) },
  };
}

/** The folder of the workspace that the experiment goes into; asks where there are several. */
async function chooseFolder(): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri.fsPath;
  const [only] = folders;
  if (only !== undefined) return only.uri.fsPath;
  const openFolder = vscode.l10n.t("Open Folder");
  const openSample = vscode.l10n.t("Open Sample Workspace");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t("An experiment lives in a folder with your data. Open one first, or start with the sample."),
    openFolder,
    openSample,
  );
  if (answer === openFolder) await vscode.commands.executeCommand("vscode.openFolder");
  if (answer === openSample) await vscode.commands.executeCommand(commandIds.openSample);
  return undefined;
}

const hasSameClasses = (source: readonly string[] = [], target: readonly string[]): boolean =>
  source.length > 0 && source.length === target.length && source.every((name, index) => name === target[index]);
