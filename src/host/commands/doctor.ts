/** Shows what training needs on this machine, as a document to read. */
import * as vscode from "vscode";
import { core } from "../core";

const SCHEME = "transfer-lab-doctor";

/** A document of its own kind, so that closing it never asks to save. */
export class Doctor implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #uri = vscode.Uri.from({ scheme: SCHEME, path: "Transfer Lab Doctor.txt" });
  readonly onDidChange = this.#changed.event;

  async show(): Promise<void> {
    this.#changed.fire(this.#uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(this.#uri));
  }

  async provideTextDocumentContent(): Promise<string> {
    const { diagnose, formatDoctor } = await core();
    const setting = vscode.workspace.getConfiguration("transferLab").get<string>("runtime.path", "");
    return formatDoctor(await diagnose({ setting }));
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
