/**
 * Puts the extension together. Nothing here is slow: each part loads what it needs when it is first used, and
 * TensorFlow only ever runs in the engine's own process.
 */
import { config as translate } from "@vscode/l10n";
import * as vscode from "vscode";
import { registerAdviceLens } from "./advice/advice-lens";
import { registerAdvice } from "./advice/register-advice";
import { Doctor } from "./commands/doctor";
import { tellFailure } from "./commands/failures";
import { registerCommands } from "./commands/register";
import { registerViewCommands } from "./commands/register-views";
import { TrainingRuntime } from "./commands/training-runtime";
import { ExperimentDiagnostics } from "./diagnostics/experiment-diagnostics";
import { FactCache } from "./diagnostics/fact-cache";
import { Disposables } from "./disposables";
import { ExperimentHints } from "./hints/experiment-hints";
import { LayersPanels } from "./layers/layers-panels";
import { ExamplesPanels } from "./examples/examples-panels";
import { registerErrorCommands } from "./examples/register-errors";
import { ExperimentLens } from "./lens/experiment-lens";
import { PagePanels } from "./pages/page-panels";
import { Leaderboard } from "./leaderboard/leaderboard";
import { actOnPanel } from "./panel/panel-actions";
import { RunPanels } from "./panel/run-panels";
import { registerRates } from "./rates/register-rates";
import { AutoResume } from "./runs/auto-resume";
import { RunActions } from "./runs/run-actions";
import { RunIndex } from "./runs/run-index";
import { noticeRuns } from "./runs/run-notices";
import { RunService } from "./runs/run-service";
import { showRunsInStatusBar } from "./runs/status-bar";
import { Studies } from "./studies/studies";
import { registerTasks } from "./tasks/experiment-tasks";
import { registerTools } from "./tools/register-tools";
import { DatasetsTree } from "./trees/datasets-tree";
import { ExperimentsTree } from "./trees/experiments-tree";
import { SourceModelsTree } from "./trees/source-models-tree";
import { followProgress } from "./welcome/progress";

export function activate({ extensionUri, subscriptions }: vscode.ExtensionContext): void {
  // For the texts of what does not know of the editor: checks, hints, advice.
  if (vscode.l10n.bundle !== undefined) translate({ contents: vscode.l10n.bundle });
  const parts = new Disposables();
  subscriptions.push(parts);
  const log = parts.add(vscode.window.createOutputChannel("Transfer Lab", { log: true }));
  const tell = (error: unknown) => void tellFailure(error, log);

  const facts = new FactCache();
  const runtime = new TrainingRuntime(log);
  const enginePath = vscode.Uri.joinPath(extensionUri, "dist", "engine.js").fsPath;
  const service = parts.add(new RunService(enginePath, log));
  const studies = new Studies({ enginePath, runtime, facts, log });
  const pages = parts.add(new PagePanels(extensionUri, log));
  const index = parts.add(new RunIndex(service, log));
  const panels = parts.add(
    new RunPanels({
      extensionUri,
      service,
      facts,
      log,
      onMessage: (directory, message) => {
        actOnPanel(directory, message, facts).catch(tell);
      },
    }),
  );
  const leaderboard = parts.add(new Leaderboard({ extensionUri, index, service, log, onError: tell }));
  const layers = parts.add(new LayersPanels({ extensionUri, facts, log, tell }));
  const errors = parts.add(new ExamplesPanels({ extensionUri, log, onError: tell }));
  const datasets = parts.add(new DatasetsTree());
  const sourceModels = parts.add(new SourceModelsTree(service.onDidEnd));
  const doctor = parts.add(new Doctor());
  const actions = new RunActions({ service, index, runtime, facts, panels });

  parts.add(new ExperimentsTree(index, service));
  parts.add(new ExperimentDiagnostics(facts, index, log));
  parts.add(new ExperimentHints(facts, log));
  parts.add(new ExperimentLens(index, service));
  parts.add(showRunsInStatusBar(service));
  parts.add(noticeRuns(service));
  parts.add(
    registerCommands({
      actions,
      service,
      index,
      panels,
      layers,
      leaderboard,
      runtime,
      datasets,
      sourceModels,
      doctor,
      log,
    }),
  );
  parts.add(registerErrorCommands({ errors, index, log }));
  parts.add(registerViewCommands({ runtime, datasets, sourceModels, log }));
  parts.add(registerTasks(vscode.Uri.joinPath(extensionUri, "dist", "cli.js").fsPath));
  parts.add(registerTools({ actions, service, index, facts }));
  parts.add(registerAdvice({ studies, pages, index, facts, runtime, tell }));
  parts.add(registerAdviceLens());
  parts.add(registerRates({ studies, pages, tell }));
  parts.add(followProgress(index));

  const autoResume = parts.add(new AutoResume({ index, service, runtime, log }));
  const goOn = () => {
    autoResume.start().catch(tell);
  };
  // Looking at runs loads the core, which activation need not wait for.
  setImmediate(goOn);
  parts.add(vscode.workspace.onDidGrantWorkspaceTrust(goOn));
}
