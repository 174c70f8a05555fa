/** The commands of the page of errors. */
import * as vscode from "vscode";
import type { Cell } from "../../protocol/examples";
import { tellFailure } from "../commands/failures";
import { directoryOf, type Target } from "../commands/targets";
import { commandIds } from "../ids";
import type { RunIndex } from "../runs/run-index";
import type { ExamplesPanels } from "./examples-panels";

export interface ErrorCommandParts {
  errors: ExamplesPanels;
  index: RunIndex;
  log: vscode.LogOutputChannel;
}

export function registerErrorCommands({ errors, index, log }: ErrorCommandParts): vscode.Disposable {
  const telling = (action: () => Promise<void>) => action().catch((error: unknown) => tellFailure(error, log));
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commandIds.showErrors, (target: Target, cell: unknown) =>
      telling(async () => {
        const directory = await directoryOf(target, index);
        if (directory !== undefined) errors.show(directory, isCell(cell) ? cell : undefined);
        else
          await vscode.window.showInformationMessage(vscode.l10n.t("There is no run yet. Run the experiment first."));
      }),
    ),
    vscode.commands.registerCommand(commandIds.undoCorrection, () => telling(() => errors.undo())),
  );
}

/** A tree passes its selection in this place. */
const isCell = (value: unknown): value is Cell =>
  typeof value === "object" &&
  value !== null &&
  "truth" in value &&
  typeof value.truth === "string" &&
  "predicted" in value &&
  typeof value.predicted === "string";
