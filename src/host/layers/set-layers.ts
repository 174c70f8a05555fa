/** Gives layers a state in the experiment file, as a person would: by an edit that can be undone, and that is not saved. */
import * as vscode from "vscode";
import type { SetLayers } from "../../protocol/layer-plan";
import { core } from "../core";
import { workspaceEdit } from "../text-edits";
import type { FactCache } from "../diagnostics/fact-cache";
import { planOfText, type FilePlan } from "./file-plan";

/** While the plan is worked out the person may type on. */
const MOST_TRIES = 5;

/** @throws ProblemError where the file cannot say it, or a layer cannot have the state */
export async function setLayers(uri: vscode.Uri, wish: SetLayers, facts: FactCache): Promise<void> {
  const { layerEdits } = await core();
  const document = await vscode.workspace.openTextDocument(uri);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { version } = document;
    const text = document.getText();
    const plan = await planOfText(text, uri, facts);
    if (document.version !== version) continue;
    await refuseIfImpossible(plan, wish, uri);
    if ("fault" in plan) return;
    const edit = await workspaceEdit(document, layerEdits(plan.from, wish.layers, wish.state));
    if (edit.size === 0 || (await vscode.workspace.applyEdit(edit))) return;
  }
  await refuse(uri, vscode.l10n.t("The file is being changed; try again when that is over."));
}

async function refuseIfImpossible(
  plan: FilePlan | { fault: string },
  { layers, state }: SetLayers,
  uri: vscode.Uri,
): Promise<void> {
  if ("fault" in plan) return refuse(uri, plan.fault);
  const { choices, refused } = plan.plan;
  if (refused !== undefined) return refuse(uri, refused);
  for (const layer of layers) {
    const choice = choices.find((one) => one.layer === layer);
    if (choice === undefined) return refuse(uri, vscode.l10n.t('The network has no layer "{0}".', layer));
    const reason = choice.refused?.[state];
    if (reason !== undefined) return refuse(uri, `"${layer}" ${reason}`);
  }
}

async function refuse(uri: vscode.Uri, message: string): Promise<never> {
  const { ProblemError } = await core();
  throw new ProblemError({
    severity: "error",
    code: "layers/cannot-be-set",
    file: uri.fsPath,
    place: "layers",
    message,
  });
}
