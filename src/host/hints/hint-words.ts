/** The words of the hints in the language of the editor. */
import * as vscode from "vscode";
import type { HintWords } from "../../experiment/hint-text";

export const hintWords: HintWords = {
  number: (count) => count.toLocaleString(vscode.env.language),
  parameters: (count) => vscode.l10n.t("{0} parameters", count),
  layers: (count) => (count === 1 ? vscode.l10n.t("1 layer") : vscode.l10n.t("{0} layers", count)),
  frozen: (count) => vscode.l10n.t("{0} of them frozen", count),
  decidedElsewhere: (count) => vscode.l10n.t("{0} decided by other lines", count),
  inLayers: (count) => (count === 1 ? vscode.l10n.t("in 1 layer") : vscode.l10n.t("in {0} layers", count)),
  settled: (epoch) => vscode.l10n.t("all of them from epoch {0}", epoch),
  from: (epoch) => vscode.l10n.t("from epoch {0}", epoch),
  falls: (percent) => vscode.l10n.t("falls to {0} % of it", percent),
  train: (count, classes) =>
    classes === undefined
      ? vscode.l10n.t("{0} to train", count)
      : vscode.l10n.t("{0} to train of {1} classes", count, classes),
  validate: (count) => vscode.l10n.t("{0} to validate", count),
  test: (count) => vscode.l10n.t("{0} to test", count),
};
