/** The controls of a method as rows of the wizard, each with the time it takes; cheap ones are switched on. */
import * as vscode from "vscode";
import type { MethodSpec } from "../../methods/define";
import { core } from "../core";
import type { Choice } from "./ask";
import type { SourceChoice } from "./data-choices";
import { likelyNetwork } from "./likely-network";
import { isReasonable, spell, trainingSeconds } from "./scratch-time";
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
  const { otherDefaults, trainingSettings } = await core();
  const { method, source, architecture, target, runtime } = question;
  const examples = target.summary.count ?? LIKELY_EXAMPLES;
  const epochs = trainingSettings.epochs.default;
  const budget = { examples, epochs, seeds: otherDefaults.seeds.value.length, runtime };
  const seconds = trainingSeconds(await likelyNetwork(source, architecture), budget);
  return method.controls.map((control) => ({
    label: control.title,
    description: vscode.l10n.t("{0} of training at most", spell(seconds)),
    detail: control.describe,
    value: control.id,
    picked: control.suggested && isReasonable(seconds),
  }));
}
