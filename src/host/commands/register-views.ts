/** The commands of the Data Sets and Source Models views, and the one that opens the walkthrough. */
import * as vscode from "vscode";
import { commandIds, WALKTHROUGH } from "../ids";
import type { DatasetsTree } from "../trees/datasets-tree";
import type { SourceModelsTree } from "../trees/source-models-tree";
import { tellFailure } from "./failures";
import { ifTrusted } from "./register";
import { reveal, type RevealTarget } from "./reveal";
import type { TrainingRuntime } from "./training-runtime";
import { useSourceModel } from "./use-source-model";

interface ViewCommandParts {
  runtime: TrainingRuntime;
  datasets: Pick<DatasetsTree, "selected">;
  sourceModels: Pick<SourceModelsTree, "selected">;
  log: vscode.LogOutputChannel;
}

const EXTENSION_ID = "transfer-lab.transfer-lab";

export function registerViewCommands({ runtime, datasets, sourceModels, log }: ViewCommandParts): vscode.Disposable {
  const register = (id: string, action: (target: RevealTarget) => Promise<void>) =>
    vscode.commands.registerCommand(id, async (target: RevealTarget) => {
      try {
        await action(target);
      } catch (error) {
        await tellFailure(error, log);
      }
    });
  return vscode.Disposable.from(
    register(
      commandIds.useSourceModel,
      ifTrusted(async (node: RevealTarget) => {
        await useSourceModel(runtime, node !== undefined && "model" in node ? node.model : undefined);
      }),
    ),
    register(commandIds.reveal, (node) => reveal(node ?? sourceModels.selected ?? datasets.selected)),
    register(commandIds.getStarted, async () => {
      await vscode.commands.executeCommand("workbench.action.openWalkthrough", `${EXTENSION_ID}#${WALKTHROUGH}`, false);
    }),
  );
}
