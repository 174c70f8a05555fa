/** Every command of the manifest, and what it does. */
import * as vscode from "vscode";
import { methods } from "../../methods";
import { commandIds, newMethodCommand } from "../ids";
import { askWithWhich, chosenRuns } from "../leaderboard/compare";
import type { Leaderboard } from "../leaderboard/leaderboard";
import type { LayersPanels } from "../layers/layers-panels";
import type { RunPanels } from "../panel/run-panels";
import type { RunActions } from "../runs/run-actions";
import type { RunIndex } from "../runs/run-index";
import type { RunService } from "../runs/run-service";
import { newExperiment } from "../scaffold/new-experiment";
import type { DatasetsTree } from "../trees/datasets-tree";
import type { SourceModelsTree } from "../trees/source-models-tree";
import type { Doctor } from "./doctor";
import { tellFailure } from "./failures";
import { getSourceModel } from "./get-source-model";
import { openSample } from "./sample";
import { sweepLayers } from "./sweep-layers";
import { directoryOf, experimentFileOf, liveDirectoryOf, type Target } from "./targets";
import type { TrainingRuntime } from "./training-runtime";

export interface CommandParts {
  actions: RunActions;
  service: RunService;
  index: RunIndex;
  panels: RunPanels;
  layers: LayersPanels;
  leaderboard: Leaderboard;
  runtime: TrainingRuntime;
  datasets: DatasetsTree;
  sourceModels: SourceModelsTree;
  doctor: Doctor;
  log: vscode.LogOutputChannel;
}

/** `selection`: every row that is chosen, where a tree calls. */
type Action = (target: Target, selection?: readonly Target[]) => Promise<void>;

export function registerCommands(parts: CommandParts): vscode.Disposable {
  const { log } = parts;
  const reading = readingActions(parts);
  const writing = Object.entries({ ...runActions(parts), ...makingActions(parts) });
  const all = [...Object.entries(reading), ...writing.map(([id, action]) => [id, ifTrusted(action)] as const)];
  return vscode.Disposable.from(
    ...all.map(([id, action]) =>
      vscode.commands.registerCommand(id, async (target: Target, selection?: readonly Target[]) => {
        try {
          await action(target, selection);
        } catch (error) {
          await tellFailure(error, log);
        }
      }),
    ),
  );
}

/** Allowed in any workspace: nothing is run or written. */
const readingActions = ({
  index,
  panels,
  layers,
  datasets,
  sourceModels,
  leaderboard,
}: CommandParts): Record<string, Action> => ({
  [commandIds.openRun]: async (target) => {
    const directory = await directoryOf(target, index);
    if (directory === undefined) await say(vscode.l10n.t("There is no run yet. Run the experiment first."));
    else panels.show(directory);
  },
  [commandIds.compareRuns]: async (target, selection) => {
    leaderboard.show(await chosenRuns(target, selection, index));
  },
  [commandIds.compareWith]: async (target, selection) => {
    const chosen = await chosenRuns(target, selection, index);
    const only = chosen.length < 2 ? (chosen[0] ?? (await directoryOf(target, index))) : undefined;
    const all = only === undefined ? chosen : await askWithWhich(only, index);
    if (all !== undefined) leaderboard.show(all);
  },
  [commandIds.showLayers]: async (target) => {
    const file = await experimentFileOf(target);
    if (file === undefined) await say(vscode.l10n.t("There is no experiment yet. Make one with New Experiment…"));
    else layers.show(file);
  },
  [commandIds.refresh]: () => {
    index.refresh();
    datasets.refresh();
    sourceModels.refresh();
    return Promise.resolve();
  },
});

const runActions = ({ actions, service, index }: CommandParts): Record<string, Action> => ({
  [commandIds.run]: async (target) => {
    const file = await experimentFileOf(target);
    if (file === undefined) await say(vscode.l10n.t("There is no experiment yet. Make one with New Experiment…"));
    else await actions.run(file);
  },
  [commandIds.sweepLayers]: async (target) => {
    const file = await experimentFileOf(target);
    if (file === undefined) await say(vscode.l10n.t("There is no experiment yet. Make one with New Experiment…"));
    else await sweepLayers(file, actions);
  },
  [commandIds.stop]: async (target) => {
    const directory = liveDirectoryOf(target, service);
    if (directory === undefined) await say(vscode.l10n.t("No run is going on in this window."));
    else await service.stop(directory);
  },
  [commandIds.pause]: async (target) => {
    const directory = liveDirectoryOf(target, service);
    if (directory === undefined) await say(vscode.l10n.t("No run is going on in this window."));
    else await service.pause(directory);
  },
  [commandIds.resume]: async (target) => {
    const directory = await directoryOf(target, index);
    if (directory === undefined) await say(vscode.l10n.t("There is no run to go on with."));
    else await actions.resume(directory);
  },
  [commandIds.deleteRun]: async (target) => {
    const directory = await directoryOf(target, index);
    if (directory !== undefined) await actions.delete(directory);
  },
});

const makingActions = ({ runtime, doctor }: CommandParts): Record<string, Action> => ({
  [commandIds.openSample]: openSample,
  [commandIds.getSourceModel]: getSourceModel,
  [commandIds.doctor]: () => doctor.show(),
  [commandIds.newExperiment]: () => newExperiment(runtime),
  ...Object.fromEntries(methods.map((method) => [newMethodCommand(method.id), () => newExperiment(runtime, method)])),
  [commandIds.installRuntime]: async () => {
    const installed = await runtime.install();
    if (installed !== undefined) {
      await say(vscode.l10n.t("The training runtime is ready: TensorFlow {0}.", installed.tensorflow));
    }
  },
});

/** The palette hides these commands in an untrusted workspace; a keybinding or another extension still may call them. */
export const ifTrusted =
  <T extends unknown[]>(action: (...targets: T) => Promise<void>) =>
  async (...targets: T): Promise<void> => {
    if (vscode.workspace.isTrusted) {
      await action(...targets);
      return;
    }
    const manage = vscode.l10n.t("Manage Workspace Trust");
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t("This folder is not trusted, so nothing is run or written in it. Results can be viewed."),
      manage,
    );
    if (answer === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  };

async function say(text: string): Promise<void> {
  await vscode.window.showInformationMessage(text);
}
