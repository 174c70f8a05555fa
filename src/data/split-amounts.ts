/** How many examples of a class test, train and validate: what a split draws, and what can be said before data are read. */
import type { SplitRequest } from "./split";

/** At least one, and at least one left over where there are two. */
export function testCountOf(rows: number, fraction: number): number {
  return Math.min(Math.max(Math.round(rows * fraction), 1), Math.max(rows - 1, 1), rows);
}

/** @param rest examples of the class that are not test examples */
export function amountsOf(
  { labelled, validation }: Pick<SplitRequest, "labelled" | "validation">,
  rest: number,
): { train: number; validation: number } {
  if (labelled === "none") return { train: 0, validation: 0 };
  const base =
    labelled === "all" ? rest : "perClass" in labelled ? labelled.perClass : shareOf(rest, labelled.fraction);
  const kept =
    validation === "none" ? 0 : "perClass" in validation ? validation.perClass : shareOf(base, validation.fraction);
  return { train: labelled === "all" ? rest - kept : base, validation: kept };
}

const shareOf = (rows: number, fraction: number): number => (rows === 0 ? 0 : Math.max(1, Math.round(rows * fraction)));
