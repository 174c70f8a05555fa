/** Corrections of labels by the person at the page of errors, with their undo; the same for all pages of the window. */
import * as vscode from "vscode";
import type { CorrectionHistory } from "../../client/examples/correction-history";
import type { ExampleData } from "../../client/examples/example-data";
import type { Change } from "../../protocol/examples";
import { dataParts } from "../core";

export class Corrections implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  #history: CorrectionHistory | undefined;

  /** A list was written, or could not be: whoever shows one reads it again. */
  readonly onDidChange = this.#changed.event;

  /** What Undo would take back. */
  get undoable(): string | undefined {
    return this.#history?.undoable;
  }

  /** @throws ProblemError where the list or the data do not allow it */
  async change(data: ExampleData, names: readonly string[], change: Change): Promise<void> {
    if (!isAllowed()) return;
    const { CorrectionHistory } = await dataParts();
    this.#history ??= new CorrectionHistory();
    const history = this.#history;
    await this.#telling(async () => {
      const examples: { example: string; was: string | undefined }[] = [];
      for (const example of names) examples.push({ example, was: await data.classOf(example) });
      await history.change({ data: data.absolute, examples, change, of: data.labelColumn });
    });
  }

  /** Takes back what was corrected last in this window. */
  async undo(): Promise<void> {
    if (!isAllowed()) return;
    const history = this.#history;
    if (history?.undoable === undefined) {
      await vscode.window.showInformationMessage(vscode.l10n.t("Nothing was corrected in this window yet."));
      return;
    }
    await this.#telling(() => history.undo());
  }

  /** Shows the list in an editor. */
  async openList(data: ExampleData): Promise<void> {
    const { correctionsFile } = await dataParts();
    await vscode.window.showTextDocument(vscode.Uri.file(correctionsFile(data.absolute)), { preview: false });
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #telling(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } finally {
      this.#changed.fire(undefined);
    }
  }
}

/** The page offers no corrections in a folder that is not trusted; a keybinding still may call for them. */
function isAllowed(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void vscode.window.showWarningMessage(
    vscode.l10n.t("This folder is not trusted, so nothing is run or written in it. Results can be viewed."),
  );
  return false;
}
