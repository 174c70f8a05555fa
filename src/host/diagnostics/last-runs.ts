/** The newest finished run of each experiment file that is open, kept until something changes in a run folder. */
import type { LastRun } from "../../runs/measured-problems/last-run";
import { core } from "../core";
import { Disposables } from "../disposables";
import type { RunIndex } from "../runs/run-index";
import type * as vscode from "vscode";

export class LastRuns implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #kept = new Map<string, Promise<LastRun | undefined>>();

  /** @param onChange there may be another newest run */
  constructor(index: RunIndex, onChange: () => void) {
    this.#disposables.add(
      index.onDidChangeRun(() => {
        this.#kept.clear();
        onChange();
      }),
    );
  }

  /** @param file absolute path of the experiment file */
  of(file: string): Promise<LastRun | undefined> {
    const kept = this.#kept.get(file) ?? this.#read(file);
    this.#kept.set(file, kept);
    return kept;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #read(file: string): Promise<LastRun | undefined> {
    const { lastFinishedRun } = await core();
    return lastFinishedRun(file);
  }
}
