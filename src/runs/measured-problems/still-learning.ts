/** An arm that was still on its way when its epochs ended is not beaten yet, and has not won yet either. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { setFix } from "../../experiment/fixes";
import { armTitle } from "../../methods/arm-title";
import { TRANSFER_ARM, type TrialRow } from "../../protocol/metrics";
import { trainFor } from "./fixes";
import type { MeasuredRun } from "./measured-run";

export function stillLearning({ experiment, rows }: MeasuredRun): Finding[] {
  const path = ["training", "epochs"];
  const epochs = 2 * experiment.training.epochs;
  const findings = [TRANSFER_ARM, ...experiment.controls].flatMap((arm): Finding[] => {
    const trials = rows.filter((row): row is TrialRow => row.type === "trial" && row.arm === arm);
    const learning = trials.filter((row) => row.stillLearning === true);
    if (2 * learning.length <= trials.length) return [];
    return [
      {
        severity: "info",
        code: "result/still-learning",
        path,
        message: t(
          "{0} was still learning when its epochs ended ({1} of {2} seeds), so its figure may be too low; give more epochs or a higher rate",
          ...[armTitle(experiment.method, arm), learning.length, trials.length],
        ),
      },
    ];
  });
  // The arms share their epochs, so one fix is for all.
  return findings.map((finding, index) =>
    index === 0 ? { ...finding, fixes: [setFix(trainFor(epochs), path, epochs)] } : finding,
  );
}
