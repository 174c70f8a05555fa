/**
 * Decides which examples train, which validate and which test, class by class.
 *
 * The test examples depend on the split seed alone, so that every seed, every number of labelled examples and every
 * arm is measured on the same ones, and none of them can be drawn for training. The rest of a class is put into an
 * order that depends on the seed alone: labelled examples come from its beginning, validation examples from its end.
 * So one example a class is among the five a class of the same seed.
 */
import type { Amount } from "../experiment/types";
import { randomFor, shuffled } from "../math/random";
import type { JsonPath, Problem } from "../protocol/problem";

export interface SplitRequest {
  labels: Int32Array;
  classes: readonly string[];
  /** A fraction is a share of the examples that are not test examples. */
  labelled: Amount;
  /**
   * In addition to the labelled examples, or out of them where all are labelled. A fraction is a share of the
   * labelled ones: with five a class, 0.2 is one more.
   */
  validation: "none" | { perClass: number } | { fraction: number };
  /** Share of examples held out for the test, or `none` where the test is a data set of its own. */
  test: { fraction: number } | "none";
  /** Fixes the test examples. */
  splitSeed: number;
  /** Draws training and validation examples among the rest. */
  seed: number;
  /** The experiment file, for messages. */
  file: string;
}

/** Row indices, ascending; the three are disjoint. */
export interface Split {
  train: Int32Array;
  validation: Int32Array;
  test: Int32Array;
}

export type SplitResult = { ok: true; split: Split } | { ok: false; problem: Problem };

export function splitExamples(request: SplitRequest): SplitResult {
  const pools = poolsOf(request);
  const problem = findProblem(request, pools);
  if (problem !== undefined) return { ok: false, problem };
  const drawn = pools.map((pool) => {
    const order = shuffled(pool.rest, randomFor("train", request.seed, pool.name));
    return {
      train: order.slice(0, pool.train),
      validation: order.slice(order.length - pool.validation),
      test: pool.test,
    };
  });
  const rows = (part: keyof Split) => Int32Array.from(drawn.flatMap((pool) => pool[part])).sort();
  return { ok: true, split: { train: rows("train"), validation: rows("validation"), test: rows("test") } };
}

/** The examples of one class. */
interface Pool {
  name: string;
  test: number[];
  /** All that are not test examples, ascending. */
  rest: number[];
  /** How many of the rest train and validate. */
  train: number;
  validation: number;
}

function poolsOf(request: SplitRequest): Pool[] {
  const rowsByClass = request.classes.map((): number[] => []);
  request.labels.forEach((label, row) => rowsByClass[label]?.push(row));
  return rowsByClass.map((rows, index) => {
    const name = request.classes[index] ?? "";
    const order = shuffled(rows, randomFor("test", request.splitSeed, name));
    const testCount = request.test === "none" ? 0 : testCountOf(rows.length, request.test.fraction);
    const rest = order.slice(testCount).sort((a, b) => a - b);
    return { name, test: order.slice(0, testCount), rest, ...amountsOf(request, rest.length) };
  });
}

/** At least one, and at least one left over where there are two. */
function testCountOf(rows: number, fraction: number): number {
  return Math.min(Math.max(Math.round(rows * fraction), 1), Math.max(rows - 1, 1), rows);
}

function amountsOf({ labelled, validation }: SplitRequest, rest: number): { train: number; validation: number } {
  const base =
    labelled === "all" ? rest : "perClass" in labelled ? labelled.perClass : shareOf(rest, labelled.fraction);
  const kept =
    validation === "none" ? 0 : "perClass" in validation ? validation.perClass : shareOf(base, validation.fraction);
  return { train: labelled === "all" ? rest - kept : base, validation: kept };
}

const shareOf = (rows: number, fraction: number): number => (rows === 0 ? 0 : Math.max(1, Math.round(rows * fraction)));

/** The class that is shortest of examples speaks for all of them. */
function findProblem(request: SplitRequest, pools: readonly Pool[]): Problem | undefined {
  const spare = (pool: Pool) => pool.rest.length - Math.max(pool.train, 1) - pool.validation;
  const shortest = pools.reduce<Pool | undefined>(
    (least, pool) => (least === undefined || spare(pool) < spare(least) ? pool : least),
    undefined,
  );
  if (shortest === undefined || spare(shortest) >= 0) return undefined;
  return shortageProblem(request, shortest);
}

function shortageProblem({ labelled, validation, file }: SplitRequest, pool: Pool): Problem {
  const available = pool.rest.length;
  const fewest = available - pool.validation;
  const canAskLess = labelled !== "all" && "perClass" in labelled && fewest >= 1;
  const path: JsonPath = canAskLess
    ? ["target", "labelled", "perClass"]
    : ["target", labelled === "all" && validation !== "none" ? "validation" : "labelled"];
  const asked =
    `${Math.max(pool.train, 1)} for training` + (pool.validation > 0 ? ` and ${pool.validation} for validation` : "");
  const wayOut = canAskLess ? `ask for ${fewest} or fewer a class, or add examples` : "add examples of this class";
  return {
    severity: "error",
    code: "data/too-few-examples",
    file,
    place: path.join("."),
    path,
    message:
      `needs ${asked} of each class, but class ${JSON.stringify(pool.name)} has ${available} ` +
      `outside its ${pool.test.length} test examples; ${wayOut}`,
    ...(canAskLess
      ? { fixes: [{ title: `Use ${fewest} a class`, edits: [{ kind: "set", path: [...path], value: fewest }] }] }
      : {}),
  };
}
