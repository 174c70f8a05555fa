/** Whether batches are large enough for the batch normalisations that train on them. */
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
  const which = trained.length === 1 ? `"${first}" trains` : `${trained.length} batch normalisations train`;
  const examples = batchSize === 1 ? "1 example" : `${batchSize} examples`;
  return [
    {
      severity: "warning",
      code: "training/small-batch-statistics",
      path,
      message: `is small for batch normalisation: ${which} on the mean and variance of ${examples}, which jitter from batch to batch; use ${FEWEST} or more, or freeze what need not train`,
      fixes: [setFix(`Change to ${USUAL}`, path, USUAL)],
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
