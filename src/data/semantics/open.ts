/** Opens what an experiment says of its classes apart from examples. */
import { readAttributeTable } from "./attribute-table";
import type { Semantics } from "./types";
import { openWordVectors } from "./word-vectors";

export interface NamedSemantics {
  kind: Semantics["kind"];
  /** As the person named it, from the folder of the experiment file. */
  path: string;
}

/**
 * @param base folder that a relative path starts from
 * @throws ProblemError naming file, place, rule, what was received and the way out
 */
export async function openSemantics({ kind, path }: NamedSemantics, base: string): Promise<Semantics> {
  return kind === "attributes"
    ? { kind, table: await readAttributeTable(path, base) }
    : { kind, vectors: await openWordVectors(path, base) };
}
