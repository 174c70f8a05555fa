/** Units that give 0 for every example: no gradient reaches their weights any more. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import type { MeasuredRun } from "./measured-run";
import { stuckUnits } from "./stuck-units";

export const deadUnits = (run: MeasuredRun): Finding[] =>
  stuckUnits(run, {
    figure: "deadUnits",
    code: "result/dead-units",
    says: (layers, rate) =>
      t(
        "many units are dead after training, they give 0 for every training example that was probed: {0}; a lower rate keeps more of them at work, got {1}",
        ...[layers, rate],
      ),
  });
