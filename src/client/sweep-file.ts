/** From an experiment with one cut to the file beside it that tries every cut: the same, comments and all, and a `sweep`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { applyEdits } from "../experiment/edit";
import type { Experiment, Sweep } from "../experiment/types";
import { methods } from "../methods";
import type { MethodSpec } from "../methods/define";
import type { Problem } from "../protocol/problem";
import { writeText } from "../runs/json-file";
import { experimentName } from "../runs/layout";
import { systemCode } from "../runs/write-problem";

/** @returns why the experiment cannot be swept; undefined where it can */
export function sweepFault(
  { file, method, sweep }: Pick<Experiment, "file" | "method" | "sweep">,
  known: readonly MethodSpec[] = methods,
): Problem | undefined {
  const spec = known.find(({ id }) => id === method);
  if (spec?.sweeps !== true) {
    const others = known.filter(({ sweeps }) => sweeps).map(({ id }) => JSON.stringify(id));
    const way = others.length === 0 ? "" : `; the methods with one are ${others.join(", ")}`;
    const message = `must be a method with a cut between its layers to be swept, got ${JSON.stringify(method)}${way}`;
    return { severity: "error", code: "sweep/no-cut", file, place: "method", path: ["method"], message };
  }
  if (sweep === null) return undefined;
  const message = "must not be there yet to be added, and is there already; run the file as it is to sweep its layers";
  return { severity: "error", code: "sweep/swept-already", file, place: "sweep", path: ["sweep"], message };
}

/** The experiment file with the section added. @param text with no `sweep` yet */
export const withSweep = (text: string, sweep: Sweep): string =>
  applyEdits(text, [{ kind: "set", path: ["sweep"], value: sweep }]);

/**
 * Writes `<name>-sweep.transfer.json` beside the experiment file. A file of that name is only taken over where it says
 * the same; else the next free number is put behind the name.
 *
 * @param file absolute path of the experiment file @param text what it holds
 * @returns absolute path of the new file
 * @throws ProblemError where it cannot be written
 */
export async function writeSweepFile(file: string, text: string, sweep: Sweep): Promise<string> {
  const swept = withSweep(text, sweep);
  for (let number = 1; ; number++) {
    const name = `${experimentName(file)}-sweep${number === 1 ? "" : `-${number}`}.transfer.json`;
    const sibling = path.join(path.dirname(file), name);
    const present = await presentText(sibling);
    if (present === swept) return sibling;
    if (present !== undefined) continue;
    await writeText(sibling, swept);
    return sibling;
  }
}

/** A file that cannot be read is taken as another one. */
async function presentText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    return systemCode(error) === "ENOENT" ? undefined : "";
  }
}
