/** The proof of frozen layers has failed: never expected, so it is loud. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import type { TrialRow } from "../../protocol/metrics";
import type { MeasuredRun } from "./measured-run";

export function frozenLayerMoved({ rows }: MeasuredRun): Finding[] {
  const trials = rows.filter((row): row is TrialRow => row.type === "trial");
  const moved = trials.flatMap(({ frozen }) => frozen.filter(({ before, after }) => before !== after));
  return [...new Set(moved.map(({ layer }) => layer))].map((layer) => ({
    severity: "error",
    code: "result/frozen-layer-moved",
    path: ["layers", layer],
    message: t(
      "the layer {0} is frozen but its weights changed during training; do not use these results and report this as a bug",
      layer,
    ),
  }));
}
