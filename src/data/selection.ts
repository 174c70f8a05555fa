/** Some of the examples of a data set: those of some groups, those of some classes. */
import { t } from "@vscode/l10n";
import { ProblemError, type JsonPath } from "../protocol/problem";
import { fingerprint } from "./fingerprint";
import { noGroups } from "./groups";
import { unknownName } from "./nearest-name";
import { exampleAt } from "./rows";
import type { Dataset } from "./types";

export interface Selection {
  /** Names of groups. */
  only?: readonly string[] | undefined;
  /** Names of classes, which are then all there are. */
  classes?: readonly string[] | undefined;
}

/** Where an experiment file names the data set: messages are about the `only` and `classes` there. */
interface SelectionPlace {
  file: string;
  /** To the object with the keys: `["target"]`, `["target", "test"]`, `["source", "tasks", "letters"]`. */
  path: JsonPath;
}

/**
 * A view of a data set; closing it closes the data set. With `only` it keeps all classes and names of groups; with
 * `classes` the labels count through those that are left, in their order. What leaves nothing out is the data set itself.
 *
 * @throws ProblemError where a name is unknown, the data have no groups or no classes, or nothing is left
 */
export function selectExamples(dataset: Dataset, { only, classes }: Selection, place: SelectionPlace): Dataset {
  const groups = only === undefined ? undefined : groupIndices(dataset, only, place);
  const labels = classes === undefined ? undefined : classIndices(dataset, classes, place);
  const isWanted = (row: number) =>
    (groups?.has(dataset.groups?.of[row] ?? -1) ?? true) && (labels?.has(dataset.labels[row] ?? -1) ?? true);
  const rows = Int32Array.from({ length: dataset.count }, (_, row) => row).filter(isWanted);
  if (rows.length === 0) throw nothingLeft(only, place);
  const kept = dataset.classes.flatMap((_, label) => ((labels?.has(label) ?? true) ? [label] : []));
  const isAll = rows.length === dataset.count && kept.length === dataset.classes.length;
  return isAll ? dataset : viewOf(dataset, rows, kept);
}

/** @param kept indices of the classes that are left, ascending */
function viewOf(dataset: Dataset, rows: Int32Array, kept: readonly number[]): Dataset {
  const classes = kept.map((label) => dataset.classes[label] ?? "");
  const renumbered = new Map(kept.map((label, index) => [label, index]));
  const { groups, targets, columns } = dataset;
  const inDataset = (wanted: ArrayLike<number>) => Int32Array.from(wanted, (row) => exampleAt(rows, row));
  return {
    kind: dataset.kind,
    path: dataset.path,
    classes,
    labels: rows.map((row) => renumbered.get(dataset.labels[row] ?? -1) ?? 0),
    count: rows.length,
    shape: dataset.shape,
    ...(columns && { columns }),
    ...(groups && { groups: { ...groups, of: rows.map((row) => groups.of[row] ?? 0) } }),
    ...(targets && { targets: Float32Array.from(rows, (row) => targets[row] ?? 0) }),
    fingerprint: fingerprint(["selection", dataset.fingerprint, ...classes, rows]),
    notes: dataset.notes,
    nameOf: (row) => dataset.nameOf(exampleAt(rows, row)),
    read: (wanted, size) => dataset.read(inDataset(wanted), size),
    close: () => dataset.close(),
  };
}

function groupIndices({ groups, kind }: Dataset, only: readonly string[], place: SelectionPlace): Set<number> {
  if (groups === undefined) throw faultAt(place, "only", "no-groups", noGroups(kind));
  return indicesOf(groups.names, only, (name) =>
    faultAt(place, "only", "unknown-group", unknownName(groups.what, groups.names, name).message),
  );
}

function classIndices(dataset: Dataset, classes: readonly string[], place: SelectionPlace): Set<number> {
  if (dataset.targets !== undefined) {
    throw faultAt(
      place,
      "classes",
      "no-classes",
      t("must be left out, because numbers are predicted, which have no classes"),
    );
  }
  return indicesOf(dataset.classes, classes, (name) =>
    faultAt(place, "classes", "unknown-class", unknownName("class", dataset.classes, name).message),
  );
}

/** @param unknown what to throw of a name that is none of them */
function indicesOf(names: readonly string[], wanted: readonly string[], unknown: (name: string) => Error): Set<number> {
  return new Set(
    wanted.map((name) => {
      const index = names.indexOf(name);
      if (index < 0) throw unknown(name);
      return index;
    }),
  );
}

function nothingLeft(only: readonly string[] | undefined, place: SelectionPlace): ProblemError {
  return faultAt(
    place,
    "classes",
    "nothing-left",
    only === undefined
      ? t("must leave examples, but none of these classes has any")
      : t('must leave examples, but none of these classes has any in the groups that "only" names'),
  );
}

function faultAt({ file, path }: SelectionPlace, key: "only" | "classes", code: string, message: string): ProblemError {
  const at = [...path, key];
  return new ProblemError({ severity: "error", code: `data/${code}`, file, place: at.join("."), path: at, message });
}
