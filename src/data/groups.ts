/** The second division of examples, across their classes: speakers, devices, hospitals. */
import type { DatasetKind, Groups } from "./types";

/** Why data have no groups, and how they get some. */
export function noGroups(kind: DatasetKind): string {
  const wayOut: Record<DatasetKind, string> = {
    table: 'name the column that holds them with "group"',
    speech: "keep the recordings of each speaker in a folder of their own inside each class",
    idx: 'use a table with a "group" column, or leave it out',
    npz: 'use a table with a "group" column, or leave it out',
    "text-folder": 'use a table with a "group" column, or leave it out',
    "image-folder": 'use a table with a "group" column, or leave it out',
  };
  return `needs groups to choose from, and the data do not say any; ${wayOut[kind]}`;
}

/** What a fingerprint has to cover of them. */
export const groupParts = (groups: Groups | undefined): (string | Int32Array)[] =>
  groups === undefined ? [] : ["groups", groups.what, ...groups.names, groups.of];
