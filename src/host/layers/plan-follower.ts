/** Tells what an experiment file says of its layers, at once and again after each change, saved or not. */
import path from "node:path";
import * as vscode from "vscode";
import { Coalesced } from "../coalesced";
import type { FactCache } from "../diagnostics/fact-cache";
import { Disposables } from "../disposables";
import { filePlan, type FilePlan } from "./file-plan";

const GATHER_MS = 100;

export interface FollowOptions {
  uri: vscode.Uri;
  facts: FactCache;
  log: vscode.LogOutputChannel;
  onPlan: (plan: FilePlan | { fault: string }) => Promise<void>;
}

export class PlanFollower implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #update: Coalesced;

  constructor({ uri, facts, log, onPlan }: FollowOptions) {
    this.#update = this.#disposables.add(
      new Coalesced(
        GATHER_MS,
        async () => {
          await onPlan(await filePlan(uri, facts));
        },
        (error) => {
          log.error(`${uri.fsPath}: ${String(error)}`);
        },
      ),
    );
    const { workspace } = vscode;
    const ifMine = (document: vscode.TextDocument) => {
      if (document.uri.toString() === uri.toString()) this.request();
    };
    this.#disposables.add(
      workspace.onDidChangeTextDocument(({ document }) => {
        ifMine(document);
      }),
    );
    // What was not saved is gone when the file is closed.
    this.#disposables.add(workspace.onDidCloseTextDocument(ifMine));
    const again = () => {
      this.request();
    };
    this.#disposables.add(workspace.onDidGrantWorkspaceTrust(again));
    const place = new vscode.RelativePattern(vscode.Uri.file(path.dirname(uri.fsPath)), path.basename(uri.fsPath));
    const watcher = this.#disposables.add(workspace.createFileSystemWatcher(place));
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      this.#disposables.add(event(again));
    }
    this.request();
  }

  /** Tells it again, soon. */
  request(): void {
    this.#update.request();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
