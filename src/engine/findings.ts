/** What a finished run has to warn of, on the line of the experiment file that can change it. */
import { basename } from "node:path";
import type { Experiment } from "../experiment/types";
import { armTitle } from "../methods/arm-title";
import { TRANSFER_ARM, type TrialRow } from "../protocol/metrics";
import type { Performance } from "../protocol/performance";
import type { Problem } from "../protocol/problem";
import type { Report } from "../protocol/report";
import type { Backend } from "../training/backend";
import type { SourceModel } from "../training/network";

export function findings(experiment: Experiment, rows: readonly TrialRow[], verdict: Report["verdict"]): Problem[] {
  const file = basename(experiment.file);
  return [
    ...negativeTransfer(file, verdict),
    ...overfitting(file, rows),
    ...unfinished(experiment, rows),
    ...movedLayers(file, rows),
  ];
}

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

function negativeTransfer(file: string, { kind, sentence }: Report["verdict"]): Problem[] {
  if (kind !== "negative") return [];
  return [
    {
      severity: "warning",
      code: "result/negative-transfer",
      file,
      place: "source",
      path: ["source"],
      message: `${sentence} Try another source, freeze fewer layers, or do without the transfer.`,
    },
  ];
}

function overfitting(file: string, rows: readonly TrialRow[]): Problem[] {
  const affected = rows.filter((row) => row.arm === TRANSFER_ARM && row.overfittingFrom !== undefined);
  if (affected.length === 0) return [];
  const first = Math.min(...affected.map((row) => row.overfittingFrom ?? Infinity));
  const seeds = affected.length === 1 ? "1 seed" : `${affected.length} seeds`;
  return [
    {
      severity: "warning",
      code: "result/overfitting",
      file,
      place: "training.epochs",
      path: ["training", "epochs"],
      message: `the validation loss rises from epoch ${first} on while the training loss still falls (${seeds}): overfitting; stop there, or set training.earlyStopping`,
    },
  ];
}

/** An arm that was still on its way is not beaten yet, and has not won yet either. */
function unfinished(experiment: Experiment, rows: readonly TrialRow[]): Problem[] {
  return [TRANSFER_ARM, ...experiment.controls].flatMap((arm) => {
    const trials = rows.filter((row) => row.arm === arm);
    const learning = trials.filter((row) => row.stillLearning === true);
    if (2 * learning.length <= trials.length) return [];
    return [
      {
        severity: "info",
        code: "result/still-learning",
        file: basename(experiment.file),
        place: "training.epochs",
        path: ["training", "epochs"],
        message: `${armTitle(experiment.method, arm)} was still learning when its epochs ended (${learning.length} of ${trials.length} seeds), so its figure may be too low; give more epochs or a higher rate`,
      },
    ];
  });
}

/** The proof of frozen layers has failed: never expected, so it is loud. */
function movedLayers(file: string, rows: readonly TrialRow[]): Problem[] {
  const moved = rows.flatMap((row) => row.frozen.filter(({ before, after }) => before !== after));
  return moved.map(({ layer }) => ({
    severity: "error",
    code: "result/frozen-layer-moved",
    file,
    place: `layers.${layer}`,
    path: ["layers", layer],
    message: `the layer ${layer} is frozen but its weights changed during training; do not use these results and report this as a bug`,
  }));
}
