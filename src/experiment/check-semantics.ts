/**
 * Whether an attribute table serves to recognise classes of which there are no examples: whether it has the classes, and
 * whether its attributes can be learnt from the seen classes and tell the others apart.
 */
import { t } from "@vscode/l10n";
import { quoteList } from "../data/fault";
import { binarySignaturesOf, gradedColumns, signaturesOf } from "../data/semantics/signatures";
import type { AttributeTable } from "../data/semantics/types";
import type { JsonPath } from "../protocol/problem";
import type { Finding } from "./finding";
import { didYouMean, nearest } from "./suggest";

export interface Described {
  table: AttributeTable;
  /** Classes that there are training examples of, or that a ready classifier knows. */
  seen: readonly string[];
  /** Classes to recognise without examples. */
  unseen: readonly string[];
  /** Attributes are taken as had or lacked. */
  asBinary: boolean;
  /** Seen classes without a row are left out of the prediction, as those of a ready classifier are. */
  seenMayLack: boolean;
}

const TABLE: JsonPath = ["semantics", "attributes"];

export function checkAttributes(described: Described): Finding[] {
  const { table, seen, unseen, asBinary } = described;
  const withRows = seen.filter((name) => table.classes.includes(name));
  const missing = [...checkRows(described), ...checkSeen(withRows, seen)];
  if (missing.some(({ severity }) => severity === "error")) return missing;
  const rowsOf = asBinary ? binarySignaturesOf : signaturesOf;
  const rows = { seen: rowsOf(table, withRows), unseen: rowsOf(table, unseen) };
  const learnt = table.attributes.flatMap((_, column) => (varies(rows.seen, column) ? [column] : []));
  return [
    ...missing,
    ...checkExtra(described),
    ...checkGraded(described),
    ...checkConstant(table, rows, learnt),
    ...checkAlike({ seen: withRows, unseen }, rows, { learnt, seenMayLack: described.seenMayLack }),
  ];
}

/** A class that has to be recognised needs a row, and must not be one of the seen. */
function checkRows(described: Described): Finding[] {
  const { table, seen, unseen, seenMayLack } = described;
  const lacking = (classes: readonly string[], place: "source" | "target"): Finding[] => {
    const missing = classes.filter((name) => !table.classes.includes(name));
    const [first] = missing;
    if (first === undefined) return [];
    const unused = table.classes.filter((name) => !seen.includes(name) && !unseen.includes(name));
    const names = `${quoteList(missing)}${didYouMean(nearest(first, unused))}`;
    const message =
      place === "target"
        ? t(
            'must have a row for every class of the target, but has none for {0}; add it, or choose among the classes with "classes" in "target"',
            names,
          )
        : t(
            'must have a row for every class of the source, but has none for {0}; add it, or choose among the classes with "classes" in "source"',
            names,
          );
    return [{ severity: "error", code: "semantics/missing-class", path: TABLE, message }];
  };
  return [...lacking(unseen, "target"), ...(seenMayLack ? [] : lacking(seen, "source")), ...checkBoth(described)];
}

function checkBoth({ table, seen, unseen, seenMayLack }: Described): Finding[] {
  const both = unseen.filter((name) => seen.includes(name) && table.classes.includes(name));
  if (both.length === 0) return [];
  if (seenMayLack) {
    const message = t(
      "has rows for {0}, which the model was trained on too: what is recognised of them is not zero-shot. Leave them out of the target to see what attributes alone can do",
      quoteList(both),
    );
    return [{ severity: "warning", code: "semantics/seen-class", path: TABLE, message }];
  }
  const message = t(
    'must have classes that the source has no examples of, but the source has {0} too; choose with "classes" in both, so that no class is in source and target',
    quoteList(both),
  );
  return [{ severity: "error", code: "semantics/seen-class", path: ["target", "dataset"], message }];
}

function checkSeen(withRows: readonly string[], seen: readonly string[]): Finding[] {
  if (withRows.length >= 2) return [];
  const message = t(
    "must have rows for at least 2 classes of the source, got {0} of {1}; name the rows as the source names its classes ({2})",
    ...[withRows.length, seen.length, quoteList(seen, 3)],
  );
  return [{ severity: "error", code: "semantics/no-seen-class", path: TABLE, message }];
}

