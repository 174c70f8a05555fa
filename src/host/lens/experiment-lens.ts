/** Above the first line of an experiment file: Run, or Stop and Pause; Resume; Sweep Layers; the last result; and Layers. */
import * as vscode from "vscode";
import { core } from "../core";
import { Disposables } from "../disposables";
import { experimentSelector, isExperimentFile } from "../experiment-files";
import { commandIds } from "../ids";
import type { RunIndex } from "../runs/run-index";
import type { RunService } from "../runs/run-service";
import { runText } from "../trees/run-words";

export class ExperimentLens implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(
    private readonly index: RunIndex,
    private readonly service: RunService,
  ) {
    const redraw = () => {
      this.#changed.fire();
    };
    this.#disposables.add(index.onDidChange(redraw));
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(redraw));
    this.#disposables.add(vscode.languages.registerCodeLensProvider(experimentSelector, this));
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!isExperimentFile(document.uri)) return [];
    const range = new vscode.Range(0, 0, 0, 0);
    const commands = [...(await this.#commands(document)), layersOf(document)];
    return commands.map((command) => new vscode.CodeLens(range, command));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #commands(document: vscode.TextDocument): Promise<vscode.Command[]> {
    const file = document.uri.fsPath;
    const live = this.service.liveRunOf(file);
    const open = (title: string, directory: string): vscode.Command => ({
      title,
      command: commandIds.openRun,
      arguments: [directory],
    });
    if (live !== undefined) {
      const onRun = (title: string, command: string): vscode.Command => ({
        title,
        command,
        arguments: [live.directory],
      });
      return [
        ...(vscode.workspace.isTrusted ? [onRun(`$(debug-stop) ${vscode.l10n.t("Stop")}`, commandIds.stop)] : []),
        live.state === "paused"
          ? onRun(`$(debug-continue) ${vscode.l10n.t("Resume")}`, commandIds.resume)
          : onRun(`$(debug-pause) ${vscode.l10n.t("Pause")}`, commandIds.pause),
        open(`$(graph-line) ${runText(live)}`, live.directory),
      ];
    }
    const [newest] = await this.index.runsOf(file);
    const run = {
      title: `$(play) ${vscode.l10n.t("Run")}`,
      command: commandIds.run,
      arguments: [vscode.Uri.file(file)],
    };
    const commands: vscode.Command[] = vscode.workspace.isTrusted ? [run, ...(await sweepOf(document))] : [];
    if (newest === undefined) return commands;
    if (vscode.workspace.isTrusted && (newest.state === "stopped" || newest.state === "interrupted")) {
      const title = `$(debug-continue) ${vscode.l10n.t("Resume")}`;
      commands.push({ title, command: commandIds.resume, arguments: [newest.directory] });
    }
    return [...commands, open(`$(graph-line) ${runText(newest)}`, newest.directory)];
  }
}

const layersOf = ({ uri }: vscode.TextDocument): vscode.Command => ({
  title: `$(list-tree) ${vscode.l10n.t("Layers")}`,
  command: commandIds.showLayers,
  arguments: [uri],
});

/** Offered where the method has a cut between its layers and the file names only one. */
async function sweepOf(document: vscode.TextDocument): Promise<vscode.Command[]> {
  const { parseExperiment, sweepFault } = await core();
  const { experiment } = parseExperiment(document.getText(), document.uri.fsPath);
  if (experiment === undefined || sweepFault(experiment) !== undefined) return [];
  const title = `$(layers) ${vscode.l10n.t("Sweep Layers…")}`;
  return [{ title, command: commandIds.sweepLayers, arguments: [document.uri] }];
}
