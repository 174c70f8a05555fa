/** The commands of advice before training. */
import * as vscode from "vscode";
import { ifTrusted } from "../commands/register";
import { experimentFileOf, type Target } from "../commands/targets";
import { commandIds } from "../ids";
import { FollowedPages, type AdviceTools } from "./advisor";
import { rankSourceModels } from "./rank-sources";
import { suggestMethod } from "./suggest-method";

export function registerAdvice(parts: Omit<AdviceTools, "followed">): vscode.Disposable {
  const followed = new FollowedPages();
  const tools = { ...parts, followed };
  const register = (id: string, advise: (file: string, tools: AdviceTools) => Promise<void>) =>
    vscode.commands.registerCommand(id, async (target: Target) => {
      try {
        await ifTrusted(() => adviseOn(target, (file) => advise(file, tools)))();
      } catch (error) {
        tools.tell(error);
      }
    });
  return vscode.Disposable.from(
    followed,
    register(commandIds.rankSources, rankSourceModels),
    register(commandIds.suggestMethod, suggestMethod),
  );
}

async function adviseOn(target: Target, advise: (file: string) => Promise<void>): Promise<void> {
  const file = await experimentFileOf(target);
  if (file !== undefined) return advise(file);
  await vscode.window.showInformationMessage(
    vscode.l10n.t("There is no experiment yet. Make one with New Experiment…"),
  );
}
