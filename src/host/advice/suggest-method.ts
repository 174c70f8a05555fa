/** Suggest Method: which methods suit what an experiment has, with reasons, and the experiment of each. */
import path from "node:path";
import * as vscode from "vscode";
import type { Suggestion } from "../../experiment/advice/suggest-methods";
import type { Experiment } from "../../experiment/types";
import type { MethodSpec } from "../../methods/define";
import type { Page } from "../../protocol/page";
import { adviceParts, core } from "../core";
import { EXPERIMENT_SUFFIX } from "../ids";
import { newExperiment } from "../scaffold/new-experiment";
import { follow, waiting, type AdviceTools } from "./advisor";

/** Buttons in a row; the others stand in the table. */
const MOST_BUTTONS = 5;

export async function suggestMethod(file: string, tools: AdviceTools): Promise<void> {
  const experiment = await tools.studies.experimentOf(file);
  const parts = await adviceParts();
  const title = vscode.l10n.t("Suggest Method");
  const panel = tools.pages.open(`methods for ${file}`, (id) => {
    act(id, experiment, tools).catch(tools.tell);
  });
  panel.show(waiting(title, vscode.workspace.asRelativePath(file), vscode.l10n.t("Comparing source and target")));
  const measured = await tools.studies
    .conduct({
      title,
      study: "measure-shift",
      experiment,
      options: { examples: parts.COMPARED_EXAMPLES },
      result: parts.shiftResultSchema,
    })
    .catch((error: unknown) => {
      panel.dispose();
      throw error;
    });
  if (measured === undefined) {
    panel.dispose();
    return;
  }
  const situation = parts.situationOf(experiment, await tools.facts.of(experiment), measured.shift ?? undefined);
  const suggestions = parts.suggestMethods(situation, parts.methods);
  const ranked = suggestions.map(({ method, title: name }) => ({ id: method, title: name }));
  const table = parts.suggestionTable(suggestions);
  const about = parts.situationText(situation);
  const page = (cameOut: readonly string[]): Page => ({
    title,
    subtitle: vscode.workspace.asRelativePath(file),
    paragraphs: [about, ...cameOut],
    parts: [table],
    actions: suggestions.slice(0, MOST_BUTTONS).map(buttonFor),
  });
  await follow(panel, tools, { experiment, kind: "methods", ranked, page });
}

const buttonFor = ({ method, title }: Suggestion, index: number): Page["actions"][number] => ({
  id: `make:${method}`,
  title: vscode.l10n.t("Make {0} Experiment", title),
  ...(index === 0 && { primary: true }),
});

/** The wizard asks for what the experiment does not name. */
async function act(id: string, experiment: Experiment, tools: AdviceTools): Promise<void> {
  const { methodById, nextExperiment } = await adviceParts();
  const method = id.startsWith("make:") ? methodById(id.slice("make:".length)) : undefined;
  if (method === undefined) return;
  const text = nextExperiment(experiment, await tools.facts.of(experiment), method);
  if (text === undefined || !(await isValid(text, experiment.file))) return newExperiment(tools.runtime, method);
  const uri = await freeName(experiment.file, method);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, preview: false });
}

async function isValid(text: string, file: string): Promise<boolean> {
  const { parseExperiment } = await core();
  return parseExperiment(text, file).problems.every(({ severity }) => severity !== "error");
}

/** `pets-layer-transfer.transfer.json`, or with a number behind it. */
async function freeName(file: string, { id }: MethodSpec): Promise<vscode.Uri> {
  const base = path.basename(file).replace(/\.transfer\.json$/i, "");
  for (let number = 1; ; number++) {
    const name = `${base}-${id}${number === 1 ? "" : `-${number}`}${EXPERIMENT_SUFFIX}`;
    const uri = vscode.Uri.file(path.join(path.dirname(file), name));
    const isTaken = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isTaken) return uri;
  }
}
