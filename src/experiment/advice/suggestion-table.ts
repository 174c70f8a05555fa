/** Suggested methods as a person reads them, on the command line and in the editor. */
import { t } from "@vscode/l10n";
import type { ReportPart } from "../../protocol/report";
import type { Situation } from "./situation";
import type { Suggestion } from "./suggest-methods";

export const suggestionTable = (suggestions: readonly Suggestion[]): Extract<ReportPart, { type: "table" }> => ({
  type: "table",
  id: "methods",
  title: t("Methods, the most promising first"),
  describe: t("From rules that look at what you have. What a method brings, its run and its controls say."),
  columns: [{ title: t("Why") }],
  rows: suggestions.map(({ title, reasons, lacks }, index) => ({
    title: `${index + 1}. ${title}`,
    cells: [[...reasons, ...lacks.map((sentence) => t("First: {0}", sentence))].join(" ")],
  })),
});

/** What the advice goes by, in a sentence or two. */
export function situationText({ source, target, sharedClasses, shift }: Situation): string {
  const { labelledPerClass } = target;
  const examples =
    labelledPerClass === undefined
      ? examplesText(target)
      : t("{0}, some {1} a class", examplesText(target), Math.round(labelledPerClass));
  const has =
    sharedClasses === undefined
      ? t("You have {0}, and {1} to learn from.", examples, sourceText(source))
      : t("You have {0}, and {1} to learn from; {2}.", examples, sourceText(source), sharedText(sharedClasses));
  return `${has} ${shiftText(shift)}`;
}

function examplesText({ isLabelled, classes }: Situation["target"]): string {
  if (classes === undefined) return isLabelled ? t("labelled target examples") : t("unlabelled target examples");
  return isLabelled
    ? t("labelled target examples of {0} classes", classes)
    : t("unlabelled target examples of {0} classes", classes);
}

function sourceText({ what, isLabelled }: Situation["source"]): string {
  if (what === "network") return t("a saved network");
  return isLabelled ? t("labelled data") : t("unlabelled data");
}

function sharedText(shared: NonNullable<Situation["sharedClasses"]>): string {
  switch (shared) {
    case "all":
      return t("the source has all of these classes");
    case "some":
      return t("the source has some of these classes");
    case "none":
      return t("the source has none of these classes");
  }
}

const shiftText = (shift: number | undefined): string =>
  shift === undefined
    ? t(
        "How far source and target lie apart was not measured: the experiment names no examples of the source to compare.",
      )
    : t(
        "Source and target lie {0} of 2 apart (proxy A-distance: 0 where nobody can tell them apart).",
        shift.toFixed(1),
      );
