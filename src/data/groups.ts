/** The second division of examples, across their classes: speakers, devices, hospitals. */
import { t } from "@vscode/l10n";
import type { DatasetKind, Groups } from "./types";

/** Why data have no groups, and how they get some. */
export function noGroups(kind: DatasetKind): string {
  switch (kind) {
    case "table":
      return t(
        'needs groups to choose from, and the data do not say any; name the column that holds them with "group"',
      );
    case "speech":
      return t(
        "needs groups to choose from, and the data do not say any; keep the recordings of each speaker in a folder of their own inside each class",
      );
    case "idx":
    case "npz":
    case "text-folder":
    case "image-folder":
      return t(
        'needs groups to choose from, and the data do not say any; use a table with a "group" column, or leave it out',
      );
  }
}

/** What a fingerprint has to cover of them. */
export const groupParts = (groups: Groups | undefined): (string | Int32Array)[] =>
  groups === undefined ? [] : ["groups", groups.what, ...groups.names, groups.of];
