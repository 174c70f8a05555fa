/** The tools that language models in the editor may call: list experiments, run one, explain a result. */
import * as vscode from "vscode";
import { toolIds } from "../ids";
import type { RunIndex } from "../runs/run-index";
import { ExplainResult } from "./explain-result";
import { ListExperiments } from "./list-experiments";
import { RunExperiment, type RunToolParts } from "./run-experiment";

export const registerTools = (parts: RunToolParts & { index: RunIndex }): vscode.Disposable =>
  vscode.Disposable.from(
    vscode.lm.registerTool(toolIds.list, new ListExperiments(parts.index)),
    vscode.lm.registerTool(toolIds.run, new RunExperiment(parts)),
    vscode.lm.registerTool(toolIds.explain, new ExplainResult(parts.index)),
  );
