/**
 * Puts the extension together. Nothing here is slow: each part loads what it needs when it is first used, and
 * TensorFlow only ever runs in the engine's own process.
 */
import * as vscode from "vscode";
import { Doctor } from "./commands/doctor";
import { tellFailure } from "./commands/failures";
import { registerCommands } from "./commands/register";
import { TrainingRuntime } from "./commands/training-runtime";
import { ExperimentDiagnostics } from "./diagnostics/experiment-diagnostics";
import { FactCache } from "./diagnostics/fact-cache";
import { Disposables } from "./disposables";
import { ExperimentLens } from "./lens/experiment-lens";
import { actOnPanel } from "./panel/panel-actions";
import { RunPanels } from "./panel/run-panels";
import { AutoResume } from "./runs/auto-resume";
import { RunActions } from "./runs/run-actions";
import { RunIndex } from "./runs/run-index";
import { noticeRuns } from "./runs/run-notices";
import { RunService } from "./runs/run-service";
import { showRunsInStatusBar } from "./runs/status-bar";
import { DatasetsTree } from "./trees/datasets-tree";
import { ExperimentsTree } from "./trees/experiments-tree";

export function activate({ extensionUri, subscriptions }: vscode.ExtensionContext): void {
  const parts = new Disposables();
  subscriptions.push(parts);
  const log = parts.add(vscode.window.createOutputChannel("Transfer Lab", { log: true }));
  const tell = (error: unknown) => void tellFailure(error, log);

  const facts = new FactCache();
  const runtime = new TrainingRuntime(log);
  const service = parts.add(new RunService(vscode.Uri.joinPath(extensionUri, "dist", "engine.js").fsPath, log));
  const index = parts.add(new RunIndex(service, log));
  const panels = parts.add(
    new RunPanels({
      extensionUri,
      service,
      log,
      onMessage: (directory, message) => {
        actOnPanel(directory, message).catch(tell);
      },
    }),
  );
  const datasets = parts.add(new DatasetsTree());
  const doctor = parts.add(new Doctor());
  const actions = new RunActions({ service, index, runtime, facts, panels });

  parts.add(new ExperimentsTree(index, service));
  parts.add(new ExperimentDiagnostics(facts, log));
  parts.add(new ExperimentLens(index, service));
  parts.add(showRunsInStatusBar(service));
  parts.add(noticeRuns(service));
  parts.add(registerCommands({ actions, service, index, panels, runtime, datasets, doctor, log }));

  const autoResume = parts.add(new AutoResume({ index, service, runtime, log }));
  const goOn = () => {
    autoResume.start().catch(tell);
  };
  // Looking at runs loads the core, which activation need not wait for.
  setImmediate(goOn);
  parts.add(vscode.workspace.onDidGrantWorkspaceTrust(goOn));
}
