/** What a person does in a run panel, carried out by commands like everything else. */
import * as vscode from "vscode";
import type { FromView } from "../../protocol/view";
import { core } from "../core";
import type { FactCache } from "../diagnostics/fact-cache";
import { commandIds } from "../ids";
import { revealLayer, showExperiment } from "../layers/reveal-layer";
import { setLayers } from "../layers/set-layers";

type PanelMessage = Exclude<FromView, { type: "ready" }>;
type Control = Extract<PanelMessage, { type: "control" }>["action"];

const controls: Record<Exclude<Control, "run-again">, string> = {
  stop: commandIds.stop,
  pause: commandIds.pause,
  continue: commandIds.resume,
  resume: commandIds.resume,
};

export async function actOnPanel(directory: string, message: PanelMessage, facts: FactCache): Promise<void> {
  if (message.type === "control" && message.action !== "run-again") {
    await vscode.commands.executeCommand(controls[message.action], directory);
    return;
  }
  if (message.type === "open-examples") {
    const { truth, predicted } = message;
    await vscode.commands.executeCommand(commandIds.showErrors, directory, { truth, predicted });
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
    case "set-layers":
      await setLayers(uri, message, facts);
      return;
  }
}
