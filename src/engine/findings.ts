/** What a run has to warn of while it goes on; what it has measured at its end is in `runs/measured-problems`. */
import { basename } from "node:path";
import type { Experiment } from "../experiment/types";
import type { Performance } from "../protocol/performance";
import type { Problem } from "../protocol/problem";
import type { Backend } from "../training/backend";
import type { SourceModel } from "../training/network";

/** How much better than guessing a source model has to be, as a share of the way to perfect, to be worth copying. */
const WORTH_COPYING = 0.2;

/** Warns of a source model that has learnt next to nothing: its transfer says nothing about the source. */
export function weakSource(
  experiment: Experiment,
  { accuracy, summary }: Pick<SourceModel, "accuracy" | "summary">,
): Problem[] {
  const chance = 1 / Math.max(summary.outputs, 2);
  if (accuracy === undefined || accuracy >= chance + WORTH_COPYING * (1 - chance)) return [];
  const path = experiment.source.kind === "model" ? ["source", "model"] : ["source", "epochs"];
  return [
    {
      severity: "warning",
      code: "source/weak",
      file: basename(experiment.file),
      place: path.join("."),
      path,
      message: `the source model recognises ${(accuracy * 100).toFixed(1)} % of held-out source examples, hardly more than guessing does; train it longer or at another rate before you judge the transfer`,
    },
  ];
}

/**
 * Says that steps which were to run as a graph did not, and why. The JavaScript backend has no graphs, and its slowness
 * is said elsewhere.
 *
 * @param performance so far; its plain steps are also those that were too few for a graph to be worth it
 */
export function plainSteps(performance: Performance, { name }: Pick<Backend, "name">): Problem[] {
  const { graphSteps, plainSteps: plain, reasons } = performance;
  if (name !== "tensorflow" || reasons.length === 0) return [];
  return [
    {
      severity: "info",
      code: "engine/plain-steps",
      file: "training runtime",
      message: `${plain} of ${graphSteps + plain} steps so far ran one operation at a time, at least in part because ${reasons.join("; and because ")}; the numbers are the same, only slower`,
    },
  ];
}
