/** Units in the flat part of their activation: hardly any gradient passes them. */
import type { Finding } from "../../experiment/finding";
import type { MeasuredRun } from "./measured-run";
import { stuckUnits } from "./stuck-units";

export const saturatedUnits = (run: MeasuredRun): Finding[] =>
  stuckUnits(run, {
    figure: "saturatedUnits",
    code: "result/saturated-units",
    says: "many units are saturated after training, they stay in the flat part of their activation",
  });
