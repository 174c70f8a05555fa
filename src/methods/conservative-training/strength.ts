/** How much each arm of conservative training holds back. */
import type { Experiment } from "../../experiment/types";
import { TRANSFER_ARM } from "../../protocol/metrics";

/** The options of the method by their symbols. */
export interface Strength {
  /** ρ, 0..1: the source model's share of the targets. */
  rho: number;
  /** α, 0 or above: the pull of copied layers to their source weights. */
  alpha: number;
  /** β, 0 or above: the pull of new layers to 0. */
  beta: number;
}

/** The arm that is the source model itself. */
export const SOURCE_AS_IS = "source-as-is";
/** The arm that nothing holds back. */
export const FINE_TUNING = "fine-tuning";

/** The options of an experiment, where every option has its default by now. */
export function strengthIn({ options }: Pick<Experiment, "options">): Strength {
  const value = (name: keyof Strength) => (typeof options[name] === "number" ? options[name] : 0);
  return { rho: value("rho"), alpha: value("alpha"), beta: value("beta") };
}

/** @param arm `transfer` or a control @param options those of the experiment, which the transfer arm takes as they are */
export function strengthOf(arm: string, { rho, alpha, beta }: Strength): Strength {
  switch (arm) {
    case TRANSFER_ARM:
      return { rho, alpha, beta };
    case "output-side":
      return { rho, alpha: 0, beta: 0 };
    case "weight-side":
      return { rho: 0, alpha, beta };
    default:
      return { rho: 0, alpha: 0, beta: 0 };
  }
}
