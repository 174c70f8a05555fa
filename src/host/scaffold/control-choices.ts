/** The controls of a method as rows of the wizard, each with the time it takes; cheap ones are switched on. */
import * as vscode from "vscode";
import type { MethodSpec } from "../../methods/define";
import { core } from "../core";
import type { Choice } from "./ask";
import type { SourceChoice } from "./data-choices";
import { likelyNetwork } from "./likely-network";
import { isReasonable, rounded, trainingSeconds } from "./scratch-time";
import type { FoundDataset } from "./workspace-sources";

export interface ControlQuestion {
  method: MethodSpec;
  source: SourceChoice;
  architecture: string | undefined;
  target: FoundDataset;
  runtime: "native" | "javascript";
}

/** Where the examples are only counted once they are read. */
const LIKELY_EXAMPLES = 1000;

export async function controlChoices(question: ControlQuestion): Promise<Choice<string>[]> {
  const { inLanguage, otherDefaults, trainingSettings } = await core();
  const { method, source, architecture, target, runtime } = question;
  const examples = target.summary.count ?? LIKELY_EXAMPLES;
  const epochs = trainingSettings.epochs.default;
  const budget = { examples, epochs, seeds: otherDefaults.seeds.value.length, runtime };
  const seconds = trainingSeconds(await likelyNetwork(source, architecture), budget);
  return method.controls.map((control) => ({
    label: inLanguage(control.title),
    description: trainingTime(seconds),
    detail: inLanguage(control.describe),
    value: control.id,
    picked: control.suggested && isReasonable(seconds),
  }));
}

/** `about 4 minutes of training at most` */
function trainingTime(seconds: number): string {
  const time = rounded(seconds);
  if (time === undefined) return vscode.l10n.t("less than a minute of training");
  const { count, unit } = time;
  if (unit === "minutes") {
    return count === 1
      ? vscode.l10n.t("about 1 minute of training at most")
      : vscode.l10n.t("about {0} minutes of training at most", count);
  }
  return count === 1
    ? vscode.l10n.t("about 1 hour of training at most")
    : vscode.l10n.t("about {0} hours of training at most", count);
}
