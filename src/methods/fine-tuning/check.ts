/** What an experiment of fine-tuning has to obey beside the schema: every trained layer gets its turn. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { setFix } from "../../experiment/fixes";
import type { Experiment } from "../../experiment/types";
import { optionsIn } from "./options";

export function checkFineTuning(experiment: Experiment): Finding[] {
  const { headEpochs } = optionsIn(experiment);
  const { epochs } = experiment.training;
  if (headEpochs < epochs) return [];
  const path = ["options", "headEpochs"];
  const fewer = Math.floor(epochs / 5);
  return [
    {
      severity: "warning",
      code: "fine-tuning/head-only",
      path,
      message: t(
        "leaves no epoch in which copied layers train, because the training has {0}, got {1}; take fewer, or freeze them if that is meant",
        ...[epochs, headEpochs],
      ),
      fixes: [setFix(t("Change to {0}", fewer), path, fewer)],
    },
  ];
}
