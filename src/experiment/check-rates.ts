/** Whether the learning rate leaves what was copied as it was good for. */
import { t } from "@vscode/l10n";
import type { MethodSpec } from "../methods/define";
import type { Fix } from "../protocol/problem";
import { plannedLayers } from "./check-layers";
import type { Finding } from "./finding";
import { setFix } from "./fixes";
import type { KnownNetwork } from "./known-network";
import type { Experiment } from "./types";

const PATH = ["training", "optimizer", "learningRate"];

/** Above it, steps of the usual size wipe out what the source weights hold. */
const HIGHEST = { sgd: 0.3, momentum: 0.1, adam: 0.01, adamw: 0.01, rmsprop: 0.01 };
/** The same of the layers near the input, whose general features a small data set cannot teach again. */
const HIGHEST_EARLY = { sgd: 0.1, momentum: 0.03, adam: 0.003, adamw: 0.003, rmsprop: 0.003 };
/** Of Howard & Ruder. */
const USUAL_DECAY = 2.6;

/** @param known where the network is */
export function checkRates(experiment: Experiment, method: MethodSpec, known: KnownNetwork | undefined): Finding[] {
  const { name, learningRate } = experiment.training.optimizer;
  const early = known && method.layers ? earlyLayer(experiment, method, known) : undefined;
  const most =
    early === undefined ? HIGHEST[name] : Math.min(HIGHEST[name], twoDigits(HIGHEST_EARLY[name] / early.factor));
  const lower = setFix(t("Lower the rate to {0}", most), PATH, most);
  if (learningRate > HIGHEST[name]) {
    const message = t(
      "is high for {0} and may wipe out the source weights; use {1} or below, got {2}",
      ...[name, HIGHEST[name], learningRate],
    );
    return [{ severity: "warning", code: "training/high-rate", path: PATH, message, fixes: [lower] }];
  }
  if (known === undefined || early === undefined) return [];
  const rate = learningRate * early.factor;
  if (rate <= HIGHEST_EARLY[name]) return [];
  return [
    {
      severity: "warning",
      code: "training/high-early-rate",
      path: PATH,
      message: t(
        'is high for early layers that are copied and trained: "{0}" learns at {1} with {2}, and loses its general features above some {3}',
        ...[early.name, twoDigits(rate), name, HIGHEST_EARLY[name]],
      ),
      fixes: [lower, ...slowerEarlyLayers(experiment, method, known)],
    },
  ];
}

/** The one that learns the fastest of the copied and trained layers in the first half of the network. */
function earlyLayer(
  experiment: Experiment,
  method: MethodSpec,
  known: KnownNetwork,
): { name: string; factor: number } | undefined {
  const { plan } = plannedLayers(experiment, known);
  const names = (wanted: (state: string) => boolean) =>
    plan.flatMap(({ name, state }) => (wanted(state) ? [name] : []));
  const layers = { trained: names((state) => state !== "frozen"), fresh: names((state) => state === "new") };
  const factors = method.rates?.(experiment, layers).factors;
  const early = plan.slice(0, Math.floor(plan.length / 2)).filter(({ state }) => state === "train");
  return early
    .map(({ name }) => ({ name, factor: factors?.get(name) ?? 1 }))
    .reduce<{ name: string; factor: number } | undefined>(
      (fastest, layer) => (fastest === undefined || layer.factor > fastest.factor ? layer : fastest),
      undefined,
    );
}

/** Where the method has rates that fall towards the input, and the usual ones are low enough. */
function slowerEarlyLayers(experiment: Experiment, method: MethodSpec, known: KnownNetwork): Fix[] {
  if (!("rateDecay" in method.options)) return [];
  const slower = { ...experiment, options: { ...experiment.options, rateDecay: USUAL_DECAY } };
  if (checkRates({ ...slower, controls: [] }, { ...method, options: {} }, known).length > 0) return [];
  return [setFix(t("Let early layers learn more slowly"), ["options", "rateDecay"], USUAL_DECAY)];
}

/** Rounded down. */
function twoDigits(rate: number): number {
  const unit = 10 ** (Math.floor(Math.log10(rate)) - 1);
  return Number((Math.floor(rate / unit + 1e-9) * unit).toPrecision(2));
}
