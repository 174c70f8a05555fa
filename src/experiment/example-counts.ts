/** How many examples of a task train, validate and test, as far as that follows from what is known of its data. */
import { amountsOf, testCountOf } from "../data/split-amounts";
import { shortageProblem } from "../data/split-faults";
import type { DataPlace } from "./data-places";
import type { Finding } from "./finding";
import { placeOf } from "./interpretation";
import type { Amount, TaskSettings } from "./types";

export interface ExampleCounts {
  train: number;
  validation: number;
  /** Undefined where other data test the task, and their number is not known. */
  test?: number;
  /** Classes with labelled examples; 0 where there are no classes. */
  classes: number;
}

/** One class, or all examples where classes play no part. */
interface Class {
  name: string;
  covered: boolean;
  rest: number;
  test: number;
  train: number;
  validation: number;
}

/** @param place of the examples of a task @param places all that the experiment names */
export function exampleCounts(place: DataPlace, places: readonly DataPlace[]): ExampleCounts | undefined {
  const { task, chosen } = place;
  if (task === undefined || place.role === "test") return undefined;
  const classes = classesOf(place, places) ?? classesByAmount(place);
  if (classes === undefined) return undefined;
  const covered = classes.filter((one) => one.covered);
  const sum = (part: "train" | "validation" | "test", of: readonly Class[]) =>
    of.reduce((total, one) => total + one[part], 0);
  const test = testCount(place, places, sum("test", classes));
  return {
    train: sum("train", covered),
    validation: sum("validation", covered),
    ...(test !== undefined && { test }),
    classes: (chosen?.classes ?? []).length === 0 || task.labels === "hidden" ? 0 : covered.length,
  };
}

/** What a split would refuse, where every class is counted. */
export function shortageIn(place: DataPlace, places: readonly DataPlace[], file: string): Finding[] | undefined {
  const { task, path } = place;
  const classes = classesOf(place, places);
  if (task === undefined || classes === undefined || task.labels === "hidden" || task.labelled === "none")
    return undefined;
  const pools = classes.map((one) => ({ ...one, rest: { length: one.rest }, test: { length: one.test } }));
  const problem = shortageProblem(
    { labelled: task.labelled, validation: task.validation, classes: place.chosen?.classes ?? [], file, place: path },
    pools,
  );
  if (problem === undefined) return [];
  const { severity, code, message, fixes } = problem;
  return [{ severity, code, path: problem.path ?? path, message, ...(fixes && { fixes }) }];
}

/** From the count of each class; undefined where that is not known, or chance decides which classes have labels. */
function classesOf({ task, chosen, ref }: DataPlace, places: readonly DataPlace[]): Class[] | undefined {
  if (task === undefined || chosen === undefined || sharesTest(task, ref, places)) return undefined;
  const byClass = task.labels === "given" && chosen.classes.length > 0;
  const counts = byClass ? chosen.counts : chosen.count === undefined ? undefined : [chosen.count];
  const wanted = coverageOf(task.labelled);
  if (counts === undefined || (typeof wanted === "number" && wanted < chosen.classes.length)) return undefined;
  return counts.map((count, index): Class => {
    const name = byClass ? (chosen.classes[index] ?? "") : "";
    const test = testOf(task, count);
    const rest = task.test === "all" ? count : count - test;
    const covered = Array.isArray(wanted) ? wanted.includes(name) : count > 0;
    const amounts = covered ? amountsOf(task, rest) : { train: 0, validation: 0 };
    return { name, covered, test, rest, ...amounts };
  });
}

/** What the file asks for of each class, where it names a number. */
function classesByAmount({ task, chosen, ref }: DataPlace): Class[] | undefined {
  if (task === undefined || chosen === undefined || chosen.classes.length === 0 || ref.only !== undefined)
    return undefined;
  const { labelled } = task;
  if (typeof labelled !== "object" || !("perClass" in labelled)) return undefined;
  const wanted = coverageOf(labelled);
  const many = Array.isArray(wanted) ? wanted.length : Math.min(wanted ?? Infinity, chosen.classes.length);
  const { train, validation } = amountsOf(task, 0);
  return Array.from({ length: many }, () => ({ name: "", covered: true, rest: 0, test: NaN, train, validation }));
}

function testOf({ test }: TaskSettings, count: number): number {
  if (test === "all") return count;
  return typeof test === "object" && "fraction" in test && count > 0 ? testCountOf(count, test.fraction) : 0;
}

function testCount({ task }: DataPlace, places: readonly DataPlace[], own: number): number | undefined {
  const isApart = typeof task?.test === "object" && "dataset" in task.test;
  if (!isApart) return Number.isNaN(own) ? undefined : own;
  return places.find((other) => other.role === "test" && other.task === task)?.chosen?.count;
}

const coverageOf = (labelled: Amount) => (typeof labelled === "object" ? labelled.classes : undefined);

/** Whether another task holds out examples of the same data, which decides about the rest of these. */
const sharesTest = (task: TaskSettings, ref: DataPlace["ref"], places: readonly DataPlace[]): boolean =>
  places.some((other) => other.task !== task && other.task !== undefined && placeOf(other.ref) === placeOf(ref));
