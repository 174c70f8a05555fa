/** What a trial knows of its classes: the attributes that can be learnt, and which class has which. */
import { binarySignaturesOf, dealtOut } from "../../data/semantics/signatures";
import type { AttributeTable } from "../../data/semantics/types";
import { columnMeans } from "../../math/column-means";
import { variedAttributes } from "../../math/direct-attribute-prediction";
import type { Options } from "./options";

export interface DescribedClasses {
  /** Names of the attributes that some seen classes have and others lack; nothing can be learnt of the rest. */
  attributes: readonly string[];
  /** Classes of the source that have a row. */
  seen: readonly DescribedClass[];
  /** Those of the target. */
  unseen: readonly DescribedClass[];
  /** p(a_m = 1), between 0 and 1. */
  priors: readonly number[];
}

export interface DescribedClass {
  name: string;
  /** Its index among all classes of the source, or of the target. */
  label: number;
  /** a_m, 0 or 1, of each attribute. */
  signature: readonly number[];
}

export interface Describing {
  table: AttributeTable;
  /** All of the source and of the target. */
  classes: { source: readonly string[]; target: readonly string[] };
  priors: Options["priors"];
  /** Deals the signatures out to the wrong classes, by this seed. */
  shuffleBy?: number | undefined;
}

/** @throws RangeError where the table lacks a class of the target */
export function describeClasses({ table, classes, priors, shuffleBy }: Describing): DescribedClasses {
  const seen = classes.source.flatMap((name, label) => (table.classes.includes(name) ? [{ name, label }] : []));
  const unseen = classes.target.map((name, label) => ({ name, label }));
  const all = [...seen, ...unseen];
  const rows = binarySignaturesOf(
    table,
    all.map(({ name }) => name),
  );
  const dealt = shuffleBy === undefined ? rows : dealtOut(rows, shuffleBy);
  const learnt = variedAttributes(dealt.slice(0, seen.length));
  const described = all.map((one, index) => ({
    ...one,
    signature: learnt.map((column) => dealt[index]?.[column] ?? 0),
  }));
  const known = described.slice(0, seen.length);
  return {
    attributes: learnt.map((column) => table.attributes[column] ?? ""),
    seen: known,
    unseen: described.slice(seen.length),
    priors: priors === "even" ? learnt.map(() => 0.5) : columnMeans(signatures(known)),
  };
}

/** [classes][attributes] */
export const signatures = (classes: readonly DescribedClass[]): (readonly number[])[] =>
  classes.map(({ signature }) => signature);

/** The same with some of the seen classes in the part of those that are to be recognised. */
export function withHeldOut(classes: DescribedClasses, heldOut: ReadonlySet<number>): DescribedClasses {
  const isHeld = ({ label }: DescribedClass) => heldOut.has(label);
  return { ...classes, seen: classes.seen.filter((one) => !isHeld(one)), unseen: classes.seen.filter(isHeld) };
}
