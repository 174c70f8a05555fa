/** What a run knows of classes apart from labelled examples, and what its target may be called. */
import path from "node:path";
import { openSemantics } from "../data/semantics/open";
import type { Semantics } from "../data/semantics/types";
import type { Experiment } from "../experiment/types";
import type { TaskData } from "./task-data";

/** @returns undefined where the experiment names none; the caller closes word vectors */
export async function openSemanticsOf({ file, semantics }: Experiment): Promise<Semantics | undefined> {
  return semantics === null ? undefined : await openSemantics(semantics, path.dirname(file));
}

/** By the name that the experiment file gives them. */
export function fingerprintsOf(
  { semantics: named }: Experiment,
  semantics: Semantics | undefined,
): Record<string, string> {
  if (named === null || semantics === undefined) return {};
  const { fingerprint } = semantics.kind === "attributes" ? semantics.table : semantics.vectors;
  return { [named.path]: fingerprint };
}

/**
 * A target without labels has the classes of the labelled source; one whose file lists labels chooses among them.
 *
 * @param tasks the target first
 * @throws ProblemError where the target's data have a class that is none of them
 */
export function sayAnswers({ semantics, target }: Experiment, [own, source]: readonly TaskData[]): void {
  if (own === undefined) return;
  if (semantics?.kind === "vectors" && semantics.labels !== undefined) {
    own.answerWith(semantics.labels, "semantics.labels");
  } else if (target.labels === "hidden" && source?.hasLabels === true) {
    own.answerWith(source.form.classes, "the source");
  }
}
