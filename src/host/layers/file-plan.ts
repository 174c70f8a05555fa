/** What an experiment file says of its layers as it stands: in the editor with what is not saved yet, else on disk. */
import * as vscode from "vscode";
import type { PlannedFrom } from "../../experiment/check-layers";
import type { PlannedNetwork } from "../../experiment/layer-choices";
import type { Problem } from "../../protocol/problem";
import { core } from "../core";
import type { FactCache } from "../diagnostics/fact-cache";

export interface FilePlan extends PlannedNetwork {
  /** The method's title. */
  method: string;
  /** What it follows from: what edits are worked out from. */
  from: PlannedFrom;
}

/** @returns `fault`, a sentence, where the file or what it names cannot say it */
export async function filePlan(uri: vscode.Uri, facts: FactCache): Promise<FilePlan | { fault: string }> {
  const text = await textOf(uri);
  if (text === undefined) return { fault: vscode.l10n.t("The experiment file is not there any more.") };
  return planOfText(text, uri, facts);
}

export async function planOfText(
  text: string,
  uri: vscode.Uri,
  facts: FactCache,
): Promise<FilePlan | { fault: string }> {
  const { isProblem, knownNetwork, methodTitle, parseExperiment, plannedFrom, plannedNetwork } = await core();
  const { experiment, problems } = parseExperiment(text, uri.fsPath);
  if (experiment === undefined) return { fault: vscode.l10n.t("The file has an error: {0}.", spelled(problems[0])) };
  const found = await facts.of(experiment);
  const known = knownNetwork(experiment, found);
  if (known === undefined) {
    const { source, sourceData, run, targetData } = found;
    const [problem] = [source, sourceData, run, targetData].flatMap((fact) => (fact && isProblem(fact) ? [fact] : []));
    if (problem === undefined) return { fault: vscode.l10n.t("The network is not known from the file.") };
    return { fault: vscode.l10n.t("The network is not known: {0}.", spelled(problem)) };
  }
  const { layers, plan } = plannedNetwork(experiment, known);
  const refused = vscode.workspace.isTrusted
    ? plan.refused
    : vscode.l10n.t("This folder is not trusted, so nothing is run or written in it. Results can be viewed.");
  return {
    layers,
    plan: { ...plan, ...(refused !== undefined && { refused }) },
    method: methodTitle(experiment.method),
    from: plannedFrom(experiment, known),
  };
}

const spelled = (problem: Pick<Problem, "place" | "message"> | undefined): string =>
  [problem?.place, problem?.message].filter(Boolean).join(": ");

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
