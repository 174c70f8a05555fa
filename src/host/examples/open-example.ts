/** Shows an example itself in an editor: its file, or the line of the table in which it stands. */
import * as vscode from "vscode";
import type { ExampleData } from "../../client/examples/example-data";

export async function openExample(data: ExampleData, name: string): Promise<void> {
  const { file, line } = await data.placeOf(name);
  const uri = vscode.Uri.file(file);
  if (line !== undefined && /\.(csv|tsv)$/i.test(file)) {
    const position = new vscode.Position(line - 1, 0);
    const selection = new vscode.Range(position, position);
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true, selection });
    return;
  }
  await vscode.commands.executeCommand("vscode.open", uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
