/** Whether the data can be fed to the network. */
import { t } from "@vscode/l10n";
import type { ModelSummary } from "../models/layer-summary";
import type { JsonPath } from "../protocol/problem";
import type { DataPlace } from "./data-places";
import { inputKindOf, type DataFacts } from "./facts";
import type { Finding } from "./finding";
import type { Experiment } from "./types";

type InputShape = ModelSummary["inputShape"];
type InputKind = "image" | "table";

/**
 * @param inputShape of the network; sides may be unknown
 * @param places all that is fed to it, test data apart
 */
export function checkInputs({ source }: Experiment, inputShape: InputShape, places: readonly DataPlace[]): Finding[] {
  const takes = inputShape.length === 0 ? undefined : inputShape.length > 1 ? "image" : "table";
  if (takes === undefined) return [];
  const isShared = source.kind === "tasks" || source.kind === "examples";
  const findings = isShared ? otherKindOfTask(takes, places) : otherKind(takes, places);
  if (findings.length > 0 || takes !== "table") return findings;
  return isShared ? checkColumnsOfTasks(places) : checkColumnsOfTarget(inputShape, places);
}

const kindOf = ({ chosen }: DataPlace): InputKind | undefined => chosen && inputKindOf(chosen);

function otherKind(takes: InputKind, places: readonly DataPlace[]): Finding[] {
  return places.flatMap((place) => {
    const given = kindOf(place);
    if (given === undefined || given === takes) return [];
    return place.role === "source"
      ? [
          unfitArchitecture(
            given === "image"
              ? t("must be an architecture for pictures, which the source data are, got one for a table")
              : t("must be an architecture for a table, which the source data are, got one for pictures"),
          ),
        ]
      : [
          unfitData(
            place.path,
            takes === "image"
              ? t("must be pictures, because the source model takes pictures, got a table")
              : t("must be a table, because the source model takes a table, got pictures"),
          ),
        ];
  });
}

/** Either the architecture is for something else than all tasks have, or tasks differ. */
function otherKindOfTask(takes: InputKind, places: readonly DataPlace[]): Finding[] {
  const kinds = places.map(kindOf).filter((kind) => kind !== undefined);
  const [first] = kinds;
  if (first !== undefined && !kinds.includes(takes)) {
    const message =
      first === "image"
        ? t("must be an architecture for pictures, which the data of the tasks are, got one for a table")
        : t("must be an architecture for a table, which the data of the tasks are, got one for pictures");
    return [unfitArchitecture(message)];
  }
  return places.flatMap((place) => {
    const given = kindOf(place);
    if (given === undefined || given === takes) return [];
    const message =
      takes === "image"
        ? t("must be pictures, because all tasks have pictures, got a table")
        : t("must be a table, because all tasks have a table, got pictures");
    return [unfitData(place.path, message)];
  });
}

const unfitArchitecture = (message: string): Finding => ({
  severity: "error",
  code: "data/other-kind",
  path: ["source", "architecture"],
  message,
});

const unfitData = (path: JsonPath, message: string): Finding => ({
  severity: "error",
  code: "data/other-kind",
  path: [...path, "dataset"],
  message,
});

const columnsOf = (data: DataFacts | undefined): number | undefined =>
  data?.shape?.[0] ?? data?.columns?.length ?? undefined;

function checkColumnsOfTarget(inputShape: InputShape, places: readonly DataPlace[]): Finding[] {
  const source = places.find(({ role }) => role === "source")?.chosen;
  const target = places.find(({ role }) => role === "target");
  const expected = inputShape[0] ?? columnsOf(source);
  if (target === undefined) return [];
  return checkColumns(target, { expected, names: source?.columns, like: "source" });
}

/** All tasks share the first layers, so that they have to have the same columns. */
function checkColumnsOfTasks(places: readonly DataPlace[]): Finding[] {
  const target = places.find(({ role }) => role === "target")?.chosen;
  const [expected, names] = [columnsOf(target), target?.columns];
  return places
    .filter(({ role }) => role === "task")
    .flatMap((task) => checkColumns(task, { expected, names, like: "target" }));
}

interface Columns {
  expected: number | undefined;
  names: readonly string[] | undefined;
  /** Whose they are. */
  like: "source" | "target";
}

function checkColumns({ path, chosen }: DataPlace, columns: Columns): Finding[] {
  const { expected, names, like } = columns;
  const given = columnsOf(chosen);
  if (expected === undefined || given === undefined) return [];
  const at = [...path, "dataset"];
  if (expected === given) return checkColumnNames(at, names, chosen?.columns, like);
  return [
    {
      severity: "error",
      code: "data/other-columns",
      path: at,
      message:
        like === "source"
          ? t("must have {0} columns beside the label, as the source model takes, got {1}", expected, given)
          : t("must have {0} columns beside the label, as the target has, got {1}", expected, given),
    },
  ];
}

/** The network knows columns by their place alone. */
function checkColumnNames(
  path: JsonPath,
  wanted: readonly string[] = [],
  given: readonly string[] = [],
  like: Columns["like"],
): Finding[] {
  const place = wanted.findIndex((name, index) => given[index] !== undefined && given[index] !== name);
  if (place < 0) return [];
  const isMixed = wanted.every((name) => given.includes(name));
  const lists = [wanted.join(", "), given.join(", ")];
  const difference = [place + 1, JSON.stringify(given[place]), JSON.stringify(wanted[place])];
  return [
    isMixed
      ? {
          severity: "error",
          code: "data/mixed-columns",
          path,
          message:
            like === "source"
              ? t("must have its columns in the order of the source data ({0}), got {1}", ...lists)
              : t("must have its columns in the order of the target data ({0}), got {1}", ...lists),
        }
      : {
          severity: "warning",
          code: "data/renamed-columns",
          path,
          message:
            like === "source"
              ? t(
                  "has other column names than the source data; columns are matched by their place, so make sure that they mean the same: column {0} is {1}, in the source data {2}",
                  ...difference,
                )
              : t(
                  "has other column names than the target data; columns are matched by their place, so make sure that they mean the same: column {0} is {1}, in the target data {2}",
                  ...difference,
                ),
        },
  ];
}
