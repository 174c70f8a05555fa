/** The signatures of an experiment's classes as the networks take them. */
import { dealtOut, signaturesOf } from "../../data/semantics/signatures";
import { comparableSignatures } from "../../math/signatures";
import type { AttributeTable } from "../../data/semantics/types";

export interface ClassSignatures {
  /** Of the classes that have examples, [classes][attributes], in the order of their labels. */
  seen: readonly (readonly number[])[];
  /** Of the classes without examples. */
  unseen: readonly (readonly number[])[];
}

export interface Described {
  table: AttributeTable;
  seen: readonly string[];
  unseen: readonly string[];
}

/**
 * @param shuffledBy the seed that deals the signatures out to the wrong classes, seen and unseen ones alike; as the table
 *   has them where left out
 */
export function signaturesFor({ table, seen, unseen }: Described, shuffledBy?: number): ClassSignatures {
  const rows = signaturesOf(table, [...seen, ...unseen]);
  const comparable = comparableSignatures(shuffledBy === undefined ? rows : dealtOut(rows, shuffledBy), seen.length);
  return { seen: comparable.slice(0, seen.length), unseen: comparable.slice(seen.length) };
}
