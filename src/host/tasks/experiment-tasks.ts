/**
 * Tasks of the type `transfer-lab`: check, run or sweep an experiment file on the command line, in a terminal of the editor.
 * They are offered for every experiment file, and may be written into tasks.json with options of their own.
 */
import path from "node:path";
import * as vscode from "vscode";
import { core } from "../core";
import { findExperimentFiles } from "../experiment-files";
import { EXPERIMENT_SUFFIX, TASK_TYPE } from "../ids";
import type { TaskDefinition } from "./task-definition";

/** @param cliPath the bundled command line, absolute */
export const registerTasks = (cliPath: string): vscode.Disposable =>
  vscode.tasks.registerTaskProvider(TASK_TYPE, new ExperimentTasks(cliPath));

class ExperimentTasks implements vscode.TaskProvider {
  constructor(private readonly cliPath: string) {}

  async provideTasks(): Promise<vscode.Task[]> {
    if (!vscode.workspace.isTrusted) return [];
    const files = await findExperimentFiles();
    const tasks = files.flatMap((absolute) => {
      const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(absolute));
      if (folder === undefined) return [];
      const file = path.relative(folder.uri.fsPath, absolute).split(path.sep).join("/");
      return (["check", "run"] as const).map((command) => ({
        definition: { type: TASK_TYPE, command, file } as const,
        folder,
      }));
    });
    return await Promise.all(tasks.map(({ definition, folder }) => this.#task(definition, folder, definition)));
  }

  /** For a task of tasks.json, which the editor wants back as it stands there. */
  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const { readDefinition } = await core();
    const definition = readDefinition(task.definition);
    const scope = isFolder(task.scope) ? task.scope : vscode.workspace.workspaceFolders?.[0];
    if (definition === undefined || scope === undefined || !vscode.workspace.isTrusted) return undefined;
    return await this.#task(definition, scope, task.definition);
  }

  async #task(
    definition: TaskDefinition,
    folder: vscode.WorkspaceFolder,
    asWritten: vscode.TaskDefinition,
  ): Promise<vscode.Task> {
    const { commandLine } = await core();
    const { command, file } = definition;
    const settings = vscode.workspace.getConfiguration("transferLab");
    const args = commandLine(definition, {
      runtime: settings.get<string>("runtime.path", ""),
      threads: settings.get<number>("runtime.threads", 0),
    });
    const execution = new vscode.ProcessExecution(process.execPath, [this.cliPath, ...args], {
      cwd: folder.uri.fsPath,
      // The editor's own program is Node, if it is asked to be.
      env: { ELECTRON_RUN_AS_NODE: "1" },
    });
    const name = `${command} ${path.posix.basename(file, EXPERIMENT_SUFFIX)}`;
    const matcher = command === "check" ? [`$${TASK_TYPE}`] : [];
    const task = new vscode.Task(asWritten, folder, name, "Transfer Lab", execution, matcher);
    task.detail = details()[command];
    if (command === "check") task.group = vscode.TaskGroup.Test;
    return task;
  }
}

const details = (): Record<TaskDefinition["command"], string> => ({
  check: vscode.l10n.t("Says what is wrong with the file, without training"),
  run: vscode.l10n.t("Trains, compares with the controls, and says what the transfer brings"),
  sweep: vscode.l10n.t("Tries every cut between the layers"),
});

const isFolder = (scope: vscode.Task["scope"]): scope is vscode.WorkspaceFolder => typeof scope === "object";
