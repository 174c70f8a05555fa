/** Which layers a cut copies. */
import type { Sweep } from "../../experiment/types";

/**
 * @param stages names of the layers with weights, from input to output; the last stage holds the head, which is never
 *   copied in a sweep
 * @param cut how many stages, 1 to all but the last
 * @returns from input to output
 */
export function copiedLayers(stages: readonly (readonly string[])[], from: Sweep["from"], cut: number): string[] {
  const body = stages.slice(0, -1);
  return (from === "first" ? body.slice(0, cut) : body.slice(body.length - cut)).flat();
}

/** The stage that a cut copies and the one before does not: what it is called by. */
export function lastCopiedStage(
  stages: readonly (readonly string[])[],
  from: Sweep["from"],
  cut: number,
): readonly string[] {
  return stages[from === "first" ? cut - 1 : stages.length - 1 - cut] ?? [];
}
