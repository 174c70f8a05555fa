/** Whether the data can be fed to the network. */
import type { ModelSummary } from "../models/layer-summary";
import type { JsonPath } from "../protocol/problem";
import type { DataPlace } from "./data-places";
import { inputKindOf, type DataFacts } from "./facts";
import type { Finding } from "./finding";
import type { Experiment } from "./types";

type InputShape = ModelSummary["inputShape"];
type InputKind = "image" | "table";

const nouns = { image: "pictures", table: "a table" };

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
      ? [unfitArchitecture(given, takes, "which the source data are")]
      : [unfitData(place.path, given, takes, "the source model takes")];
  });
}

/** Either the architecture is for something else than all tasks have, or tasks differ. */
function otherKindOfTask(takes: InputKind, places: readonly DataPlace[]): Finding[] {
  const kinds = places.map(kindOf).filter((kind) => kind !== undefined);
  const [first] = kinds;
  if (first !== undefined && !kinds.includes(takes)) {
    return [unfitArchitecture(first, takes, "which the data of the tasks are")];
  }
  return places.flatMap((place) => {
    const given = kindOf(place);
    return given === undefined || given === takes ? [] : [unfitData(place.path, given, takes, "all tasks have")];
  });
}

const unfitArchitecture = (given: InputKind, takes: InputKind, which: string): Finding => ({
  severity: "error",
  code: "data/other-kind",
  path: ["source", "architecture"],
  message: `must be an architecture for ${nouns[given]}, ${which}, got one for ${nouns[takes]}`,
});

const unfitData = (path: JsonPath, given: InputKind, takes: InputKind, because: string): Finding => ({
  severity: "error",
  code: "data/other-kind",
  path: [...path, "dataset"],
  message: `must be ${nouns[takes]}, because ${because} ${nouns[takes]}, got ${nouns[given]}`,
});

const columnsOf = (data: DataFacts | undefined): number | undefined =>
  data?.shape?.[0] ?? data?.columns?.length ?? undefined;

function checkColumnsOfTarget(inputShape: InputShape, places: readonly DataPlace[]): Finding[] {
  const source = places.find(({ role }) => role === "source")?.chosen;
  const target = places.find(({ role }) => role === "target");
  const expected = inputShape[0] ?? columnsOf(source);
  if (target === undefined) return [];
  return checkColumns(target, {
    expected,
    names: source?.columns,
    of: "the source data",
    as: "as the source model takes",
  });
}

/** All tasks share the first layers, so that they have to have the same columns. */
function checkColumnsOfTasks(places: readonly DataPlace[]): Finding[] {
  const target = places.find(({ role }) => role === "target")?.chosen;
  const [expected, names] = [columnsOf(target), target?.columns];
  return places
    .filter(({ role }) => role === "task")
    .flatMap((task) => checkColumns(task, { expected, names, of: "the target data", as: "as the target has" }));
}

interface Columns {
  expected: number | undefined;
  names: readonly string[] | undefined;
  /** Whose they are. */
  of: string;
  as: string;
}

function checkColumns({ path, chosen }: DataPlace, columns: Columns): Finding[] {
  const { expected, names, of, as } = columns;
  const given = columnsOf(chosen);
  if (expected === undefined || given === undefined) return [];
  const at = [...path, "dataset"];
  if (expected === given) return checkColumnNames(at, names, chosen?.columns, of);
  return [
    {
      severity: "error",
      code: "data/other-columns",
      path: at,
      message: `must have ${expected} columns beside the label, ${as}, got ${given}`,
    },
  ];
}

/** The network knows columns by their place alone. */
function checkColumnNames(
  path: JsonPath,
  wanted: readonly string[] = [],
  given: readonly string[] = [],
  of: string,
): Finding[] {
  const place = wanted.findIndex((name, index) => given[index] !== undefined && given[index] !== name);
  if (place < 0) return [];
  const isMixed = wanted.every((name) => given.includes(name));
  const difference = `column ${place + 1} is ${JSON.stringify(given[place])}, in ${of} ${JSON.stringify(wanted[place])}`;
  return [
    isMixed
      ? {
          severity: "error",
          code: "data/mixed-columns",
          path,
          message: `must have its columns in the order of ${of} (${wanted.join(", ")}), got ${given.join(", ")}`,
        }
      : {
          severity: "warning",
          code: "data/renamed-columns",
          path,
          message: `has other column names than ${of}; columns are matched by their place, so make sure that they mean the same: ${difference}`,
        },
  ];
}
