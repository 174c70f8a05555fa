/** Suggested methods as a person reads them, on the command line and in the editor. */
import type { ReportPart } from "../../protocol/report";
import type { Situation } from "./situation";
import type { Suggestion } from "./suggest-methods";

export const suggestionTable = (suggestions: readonly Suggestion[]): Extract<ReportPart, { type: "table" }> => ({
  type: "table",
  id: "methods",
  title: "Methods, the most promising first",
  describe: "From rules that look at what you have. What a method brings, its run and its controls say.",
  columns: [{ title: "Why" }],
  rows: suggestions.map(({ title, reasons, lacks }, index) => ({
    title: `${index + 1}. ${title}`,
    cells: [[...reasons, ...lacks.map((sentence) => `First: ${sentence}`)].join(" ")],
  })),
});

/** What the advice goes by, in a sentence or two. */
export function situationText({ source, target, sharedClasses, shift }: Situation): string {
  const labelled = target.isLabelled ? "labelled" : "unlabelled";
  const classes = target.classes === undefined ? "" : ` of ${target.classes} classes`;
  const { labelledPerClass } = target;
  const amount = labelledPerClass === undefined ? "" : `, some ${Math.round(labelledPerClass)} a class`;
  const from = source.what === "network" ? "a saved network" : `${source.isLabelled ? "labelled" : "unlabelled"} data`;
  const shared = sharedClasses === undefined ? "" : `; ${sharedWords[sharedClasses]}`;
  return `You have ${labelled} target examples${classes}${amount}, and ${from} to learn from${shared}. ${shiftText(shift)}`;
}

const sharedWords = {
  all: "the source has all of these classes",
  some: "the source has some of these classes",
  none: "the source has none of these classes",
};

const shiftText = (shift: number | undefined): string =>
  shift === undefined
    ? "How far source and target lie apart was not measured: the experiment names no examples of the source to compare."
    : `Source and target lie ${shift.toFixed(1)} of 2 apart (proxy A-distance: 0 where nobody can tell them apart).`;
