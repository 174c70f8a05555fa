/** The examples of a task as counts: a joint distribution of examples and features. */
import { t } from "@vscode/l10n";
import { isCount, JointTableBuilder, type JointTable } from "../../math/joint-table";
import { ProblemError, type JsonPath } from "../../protocol/problem";
import type { Examples } from "../../training/examples";

export interface Counts {
  joint: JointTable;
  /** Of all counts, by which the shares were divided. */
  total: number;
  /** The example of each row: those without a count are left out. */
  kept: Int32Array;
  /** How many were left out. */
  empty: number;
  /** Some values are no whole numbers; they are taken as they are. */
  hasFractions: boolean;
}

/** Where an experiment file speaks of the examples. */
interface CountsPlace {
  file: string;
  path: JsonPath;
}

/** Examples that are read at a time. */
const AT_A_TIME = 64;

/** @throws ProblemError where a value cannot be a count, or nothing is counted at all */
export async function countsOf(examples: Examples, place: CountsPlace): Promise<Counts> {
  const width = examples.inputShape.reduce((product, side) => product * side, 1);
  const builder = new JointTableBuilder(width);
  const kept: number[] = [];
  let [total, hasFractions] = [0, false];
  for (let from = 0; from < examples.count; from += AT_A_TIME) {
    const length = Math.min(AT_A_TIME, examples.count - from);
    const values = await examples.read(Int32Array.from({ length }, (_, index) => from + index));
    for (let index = 0; index < length; index++) {
      const row = values.subarray(index * width, (index + 1) * width);
      const wrong = row.findIndex((value) => !isCount(value));
      if (wrong >= 0)
        throw notACount(examples, place, { example: from + index, column: wrong, value: row[wrong] ?? NaN });
      const sum = row.reduce((all, value) => all + value, 0);
      if (sum === 0) continue;
      builder.add(row);
      kept.push(from + index);
      total += sum;
      hasFractions ||= row.some((value) => !Number.isInteger(value));
    }
  }
  if (kept.length === 0) throw problemAt(place, "nothing-counted", t("has no count above 0 in any example"));
  return {
    joint: builder.finish(),
    total,
    kept: Int32Array.from(kept),
    empty: examples.count - kept.length,
    hasFractions,
  };
}

function notACount(
  examples: Examples,
  place: CountsPlace,
  { example, column, value }: { example: number; column: number; value: number },
): ProblemError {
  const name = examples.columns?.[column] ?? t("number {0}", column);
  return problemAt(
    place,
    "not-a-count",
    t(
      "must hold counts, which are 0 or above, got {0} ({1}, column {2}); give the counts as they are, not centred or standardised",
      ...[value, examples.nameOf(example), JSON.stringify(name)],
    ),
  );
}

export const problemAt = ({ file, path }: CountsPlace, code: string, message: string): ProblemError =>
  new ProblemError({
    severity: "error",
    code: `clustering/${code}`,
    file,
    place: path.join("."),
    path,
    message,
  });
