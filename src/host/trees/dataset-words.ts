/** What the Data Sets view says of a data set: in a row, in a hover, and as warnings. */
import * as vscode from "vscode";
import type { Census } from "../../data/census";
import { classBalance } from "../../data/class-balance";
import type { DatasetSummary } from "../../data/types";
import { countText } from "./figures";

/** Names in one warning. */
const NAMED = 3;

export const kindIcons: Record<DatasetSummary["kind"], string> = {
  "image-folder": "file-media",
  table: "table",
  idx: "file-binary",
  npz: "file-zip",
  speech: "unmute",
  "text-folder": "file-text",
};

/** What the summary says already; nothing where the classes were not counted. */
export function quickCensus({ classes, counts }: DatasetSummary): Census | undefined {
  if (counts === undefined) return undefined;
  return { classes: classes.map((name, index) => ({ name, count: counts[index] ?? 0 })), unreadable: [], notes: [] };
}

/** What a person should look at before training on it; a sentence each. */
export function censusWarnings({ classes, unreadable, notes }: Census): string[] {
  const { uneven, single } = classBalance(classes);
  return [
    ...(uneven === undefined
      ? []
      : [
          vscode.l10n.t(
            "The classes are uneven: {0} has {1} examples, {2} has {3}.",
            uneven.largest.name,
            countText(uneven.largest.count),
            uneven.smallest.name,
            countText(uneven.smallest.count),
          ),
        ]),
    ...(single.length === 0
      ? []
      : [vscode.l10n.t("Classes with one example only, which leaves none to test with: {0}.", list(single))]),
    ...(unreadable.length === 0
      ? []
      : [vscode.l10n.t("Files that cannot be read as pictures ({0}): {1}.", unreadable.length, list(unreadable))]),
    ...notes.filter(({ severity }) => severity === "warning").map(({ message }) => message),
  ];
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(", ");
  return names.length > NAMED ? vscode.l10n.t("{0} and {1} more", shown, names.length - NAMED) : shown;
}

/** `28 × 28 × 1`, with a dash where the examples differ. */
export const shapeText = (shape: readonly (number | null)[]): string => shape.map((side) => side ?? "–").join(" × ");
