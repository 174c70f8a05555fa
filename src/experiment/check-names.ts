/** Whether the groups, classes and tasks that an experiment names are there, and told apart by their names. */
import { t } from "@vscode/l10n";
import { noGroups } from "../data/groups";
import { classesOfNumber, unknownNames } from "../data/split-faults";
import type { JsonPath } from "../protocol/problem";
import { tasksOf, type DataPlace } from "./data-places";
import type { Finding } from "./finding";
import type { Experiment } from "./types";

export function checkNames(place: DataPlace): Finding[] {
  return [...checkOnly(place), ...checkClasses(place)];
}

function checkOnly({ role, path: way, ref, whole }: DataPlace): Finding[] {
  const { only, group } = ref;
  if (only === undefined || whole === undefined) return [];
  const path = [...way, "only"];
  const { kind, groups } = whole;
  if (groups !== undefined) {
    const [first] = groups.names;
    const isOne = groups.names.length === 1 && first !== undefined && role !== "test";
    if (isOne) return [{ severity: "error", code: "data/one-group", path, message: oneGroup(groups.what, first) }];
    return unknownNames(groups.what, groups.names, only, path).map((mistake) => ({ severity: "error", ...mistake }));
  }
  const mayHave = kind === undefined || kind === "speech" || (kind === "table" && group !== undefined);
  return mayHave ? [] : [{ severity: "error", code: "data/no-groups", path, message: noGroups(kind) }];
}

const oneGroup = (what: string, name: string): string =>
  t(
    'must choose among several, but the data have one {0} only ({1}); add examples of others, or leave "only" out',
    ...[what, JSON.stringify(name)],
  );

function checkClasses({ path: way, ref, whole, task }: DataPlace): Finding[] {
  const { classes } = ref;
  if (classes === undefined) return [];
  const path = [...way, "classes"];
  if (task?.predicts === "number") {
    return [{ severity: "error", code: "data/no-classes", path, ...classesOfNumber(path) }];
  }
  if (whole === undefined || whole.classes.length === 0) return [];
  return unknownNames("class", whole.classes, classes, path).map((mistake) => ({ severity: "error", ...mistake }));
}

/** Figures and heads of networks go by the names of tasks. */
export function checkTaskNames(experiment: Experiment, earlier: readonly string[] = []): Finding[] {
  const { name } = experiment.target;
  const others = tasksOf(experiment).flatMap(({ task }) => (task === experiment.target ? [] : [task.name]));
  const path: JsonPath = ["target", "name"];
  const taken = [...others, ...earlier];
  if (!taken.includes(name)) return [];
  const message = t('must be another name than those of the other tasks ({0}), got "{1}"', ...[taken.join(", "), name]);
  return [{ severity: "error", code: "target/name-taken", path, message }];
}
