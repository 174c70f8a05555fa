/** What a person does in a run panel, carried out by commands like everything else. */
import * as vscode from "vscode";
import type { FromView } from "../../protocol/view";
import { core } from "../core";
import { commandIds } from "../ids";

type PanelMessage = Exclude<FromView, { type: "ready" }>;
type Control = Extract<PanelMessage, { type: "control" }>["action"];

const controls: Record<Exclude<Control, "run-again">, string> = {
  stop: commandIds.stop,
  pause: commandIds.pause,
  continue: commandIds.resume,
  resume: commandIds.resume,
};

export async function actOnPanel(directory: string, message: PanelMessage): Promise<void> {
  if (message.type === "control" && message.action !== "run-again") {
    await vscode.commands.executeCommand(controls[message.action], directory);
    return;
  }
  const { ProblemError, readRun } = await core();
  const run = await readRun(directory);
  if ("problem" in run) throw new ProblemError(run.problem);
  const uri = vscode.Uri.file(run.experiment.file);
  switch (message.type) {
    case "control":
      await vscode.commands.executeCommand(commandIds.run, uri);
      return;
    case "open-experiment":
      await showExperiment(uri);
      return;
    case "reveal-layer":
      await revealLayer(uri, message.layer);
      return;
  }
}

const showExperiment = (uri: vscode.Uri): Thenable<vscode.TextEditor> =>
  vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });

/** Selects the rule that decides about the layer, as the file is now; the `layers` section where there is none. */
async function revealLayer(uri: vscode.Uri, layer: string): Promise<void> {
  const { locate, parseExperiment, resolveLayers } = await core();
  const editor = await showExperiment(uri);
  const { document } = editor;
  const text = document.getText();
  const rules = parseExperiment(text, uri.fsPath).experiment?.layers ?? [];
  const alone = [{ name: layer, kind: "", outputShape: [], parameters: 1 }];
  const concerns = (rule: (typeof rules)[number]) => resolveLayers([rule], alone, layer, false).problems.length === 0;
  const rule = rules.find(({ pattern }) => pattern === layer) ?? rules.findLast(concerns);
  const { offset, length } = locate(text, rule === undefined ? ["layers"] : ["layers", rule.pattern], true);
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
