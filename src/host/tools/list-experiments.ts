/** The language-model tool that lists experiments, their runs and what came out. Its text is for a model: English, plain. */
import * as vscode from "vscode";
import type { RunSummary } from "../../runs/list-runs";
import type { RunIndex } from "../runs/run-index";
import { textResult } from "./named-experiment";

/** Newest runs of each experiment; older ones are counted. */
const MOST_RUNS = 5;

export class ListExperiments implements vscode.LanguageModelTool<object> {
  constructor(private readonly index: RunIndex) {}

  prepareInvocation(): vscode.PreparedToolInvocation {
    return { invocationMessage: vscode.l10n.t("Listing the transfer-learning experiments") };
  }

  async invoke(): Promise<vscode.LanguageModelToolResult> {
    const files = await this.index.experiments();
    if (files.length === 0) return textResult("The workspace has no experiment files (*.transfer.json).");
    const parts = await Promise.all(files.map(async (file) => experimentText(file, await this.index.runsOf(file))));
    return textResult(parts.join("\n"));
  }
}

function experimentText(file: string, runs: readonly RunSummary[]): string {
  const name = vscode.workspace.asRelativePath(file);
  if (runs.length === 0) return `${name}: no runs yet`;
  const more = runs.length - MOST_RUNS;
  return [
    `${name}: ${runs.length} ${runs.length === 1 ? "run" : "runs"}, newest first`,
    ...runs.slice(0, MOST_RUNS).map((run) => `  - ${runLine(run)}`),
    ...(more > 0 ? [`  - and ${more} older`] : []),
  ].join("\n");
}

const runLine = ({ runId, state, headline, problem }: RunSummary): string =>
  [runId, state, headline?.verdict.sentence ?? problem?.message].filter((part) => part !== undefined).join(": ");
