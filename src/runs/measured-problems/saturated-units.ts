/** Units in the flat part of their activation: hardly any gradient passes them. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import type { MeasuredRun } from "./measured-run";
import { stuckUnits } from "./stuck-units";

export const saturatedUnits = (run: MeasuredRun): Finding[] =>
  stuckUnits(run, {
    figure: "saturatedUnits",
    code: "result/saturated-units",
    says: (layers, rate) =>
      t(
        "many units are saturated after training, they stay in the flat part of their activation: {0}; a lower rate keeps more of them at work, got {1}",
        ...[layers, rate],
      ),
  });
