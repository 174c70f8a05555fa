/** What a person can do with experiments and runs: the questions around `RunService`. */
import path from "node:path";
import * as vscode from "vscode";
import type { TrainingRuntime } from "../commands/training-runtime";
import { core } from "../core";
import { examine, hasErrors } from "../diagnostics/examination";
import type { FactCache } from "../diagnostics/fact-cache";
import type { RunPanels } from "../panel/run-panels";
import type { RunIndex } from "./run-index";
import { tensorBoardSetting } from "./engine-settings";
import type { RunService } from "./run-service";

export interface RunActionParts {
  service: RunService;
  index: RunIndex;
  runtime: TrainingRuntime;
  facts: FactCache;
  panels: Pick<RunPanels, "show" | "close">;
}

export class RunActions {
  constructor(private readonly parts: RunActionParts) {}

  /** Saves the file and runs it as it then is. @throws ProblemError why it could not start */
  async run(file: string): Promise<void> {
    const { service, panels } = this.parts;
    const live = service.liveRunOf(file);
    if (live !== undefined) {
      panels.show(live.directory);
      await vscode.window.showInformationMessage(vscode.l10n.t("{0} is running already.", path.basename(file)));
      return;
    }
    const { newRunDirectory } = await core();
    const directory = newRunDirectory(file);
    const forget = service.announce(directory, file);
    try {
      await this.#start(file, directory);
    } finally {
      forget();
    }
  }

  async #start(file: string, directory: string): Promise<void> {
    const { service, index, runtime, facts, panels } = this.parts;
    const document = await vscode.workspace.openTextDocument(file);
    if (document.isDirty && !(await document.save())) return;
    const text = document.getText();
    const examination = await examine(text, file, facts);
    if (examination.experiment === undefined || hasErrors(examination)) {
      await this.#tellErrors(document);
      return;
    }
    const chosen = await runtime.choose();
    if (chosen === undefined) return;
    const { createRun } = await core();
    await createRun(examination.experiment, text, { tensorBoard: tensorBoardSetting() }, directory);
    index.changed(directory);
    panels.show(directory);
    await service.start({ type: "run", directory, experimentFile: file, runtime: chosen });
  }

  /** Goes on with a paused run, or with one that ended early from its last checkpoint. @throws ProblemError */
  async resume(directory: string): Promise<void> {
    const { service, runtime, panels } = this.parts;
    if (service.liveRun(directory) !== undefined) {
      await service.continue(directory);
      return;
    }
    const { readRun, ProblemError } = await core();
    const run = await readRun(directory);
    if ("problem" in run) throw new ProblemError(run.problem);
    const chosen = await runtime.choose();
    if (chosen === undefined) return;
    panels.show(directory);
    await service.start({ type: "resume", directory, experimentFile: run.experiment.file, runtime: chosen });
  }

  async delete(directory: string): Promise<void> {
    const remove = vscode.l10n.t("Delete");
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t("Delete the run {0}?", path.basename(directory)),
      { modal: true, detail: vscode.l10n.t("Its figures, models and report are removed for good.") },
      remove,
    );
    if (answer !== remove) return;
    this.parts.panels.close(directory);
    await vscode.workspace.fs.delete(vscode.Uri.file(directory), { recursive: true });
    this.parts.index.changed(directory);
  }

  async #tellErrors(document: vscode.TextDocument): Promise<void> {
    await vscode.window.showTextDocument(document);
    const showProblems = vscode.l10n.t("Show Problems");
    const answer = await vscode.window.showErrorMessage(
      vscode.l10n.t("{0} has errors, so it was not run.", path.basename(document.fileName)),
      showProblems,
    );
    if (answer === showProblems) await vscode.commands.executeCommand("workbench.actions.view.problems");
  }
}
