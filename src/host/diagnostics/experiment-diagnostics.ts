/**
 * Keeps the problems of open experiment files on their lines, and offers their fixes: those of the text as it stands,
 * and what the newest finished run has measured. What the editor's own JSON validation already underlines is not
 * underlined twice, but its fixes are offered all the same.
 */
import * as vscode from "vscode";
import type { Fix, Problem } from "../../protocol/problem";
import { core } from "../core";
import { Disposables } from "../disposables";
import { workspaceEdit } from "../text-edits";
import { experimentSelector, isExperimentFile } from "../experiment-files";
import type { RunIndex } from "../runs/run-index";
import type { FactCache } from "./fact-cache";
import { examine, type Examination } from "./examination";
import { LastRuns } from "./last-runs";

const GATHER_MS = 150;
const SOURCE = "Transfer Lab";
/** Problems of form, which the contributed JSON schema finds too. */
const FORM = "experiment/";

interface Placed {
  problem: Problem;
  range: vscode.Range;
}

const severities: Record<Problem["severity"], vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

export class ExperimentDiagnostics implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #collection = this.#disposables.add(vscode.languages.createDiagnosticCollection("transfer-lab"));
  readonly #examined = new Map<string, { version: number; problems: Promise<readonly Placed[]> }>();
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #lastRuns: LastRuns;

  constructor(
    private readonly facts: FactCache,
    index: RunIndex,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { workspace, languages } = vscode;
    const soon = (document: vscode.TextDocument) => {
      this.#request(document);
    };
    this.#lastRuns = this.#disposables.add(
      new LastRuns(index, () => {
        workspace.textDocuments.forEach(soon);
      }),
    );
    this.#disposables.add(workspace.onDidOpenTextDocument(soon));
    this.#disposables.add(
      workspace.onDidChangeTextDocument(({ document }) => {
        soon(document);
      }),
    );
    this.#disposables.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
    );
    this.#disposables.add(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined) soon(editor.document);
      }),
    );
    this.#disposables.add(
      languages.registerCodeActionsProvider(experimentSelector, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    );
    workspace.textDocuments.forEach(soon);
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (!isExperimentFile(document.uri)) return [];
    const here = (await this.#problemsOf(document)).filter((one) => one.range.intersection(range) !== undefined);
    const actions = here.map(({ problem, range: at }) => {
      const concerned = context.diagnostics.filter((diagnostic) => diagnostic.range.intersection(at) !== undefined);
      return (problem.fixes ?? []).map(async (fix, index) => {
        const action = await fixAction(document, fix, concerned);
        action.isPreferred = index === 0;
        return action;
      });
    });
    return await Promise.all(actions.flat());
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#disposables.dispose();
  }

  #request(document: vscode.TextDocument): void {
    if (!isExperimentFile(document.uri)) return;
    const key = document.uri.fsPath;
    clearTimeout(this.#waiting.get(key));
    const timer = setTimeout(() => {
      this.#waiting.delete(key);
      this.#publish(document).catch((error: unknown) => {
        this.log.error(String(error));
      });
    }, GATHER_MS);
    this.#waiting.set(key, timer);
  }

  async #publish(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    this.#examined.delete(document.uri.fsPath);
    const problems = await this.#problemsOf(document);
    if (document.isClosed || document.version !== version) return;
    const validated = vscode.workspace.getConfiguration("json", document).get<boolean>("validate.enable", true);
    const shown = problems.filter(({ problem }) => !(validated && problem.code.startsWith(FORM)));
    this.#collection.set(document.uri, shown.map(diagnosticOf));
  }

  /** Examines each version of a document once, for who asks first: the diagnostics or the quick fixes. */
  #problemsOf(document: vscode.TextDocument): Promise<readonly Placed[]> {
    const { version, uri } = document;
    const known = this.#examined.get(uri.fsPath);
    if (known?.version === version) return known.problems;
    const problems = this.#examine(document);
    this.#examined.set(uri.fsPath, { version, problems });
    return problems;
  }

  async #examine(document: vscode.TextDocument): Promise<readonly Placed[]> {
    const { locate } = await core();
    const text = document.getText();
    const examination = await examine(text, document.uri.fsPath, this.facts);
    return [...examination.problems, ...(await this.#measured(examination))].map((problem): Placed => {
      const { offset, length } = locate(text, problem.path ?? [], problem.atKey);
      return { problem, range: new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)) };
    });
  }

  /** What the newest finished run has to say of the file as it stands. */
  async #measured({ experiment, problems }: Examination): Promise<Problem[]> {
    if (experiment === undefined) return [];
    const [{ problemsOfLastRun }, run] = await Promise.all([core(), this.#lastRuns.of(experiment.file)]);
    return run === undefined ? [] : problemsOfLastRun(experiment, run, problems);
  }

  #forget(uri: vscode.Uri): void {
    clearTimeout(this.#waiting.get(uri.fsPath));
    this.#waiting.delete(uri.fsPath);
    this.#examined.delete(uri.fsPath);
    this.#collection.delete(uri);
  }
}

function diagnosticOf({ problem, range }: Placed): vscode.Diagnostic {
  const text = problem.place === undefined ? problem.message : `${problem.place}: ${problem.message}`;
  const diagnostic = new vscode.Diagnostic(range, text, severities[problem.severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = problem.code;
  return diagnostic;
}

/** The smallest text edits, so that comments and the cursor stay where they are. */
export async function fixAction(
  document: vscode.TextDocument,
  fix: Fix,
  diagnostics: readonly vscode.Diagnostic[],
): Promise<vscode.CodeAction> {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [...diagnostics];
  action.edit = await workspaceEdit(document, fix.edits);
  return action;
}
