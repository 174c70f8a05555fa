/** The Experiments view: experiment files, and below each its runs, newest first, with their live state. */
import path from "node:path";
import * as vscode from "vscode";
import type { RunSummary } from "../../runs/list-runs";
import { Disposables } from "../disposables";
import { commandIds, EXPERIMENT_SUFFIX, viewIds } from "../ids";
import type { RunIndex } from "../runs/run-index";
import type { RunService } from "../runs/run-service";
import { runText, stateIcon, stateWord } from "./run-words";

export type ExperimentNode = { kind: "experiment"; file: string } | { kind: "run"; run: RunSummary };

const shortTime: Intl.DateTimeFormatOptions = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };

export class ExperimentsTree implements vscode.TreeDataProvider<ExperimentNode>, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly index: RunIndex,
    private readonly service: RunService,
  ) {
    const redraw = () => {
      this.#changed.fire(undefined);
    };
    this.#disposables.add(index.onDidChange(redraw));
    this.#disposables.add(service.onDidProgress(redraw));
    this.#disposables.add(
      vscode.window.createTreeView(viewIds.experiments, {
        treeDataProvider: this,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
  }

  async getChildren(node?: ExperimentNode): Promise<ExperimentNode[]> {
    if (node === undefined) return (await this.index.experiments()).map((file) => ({ kind: "experiment", file }));
    if (node.kind === "run") return [];
    return (await this.index.runsOf(node.file)).map((run) => ({ kind: "run", run }));
  }

  async getTreeItem(node: ExperimentNode): Promise<vscode.TreeItem> {
    return node.kind === "run" ? this.#runItem(node.run) : await this.#experimentItem(node.file);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #experimentItem(file: string): Promise<vscode.TreeItem> {
    const runs = await this.index.runsOf(file);
    const newest = runs[0];
    const item = new vscode.TreeItem(
      path.basename(file, EXPERIMENT_SUFFIX),
      newest === undefined ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Expanded,
    );
    const uri = vscode.Uri.file(file);
    item.id = file;
    item.iconPath = new vscode.ThemeIcon("beaker");
    item.description = newest === undefined ? vscode.l10n.t("no runs yet") : runText(this.#asLive(newest));
    item.tooltip = vscode.workspace.asRelativePath(uri);
    item.contextValue = this.service.liveRunOf(file) === undefined ? "experiment.idle" : "experiment.live";
    item.accessibilityInformation = {
      label: vscode.l10n.t("Experiment {0}, {1}", path.basename(file, EXPERIMENT_SUFFIX), item.description),
    };
    item.command = { command: "vscode.open", title: vscode.l10n.t("Open the experiment"), arguments: [uri] };
    return item;
  }

  #runItem(summary: RunSummary): vscode.TreeItem {
    const run = this.#asLive(summary);
    const started = new Date(run.startedAt).toLocaleString(vscode.env.language, shortTime);
    const item = new vscode.TreeItem(started);
    item.id = run.directory;
    item.iconPath = stateIcon(run);
    item.description = runText(run, this.service.liveRun(run.directory)?.stage);
    item.tooltip = runTooltip(run);
    item.contextValue = `run.${run.state}`;
    item.accessibilityInformation = { label: `${started}, ${stateWord(run.state)}, ${item.description}` };
    item.command = { command: commandIds.openRun, title: vscode.l10n.t("Open Run"), arguments: [run.directory] };
    return item;
  }

  /** What this window knows of a run is newer than what the disk says. */
  #asLive(run: RunSummary): RunSummary {
    const live = this.service.liveRun(run.directory);
    return live === undefined ? run : { ...run, state: live.state };
  }
}

function runTooltip(run: RunSummary): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown("**").appendText(run.runId).appendMarkdown("**\n\n");
  const lines = [stateWord(run.state), run.headline?.verdict.sentence, run.problem?.message];
  for (const line of lines) if (line !== undefined) tooltip.appendText(line).appendMarkdown("\n\n");
  return tooltip;
}
