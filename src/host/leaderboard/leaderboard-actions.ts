/** What a person does in the leaderboard beyond looking: opening a run, writing notes, saving the table. */
import path from "node:path";
import * as vscode from "vscode";
import type { FromLeaderboard } from "../../protocol/leaderboard";
import type { RunTable } from "../../runs/comparison/run-table";
import { core } from "../core";
import { commandIds } from "../ids";

type Action = Extract<FromLeaderboard, { type: "open" | "annotate" | "export" }>;

/** @throws ProblemError where something cannot be written */
export async function actOnLeaderboard(action: Action, table: RunTable): Promise<void> {
  switch (action.type) {
    case "open":
      if (table.row(action.id) !== undefined) await vscode.commands.executeCommand(commandIds.openRun, action.id);
      return;
    case "annotate":
      await annotate(action, table);
      return;
    case "export":
      await exportRows(action.ids, table);
      return;
  }
}

/** The page shows what was written once it is; where it could not be written, what it was before. */
async function annotate({ ids, note }: Extract<Action, { type: "annotate" }>, table: RunTable): Promise<void> {
  const { changeNotes, folderOf } = await core();
  if (!vscode.workspace.isTrusted) return;
  const known = ids.filter((id) => table.row(id) !== undefined);
  for (const folder of new Set(known.map(folderOf))) {
    const runIds = known.filter((id) => folderOf(id) === folder).map((id) => path.basename(id));
    await changeNotes(folder, runIds, note);
    await table.readNotes(folder);
  }
}

async function exportRows(ids: readonly string[], table: RunTable): Promise<void> {
  const { rowsCsv } = await core();
  if (!vscode.workspace.isTrusted) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Export the runs as CSV"),
    filters: { CSV: ["csv"] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, "runs.csv") }),
  });
  if (target === undefined) return;
  const rows = ids.flatMap((id) => table.row(id) ?? []);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(rowsCsv(rows)));
  const open = vscode.l10n.t("Open");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t("{0} runs were exported to {1}.", rows.length, path.basename(target.fsPath)),
    open,
  );
  if (answer === open) await vscode.window.showTextDocument(target);
}
