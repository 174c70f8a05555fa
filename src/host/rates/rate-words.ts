/** What the learning-rate finder found, in sentences and on buttons. */
import * as vscode from "vscode";
import type { RateChoice } from "../../experiment/rate-choices";
import type { FoundRates, FoundSweep, RateGroup } from "../../protocol/found-rates";

/** @param text writes a rate */
export function choiceTitle({ id, learningRate, copiedRate }: RateChoice, text: (rate: number) => string): string {
  const rate = text(learningRate);
  switch (id) {
    case "all":
      return vscode.l10n.t("Use {0}", rate);
    case "groups":
      return vscode.l10n.t("Use {0} for new and {1} for copied layers", rate, text(copiedRate ?? learningRate));
    case "new":
      return vscode.l10n.t("Use {0}, which suits new layers", rate);
    case "copied":
      return vscode.l10n.t("Use {0}, which suits copied layers", rate);
  }
}

export function foundSentences({ sweeps, learningRate }: FoundRates, text: (rate: number) => string): string[] {
  return [
    ...sweeps.map((sweep) => sweepSentence(sweep, text)),
    vscode.l10n.t("The experiment file says {0} now.", text(learningRate)),
    vscode.l10n.t(
      "Weights, optimizer and random numbers of a run are as if this search had never been; only training examples were read.",
    ),
  ];
}

function sweepSentence({ group, verdict, suggestion, steepest, minimum }: FoundSweep, text: (rate: number) => string) {
  const who = groupName(group);
  if (verdict === "short")
    return vscode.l10n.t("{0}: the loss exploded within the first steps, so nothing can be suggested.", who);
  if (verdict === "flat" || suggestion === undefined)
    return vscode.l10n.t("{0}: at no rate the loss fell by more than its noise, so nothing can be suggested.", who);
  const [fastest, lowest] = [text(steepest ?? suggestion), text(minimum ?? suggestion)];
  return vscode.l10n.t(
    "{0}: {1} suits. The loss falls fastest at {2} and is lowest at {3}.",
    who,
    text(suggestion),
    fastest,
    lowest,
  );
}

function groupName(group: RateGroup): string {
  switch (group) {
    case "all":
      return vscode.l10n.t("All layers");
    case "new":
      return vscode.l10n.t("New layers");
    case "copied":
      return vscode.l10n.t("Copied layers");
  }
}
