/** The language-model tool that hands on the report of an experiment's newest finished run, as text. */
import * as vscode from "vscode";
import { core } from "../core";
import type { RunIndex } from "../runs/run-index";
import { namedExperiment, textResult } from "./named-experiment";

export class ExplainResult implements vscode.LanguageModelTool<object> {
  constructor(private readonly index: RunIndex) {}

  prepareInvocation(): vscode.PreparedToolInvocation {
    return { invocationMessage: vscode.l10n.t("Reading the result of a transfer-learning experiment") };
  }

  async invoke({ input }: vscode.LanguageModelToolInvocationOptions<object>): Promise<vscode.LanguageModelToolResult> {
    const file = await namedExperiment(input);
    const finished = (await this.index.runsOf(file)).find(({ state }) => state === "finished");
    const name = vscode.workspace.asRelativePath(file);
    if (finished === undefined) return textResult(`${name} has no finished run yet.`);
    return textResult(await reportText(finished.directory));
  }
}

/** @throws ProblemError where the run folder cannot be read */
export async function reportText(directory: string): Promise<string> {
  const { readRun, reportSentences, ProblemError } = await core();
  const run = await readRun(directory);
  if ("problem" in run) throw new ProblemError(run.problem);
  const { runId, experiment, report, state } = run;
  const { layers, method, training } = experiment;
  const about = `Run ${runId} (${state}), method ${method}, ${training.epochs} epochs at most, layers ${JSON.stringify(layers)}.`;
  return report === undefined ? `${about} It has no report.` : `${about}\n\n${reportSentences(report)}`;
}
