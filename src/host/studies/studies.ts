/**
 * Studies of experiments, each in an engine process of its own: what the editor asks of the engine that is no run. A
 * notification shows how far it is, and can stop it.
 */
import * as vscode from "vscode";
import type { StudyOrder } from "../../client/conduct-study";
import type { Experiment } from "../../experiment/types";
import type { Stage } from "../../protocol/metrics";
import type { TrainingRuntime } from "../commands/training-runtime";
import { core } from "../core";
import { examine } from "../diagnostics/examination";
import type { FactCache } from "../diagnostics/fact-cache";
import { featureCacheSettings, threadsSetting } from "../runs/engine-settings";

export interface StudiesParts {
  enginePath: string;
  runtime: TrainingRuntime;
  facts: FactCache;
  log: vscode.LogOutputChannel;
}

/** What is asked; the notification has the title. */
type Asked<Result> = Omit<StudyOrder<Result>, "signal" | "onWarning"> & { title: string };

export class Studies {
  constructor(private readonly parts: StudiesParts) {}

  /**
   * The experiment as its file stands in the editor, saved or not.
   *
   * @throws ProblemError the first error, where the file has any
   */
  async experimentOf(file: string): Promise<Experiment> {
    const { ProblemError } = await core();
    const document = await vscode.workspace.openTextDocument(file);
    const { experiment, problems } = await examine(document.getText(), file, this.parts.facts);
    const error = problems.find(({ severity }) => severity === "error");
    if (error !== undefined) throw new ProblemError(error);
    if (experiment === undefined) throw new Error(`${file} is no experiment and has no errors`);
    return experiment;
  }

  /**
   * @returns nothing where the person called it off
   * @throws ProblemError why it could not be done
   */
  async conduct<Result>({ title, onStage, ...order }: Asked<Result>): Promise<Result | undefined> {
    const { enginePath, log } = this.parts;
    const runtime = await this.parts.runtime.choose();
    if (runtime === undefined) return undefined;
    const { conductStudy, formatProblem } = await core();
    const threads = threadsSetting();
    const engine = { enginePath, runtime, featureCache: featureCacheSettings(), ...(threads > 0 && { threads }) };
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return await vscode.window.withProgress(options, async (notification, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => {
        controller.abort();
      });
      return await conductStudy(engine, {
        ...order,
        signal: controller.signal,
        onStage: (stage) => {
          notification.report({ message: stageText(stage) });
          onStage?.(stage);
        },
        onWarning: (problem) => {
          log.warn(formatProblem(problem));
        },
      });
    });
  }
}

/** `Reading data/target.csv, 40 of 100` */
const stageText = ({ text, done, total, unit = "" }: Stage): string =>
  done === undefined || total === undefined
    ? text
    : vscode.l10n.t("{0}, {1} of {2} {3}", text, done, total, unit).trim();