function checkExtra({ table, seen, unseen }: Described): Finding[] {
  const extra = table.classes.filter((name) => !seen.includes(name) && !unseen.includes(name));
  if (extra.length === 0) return [];
  const message = t(
    "has rows for classes that neither source nor target has ({0}); they are not used",
    quoteList(extra, 5),
  );
  return [{ severity: "info", code: "semantics/extra-class", path: TABLE, message }];
}

function checkGraded({ table, asBinary }: Described): Finding[] {
  const graded = gradedColumns(table).map((column) => table.attributes[column] ?? "");
  if (!asBinary || graded.length === 0) return [];
  const message = t(
    "has other values than 0 and 1 for {0}; each counts as 1 above the mean of its column, else as 0. Write 0 and 1 to decide it yourself",
    quoteList(graded, 5),
  );
  return [{ severity: "warning", code: "semantics/not-binary", path: TABLE, message }];
}

interface Rows {
  seen: readonly (readonly number[])[];
  unseen: readonly (readonly number[])[];
}

/** Attributes that no seen class varies: nothing can be learnt of them. */
function checkConstant({ attributes }: AttributeTable, { seen, unseen }: Rows, learnt: readonly number[]): Finding[] {
  const constant = attributes.flatMap((_, column) => (learnt.includes(column) ? [] : [column]));
  const named = (columns: readonly number[]) => quoteList(columns.map((column) => attributes[column] ?? ""));
  const everywhere = constant.filter((column) => !varies([...seen, ...unseen], column));
  const inSeen = constant.filter((column) => !everywhere.includes(column));
  if (learnt.length === 0) {
    const message = t("must have an attribute that some classes of the source have and others lack, but has none");
    return [{ severity: "error", code: "semantics/constant-attribute", path: TABLE, message }];
  }
  return [
    ...constantFinding(
      everywhere,
      t("has the same value for all classes in {0}, which is left out", named(everywhere)),
    ),
    ...constantFinding(
      inSeen,
      t(
        "says of all classes of the source the same in {0}: it cannot be learnt from them, and is left out. Add a class to the source that differs in it",
        named(inSeen),
      ),
    ),
  ];
}

const constantFinding = (columns: readonly number[], message: string): Finding[] =>
  columns.length === 0 ? [] : [{ severity: "warning", code: "semantics/constant-attribute", path: TABLE, message }];

const varies = (rows: readonly (readonly number[])[], column: number): boolean =>
  rows.some((row) => row[column] !== rows[0]?.[column]);

/**
 * Classes with the same learnt attributes get the same scores. That matters where two are of the target; where one is of
 * the source, it matters once all are candidates, which those of a ready classifier are not.
 */
function checkAlike(
  { seen, unseen }: Record<"seen" | "unseen", readonly string[]>,
  rows: Rows,
  { learnt, seenMayLack }: { learnt: readonly number[]; seenMayLack: boolean },
): Finding[] {
  if (learnt.length === 0) return [];
  const signatureOf = (row: readonly number[] = []) => learnt.map((column) => row[column] ?? 0).join();
  const alike = (names: readonly string[], of: Rows["seen"], signature: string) =>
    names.filter((_, index) => signatureOf(of[index]) === signature);
  const signatures = [...new Set(rows.unseen.map(signatureOf))];
  return signatures.flatMap((signature): Finding[] => {
    const [own, known] = [alike(unseen, rows.unseen, signature), alike(seen, rows.seen, signature)];
    const found = (severity: "warning" | "info", message: string): Finding[] => [
      { severity, code: "semantics/same-attributes", path: TABLE, message },
    ];
    if (own.length > 1) {
      const message = t(
        "cannot tell {0} apart, because they have the same attributes; add one in which they differ",
        quoteList(own),
      );
      return found("warning", message);
    }
    if (known.length === 0 || seenMayLack) return [];
    return found(
      "info",
      t("cannot tell {0} of the target from {1} of the source by attributes", ...[quoteList(own), quoteList(known)]),
    );
  });
}
