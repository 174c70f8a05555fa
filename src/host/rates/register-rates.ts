/** The learning-rate finder in the editor: its command, and what stands on the line of the rate. */
import * as vscode from "vscode";
import { ifTrusted } from "../commands/register";
import { experimentFileOf, type Target } from "../commands/targets";
import { core, ratesParts } from "../core";
import { fixAction } from "../diagnostics/experiment-diagnostics";
import { experimentSelector, isExperimentFile } from "../experiment-files";
import { commandIds } from "../ids";
import { RateFinder, type RateFinderParts } from "./rate-finder";
import { choiceTitle } from "./rate-words";

const RATE = ["training", "optimizer", "learningRate"];

export function registerRates(parts: RateFinderParts): vscode.Disposable {
  const finder = new RateFinder(parts);
  const find = ifTrusted(async (target: Target) => {
    const file = await experimentFileOf(target);
    if (file !== undefined) return finder.find(file);
    await vscode.window.showInformationMessage(
      vscode.l10n.t("There is no experiment yet. Make one with New Experiment…"),
    );
  });
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commandIds.findRate, (target: Target) => find(target).catch(parts.tell)),
    vscode.languages.registerCodeLensProvider(experimentSelector, { provideCodeLenses: lensesOf }),
    vscode.languages.registerCodeActionsProvider(
      experimentSelector,
      { provideCodeActions: (document, range) => actionsAt(finder, document, range) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

/** Where the file names a rate, or the training that has one, and the method takes steps. */
async function placeOfRate(document: vscode.TextDocument): Promise<vscode.Range | undefined> {
  if (!isExperimentFile(document.uri) || !vscode.workspace.isTrusted) return undefined;
  const { locate, parseExperiment } = await core();
  const { rateFault } = await ratesParts();
  const text = document.getText();
  const { experiment } = parseExperiment(text, document.uri.fsPath);
  if (experiment === undefined || rateFault(experiment) !== undefined) return undefined;
  const { offset, length } = locate(text, RATE);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

async function lensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const place = await placeOfRate(document);
  if (place === undefined) return [];
  const title = `$(graph-scatter) ${vscode.l10n.t("Find Learning Rate")}`;
  return [new vscode.CodeLens(place, { title, command: commandIds.findRate, arguments: [document.uri] })];
}

/** What was found for this file, and the search itself. */
async function actionsAt(
  finder: RateFinder,
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<vscode.CodeAction[]> {
  const place = await placeOfRate(document);
  if (place?.intersection(range) === undefined) return [];
  const { rateChoices, rateText } = await ratesParts();
  const found = finder.foundFor(document.uri.fsPath);
  const fixes = (found === undefined ? [] : rateChoices(found)).map((choice) =>
    fixAction(document, { title: choiceTitle(choice, rateText), edits: choice.edits }, []),
  );
  const search = new vscode.CodeAction(vscode.l10n.t("Find Learning Rate"), vscode.CodeActionKind.QuickFix);
  search.command = { title: search.title, command: commandIds.findRate, arguments: [document.uri] };
  return [...(await Promise.all(fixes)), search];
}
