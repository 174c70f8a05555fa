/** Transfer Lab's training step as a trial runs it: `classifier-step.ts` on batches in memory. */
import type { Training } from "../../src/experiment/types";
import { readModelFiles } from "../../src/models/model-files";
import { weightedLayers } from "../../src/models/summarize";
import { startBackend } from "../../src/training/backend";
import { ClassifierStep } from "../../src/training/classifier-step";
import { Network } from "../../src/training/network";
import { slotsOf } from "../../src/training/optimizers";
import { createServices, type Services } from "../../src/training/services";
import { sourceModel } from "../../src/training/source-weights";
import { TrialState } from "../../src/training/trial-state";
import { inTurn, readBatches } from "./batches";
import { runsAsGraph } from "./runs-as-graph";
import { serve } from "./serve";

const TRAINING: Training = {
  epochs: 1,
  batchSize: 64,
  optimizer: { name: "adam", learningRate: 1e-3, momentum: 0.9, weightDecay: 0 },
  seeds: [1],
  earlyStopping: null,
  augmentation: null,
  classWeights: "none",
};

void serve(async ({ network: folder, data, batch }) => {
  const backend = await startBackend();
  const services = createServices(backend);
  const step = await stepOf(folder, services);
  const next = inTurn(await readBatches(data, batch));
  let done = 0;
  const again = (): number => {
    const { values, labels } = next();
    const [loss, count] = step.run({ values: [values], labels, given: {} }, done++).lossNats ?? [NaN, 1];
    return loss / count;
  };
  const versions = { "TensorFlow under Transfer Lab": backend.version, Node: process.versions.node };
  return { result: [again()], versions, again, check: runsAsGraph(services.compiler) };
});

async function stepOf(folder: string, services: Services): Promise<ClassifierStep> {
  const source = sourceModel(await readModelFiles(folder, folder));
  const { outputs } = source.summary;
  const plan = weightedLayers(source.summary).map((name) => ({ name, state: "train" as const }));
  const network = await Network.create({ source, outputs, plan, seed: 1 });
  const slots = slotsOf(
    network,
    plan.map(({ name }) => name),
  );
  return new ClassifierStep({
    network,
    part: network.after(undefined),
    shapes: network.shapesAt(undefined),
    slots,
    classes: outputs,
    weightOfClass: new Float32Array(outputs).fill(1),
    training: TRAINING,
    seed: 1,
    state: new TrialState(),
    services,
    expectedSteps: () => Infinity,
  });
}
