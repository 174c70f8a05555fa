/**
 * What a finished run has to say about its experiment, on the lines of the file that can change it: with the measured
 * evidence in the sentence and, where there is a way out, as a fix. Pure: the engine puts them into the report, and from
 * there editor and command line take them.
 */
import { basename } from "node:path";
import { problemOf, type Finding } from "../../experiment/finding";
import type { Problem } from "../../protocol/problem";
import { deadUnits } from "./dead-units";
import { frozenLayerMoved } from "./frozen-layer-moved";
import { largeUpdates } from "./large-updates";
import type { MeasuredRun } from "./measured-run";
import { negativeTransfer } from "./negative-transfer";
import { neverMoved } from "./never-moved";
import { overfitting } from "./overfitting";
import { saturatedUnits } from "./saturated-units";
import { stillLearning } from "./still-learning";

/** By the code of its problems. */
export const measuredDiagnostics: Readonly<Record<string, (run: MeasuredRun) => Finding[]>> = {
  "result/negative-transfer": negativeTransfer,
  "result/overfitting": overfitting,
  "result/still-learning": stillLearning,
  "result/dead-units": deadUnits,
  "result/saturated-units": saturatedUnits,
  "result/large-updates": largeUpdates,
  "result/layer-never-moved": neverMoved,
  "result/frozen-layer-moved": frozenLayerMoved,
};

export function measuredProblems(run: MeasuredRun): Problem[] {
  const file = basename(run.experiment.file);
  return Object.values(measuredDiagnostics)
    .flatMap((diagnose) => diagnose(run))
    .map((finding) => problemOf(finding, file));
}
