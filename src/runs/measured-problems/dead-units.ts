/** Units that give 0 for every example: no gradient reaches their weights any more. */
import type { Finding } from "../../experiment/finding";
import type { MeasuredRun } from "./measured-run";
import { stuckUnits } from "./stuck-units";

export const deadUnits = (run: MeasuredRun): Finding[] =>
  stuckUnits(run, {
    figure: "deadUnits",
    code: "result/dead-units",
    says: "many units are dead after training, they give 0 for every training example that was probed",
  });
