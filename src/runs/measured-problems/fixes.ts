/** Fixes that several measured diagnostics offer. */
import { t } from "@vscode/l10n";
import { setFix } from "../../experiment/fixes";
import type { Experiment } from "../../experiment/types";
import type { Fix, JsonPath } from "../../protocol/problem";

export const RATE_PATH: JsonPath = ["training", "optimizer", "learningRate"];

/** @param factor below 1, what the rate is multiplied by; the product is rounded to one digit */
export function lowerRate({ training }: Experiment, factor: number): Fix {
  const rate = Number((training.optimizer.learningRate * factor).toPrecision(1));
  return setFix(t("Lower the learning rate to {0}", rate), RATE_PATH, rate);
}

export const trainFor = (epochs: number): string =>
  epochs === 1 ? t("Train for 1 epoch") : t("Train for {0} epochs", epochs);

/** Rates in general use: Kingma & Ba, ICLR 2015, for those that adapt their steps; ten times more for
 * plain steps. */
const USUAL_RATE = { sgd: 0.01, momentum: 0.01, adam: 0.001, adamw: 0.001, rmsprop: 0.001 };

/** Nothing where the rate is no lower than usual: something else holds the layers back then. */
export function usualRate({ training: { optimizer } }: Experiment): Fix[] {
  const rate = USUAL_RATE[optimizer.name];
  if (optimizer.learningRate >= rate) return [];
  return [setFix(t("Raise the learning rate to {0}, which is usual for {1}", rate, optimizer.name), RATE_PATH, rate)];
}
