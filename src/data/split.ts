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
import { amountsOf, testCountOf } from "./split-amounts";
import { amountProblem, shortageProblem, type Pool } from "./split-faults";

export interface SplitRequest {
  labels: Int32Array;
  /** None where numbers are predicted: all examples are drawn from alike then. */
  classes: readonly string[];
  /**
   * A fraction is a share of the examples that are not test examples. With `classes` only these have labelled examples,
   * and validation examples; a number of them is drawn by the seed, and more hold the fewer of the same seed. A class
   * without any example takes no part, unless it is named here.
   */
  labelled: Amount;
  /**
   * In addition to the labelled examples, or out of them where all are labelled. A fraction is a share of the
   * labelled ones: with five a class, 0.2 is one more.
   */
  validation: "none" | { perClass: number } | { fraction: number };
  /**
   * Share of examples held out for the test; `none` where the test is a data set of its own; `all` where every example is
   * judged, because none is trained on with its label.
   */
  test: { fraction: number } | "none" | "all";
  /**
   * Rows that test another task on the same data. No training sees them; they are the test here too, where it is a share.
   */
  heldOut?: Int32Array | undefined;
  /** Fixes the test examples. */
  splitSeed: number;
  /** Draws training and validation examples among the rest. */
  seed: number;
  /** The experiment file, for messages. */
  file: string;
  /** Where it names the task; the target where left out. */
  place?: JsonPath;
}

/** Row indices, ascending; the three are disjoint, but for a test of all. */
export interface Split {
  train: Int32Array;
  validation: Int32Array;
  test: Int32Array;
}

export type SplitResult = { ok: true; split: Split } | { ok: false; problem: Problem };

export function splitExamples(request: SplitRequest): SplitResult {
  const refused = amountProblem(request);
  if (refused !== undefined) return { ok: false, problem: refused };
  const pools = poolsOf(request);
  const problem = request.labelled === "none" ? undefined : shortageProblem(request, pools);
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

function poolsOf(request: SplitRequest): Pool[] {
  const names = request.classes.length === 0 ? [""] : request.classes;
  const rowsByClass = names.map((): number[] => []);
  request.labels.forEach((label, row) => rowsByClass[label]?.push(row));
  const present = names.filter((_, index) => rowsByClass[index]?.length !== 0);
  const covered = coveredClasses(request, present);
  const heldOut = request.heldOut && new Set(request.heldOut);
  return rowsByClass.map((rows, index) => {
    const name = names[index] ?? "";
    const { test, rest } = heldOut === undefined ? drawnTest(request, rows, name) : sharedTest(request, rows, heldOut);
    const isCovered = covered?.has(name) ?? rows.length > 0;
    const amounts = isCovered ? amountsOf(request, rest.length) : { train: 0, validation: 0 };
    return { name, covered: isCovered, test, rest, ...amounts };
  });
}

/** @param rows of a class @returns its test examples and the others, ascending */
function drawnTest({ splitSeed, test }: SplitRequest, rows: readonly number[], name: string) {
  if (test === "all") return { test: [...rows], rest: [...rows] };
  const order = shuffled(rows, randomFor("test", splitSeed, name));
  const count = test === "none" ? 0 : testCountOf(rows.length, test.fraction);
  return { test: order.slice(0, count), rest: order.slice(count).sort((a, b) => a - b) };
}

const sharedTest = ({ test }: SplitRequest, rows: readonly number[], heldOut: ReadonlySet<number>) => ({
  test: test === "none" ? [] : rows.filter((row) => heldOut.has(row)),
  rest: rows.filter((row) => !heldOut.has(row)),
});

/** The classes with labelled examples; undefined where all that have examples have labelled ones. */
function coveredClasses({ labelled, seed }: SplitRequest, present: readonly string[]): Set<string> | undefined {
  const wanted = typeof labelled === "string" ? undefined : labelled.classes;
  if (labelled === "none") return new Set();
  if (typeof wanted !== "number") return wanted && new Set(wanted);
  const order = shuffled([...present.keys()], randomFor("classes", seed));
  return new Set(order.slice(0, wanted).map((index) => present[index] ?? ""));
}
