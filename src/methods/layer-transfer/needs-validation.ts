import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { keepForValidation } from "../../experiment/fixes";
import type { Experiment } from "../../experiment/types";

/** A cut is chosen by validation examples: test examples would flatter it. Said before a sweep, and after it. */
export function sweepNeedsValidation({ target }: Pick<Experiment, "target">): Finding[] {
  if (target.validation !== "none") return [];
  return [
    {
      severity: "info",
      code: "sweep/no-validation",
      path: ["target", "validation"],
      message: t(
        "a sweep without validation examples shows its curves and recommends no cut, because test examples must not choose; keep some labelled examples aside",
      ),
      fixes: [keepForValidation()],
    },
  ];
}
