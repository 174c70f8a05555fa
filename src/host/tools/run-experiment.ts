/** The language-model tool that runs an experiment, after the person agreed, and hands on its report. */
import * as vscode from "vscode";
import { core } from "../core";
import { examine, hasErrors } from "../diagnostics/examination";
import type { FactCache } from "../diagnostics/fact-cache";
import type { RunActions } from "../runs/run-actions";
import type { RunOver, RunService } from "../runs/run-service";
import { reportText } from "./explain-result";
import { namedExperiment, textResult } from "./named-experiment";

export interface RunToolParts {
  actions: Pick<RunActions, "run">;
  service: Pick<RunService, "liveRunOf" | "stop" | "onDidEnd">;
  facts: FactCache;
}

export class RunExperiment implements vscode.LanguageModelTool<object> {
  constructor(private readonly parts: RunToolParts) {}

  /** The person is always asked; a file that is not there is said before that. */
  async prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<object>): Promise<vscode.PreparedToolInvocation> {
    const name = vscode.workspace.asRelativePath(await namedExperiment(input));
    return {
      invocationMessage: vscode.l10n.t("Running {0}", name),
      confirmationMessages: {
        title: vscode.l10n.t("Run a transfer-learning experiment?"),
        message: new vscode.MarkdownString().appendText(
          vscode.l10n.t(
            "{0} is trained with its controls. This can take minutes and writes a folder with the run beside the file; unsaved changes of the file are saved.",
            name,
          ),
        ),
      },
    };
  }

  /** Calling it off stops the run, which keeps a checkpoint and can be resumed. */
  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<object>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    if (!vscode.workspace.isTrusted) throw new Error("The workspace is not trusted, so nothing is run in it.");
    const file = await namedExperiment(input);
    const { service, actions } = this.parts;
    if (service.liveRunOf(file) !== undefined) return textResult("This experiment is running already.");
    const wrong = await this.#errorsOf(file);
    if (wrong !== undefined) return textResult(wrong);
    const end = endOf(file, service);
    try {
      await actions.run(file);
      const live = service.liveRunOf(file);
      if (live === undefined && !end.happened())
        return textResult("The run was not started: the person called it off.");
      const listener = token.onCancellationRequested(() => {
        if (live !== undefined) void service.stop(live.directory);
      });
      const over = await end.over;
      listener.dispose();
      return textResult(await outcomeText(over));
    } finally {
      end.dispose();
    }
  }

  /** @returns what has to be put right first */
  async #errorsOf(file: string): Promise<string | undefined> {
    const { formatProblem } = await core();
    const text = (await vscode.workspace.openTextDocument(file)).getText();
    const examination = await examine(text, file, this.parts.facts);
    if (!hasErrors(examination)) return undefined;
    const errors = examination.problems.filter(({ severity }) => severity === "error");
    return [
      "The experiment file has errors, so it was not run:",
      ...errors.map((one) => `- ${formatProblem(one)}`),
    ].join("\n");
  }
}

/** Listens from now on, so that a run cannot end unheard. */
function endOf(file: string, { onDidEnd }: Pick<RunService, "onDidEnd">) {
  let happened = false;
  let dispose = (): void => undefined;
  const over = new Promise<RunOver>((resolve) => {
    const listener = onDidEnd((run) => {
      if (run.experimentFile !== file) return;
      happened = true;
      resolve(run);
    });
    dispose = () => {
      listener.dispose();
    };
  });
  return { over, happened: () => happened, dispose };
}

async function outcomeText({ outcome, directory }: RunOver): Promise<string> {
  const { formatProblem } = await core();
  switch (outcome.kind) {
    case "finished":
      return await reportText(directory);
    case "stopped":
      return "The run was stopped before its end. It can be resumed.";
    case "failed":
      return `The run failed: ${formatProblem(outcome.problem)}`;
  }
}
