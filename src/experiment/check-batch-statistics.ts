/** Whether batches are large enough for the batch normalisations that train on them. */
import { t } from "@vscode/l10n";
import type { MethodSpec } from "../methods/define";
import { plannedLayers } from "./check-layers";
import type { Finding } from "./finding";
import { setFix } from "./fixes";
import type { KnownNetwork } from "./known-network";
import type { Experiment } from "./types";

/** Examples in a batch from which its mean and variance are worth something. */
const FEWEST = 16;
const USUAL = 32;

export function checkBatchStatistics(experiment: Experiment, method: MethodSpec, known: KnownNetwork): Finding[] {
  const { batchSize } = experiment.training;
  if (batchSize >= FEWEST || method.untrained === true) return [];
  const trained = trainedNormalizations(experiment, method, known);
  const [first] = trained;
  if (first === undefined) return [];
  const path = ["training", "batchSize"];
  const which = trained.length === 1 ? t('"{0}" trains', first) : t("{0} batch normalisations train", trained.length);
  const examples = batchSize === 1 ? t("1 example") : t("{0} examples", batchSize);
  return [
    {
      severity: "warning",
      code: "training/small-batch-statistics",
      path,
      message: t(
        "is small for batch normalisation: {0} on the mean and variance of {1}, which jitter from batch to batch; use {2} or more, or freeze what need not train",
        ...[which, examples, FEWEST],
      ),
      fixes: [setFix(t("Change to {0}", USUAL), path, USUAL)],
    },
  ];
}

/** Names; a method without a plan of layers trains all that it has. */
function trainedNormalizations(experiment: Experiment, method: MethodSpec, known: KnownNetwork): string[] {
  const { plan } = plannedLayers(experiment, known);
  const isFrozen = (name: string) => method.layers && plan.some((one) => one.name === name && one.state === "frozen");
  return known.network.layers.flatMap(({ name, kind }) =>
    kind === "BatchNormalization" && !isFrozen(name) ? [name] : [],
  );
}
