/**
 * At the ends of an experiment file's lines: what a layer's rule means, what a rate comes to, how many examples that is.
 * The editor's own setting `editor.inlayHints.enabled` says whether they are shown.
 */
import * as vscode from "vscode";
import { core } from "../core";
import { Disposables } from "../disposables";
import type { FactCache } from "../diagnostics/fact-cache";
import { experimentSelector, isExperimentFile } from "../experiment-files";
import { hintWords } from "./hint-words";

export class ExperimentHints implements vscode.InlayHintsProvider, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(
    private readonly facts: FactCache,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#disposables.add(vscode.languages.registerInlayHintsProvider(experimentSelector, this));
    // What the file names may have changed since it was looked at.
    this.#disposables.add(
      vscode.workspace.onDidSaveTextDocument(() => {
        this.#changed.fire();
      }),
    );
  }

  async provideInlayHints(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.InlayHint[]> {
    if (!isExperimentFile(document.uri)) return [];
    try {
      return (await this.#hintsOf(document)).filter(({ position }) => range.contains(position));
    } catch (error) {
      this.log.error(String(error));
      return [];
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** None while the file is not well-formed. */
  async #hintsOf(document: vscode.TextDocument): Promise<vscode.InlayHint[]> {
    const { hintsFor, hintTable, hintText, parseExperiment, placedHints } = await core();
    const { version } = document;
    const text = document.getText();
    const { experiment } = parseExperiment(text, document.uri.fsPath);
    if (experiment === undefined) return [];
    const hints = hintsFor(experiment, await this.facts.of(experiment));
    if (document.version !== version) return [];
    return placedHints(text, hints).map(({ hint, offset }) => {
      const shown = new vscode.InlayHint(document.positionAt(offset), hintText(hint, hintWords));
      shown.paddingLeft = true;
      const table = hintTable(hint, hintWords);
      if (table !== undefined) shown.tooltip = new vscode.MarkdownString().appendCodeblock(table, "plaintext");
      return shown;
    });
  }
}
