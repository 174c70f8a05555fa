/** Which classes are taken for which: sums over the seeds of the method's own arm. Pure. */
import { TRANSFER_ARM } from "../src/protocol/metrics";
import type { Report } from "../src/protocol/report";

export interface Confusion {
  readonly classes: readonly string[];
  /** Rows: true class; columns: predicted class; counts over all seeds. */
  readonly counts: readonly (readonly number[])[];
  readonly seeds: number;
}

export function sumConfusion(report: Report): Confusion | undefined {
  const matrices = report.trials.flatMap((trial) =>
    trial.arm === TRANSFER_ARM && trial.confusion !== undefined ? [trial.confusion] : [],
  );
  if (matrices.length === 0) return undefined;
  const counts = report.classes.map((_, row) =>
    report.classes.map((_name, column) => matrices.reduce((sum, matrix) => sum + (matrix[row]?.[column] ?? 0), 0)),
  );
  return { classes: report.classes, counts, seeds: matrices.length };
}

export interface ClassResult {
  readonly name: string;
  readonly examples: number;
  /** Share of the class's examples that are recognised; NaN without examples. */
  readonly accuracy: number;
}

export function classResults({ classes, counts }: Confusion): ClassResult[] {
  return classes.map((name, index) => {
    const row = counts[index] ?? [];
    const examples = row.reduce((sum, count) => sum + count, 0);
    return { name, examples, accuracy: (row[index] ?? 0) / examples };
  });
}

export interface ConfusedPair {
  readonly truth: string;
  readonly predicted: string;
  readonly count: number;
}

/** The most frequent mistakes first. */
export function confusedPairs({ classes, counts }: Confusion, most: number): ConfusedPair[] {
  const pairs = classes.flatMap((truth, row) =>
    classes.map((predicted, column) => ({
      truth,
      predicted,
      count: row === column ? 0 : (counts[row]?.[column] ?? 0),
    })),
  );
  return pairs
    .filter((pair) => pair.count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, most);
}
