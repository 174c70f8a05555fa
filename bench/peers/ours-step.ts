/** Transfer Lab's training step, with the inputs that its loop makes for it. */
import { startBackend } from "../../src/training/backend";
import { readModelFiles } from "../../src/models/model-files";
import { Network } from "../../src/training/network";
import { Optimizer, type Slot } from "../../src/training/optimizers";
import { sourceModel } from "../../src/training/source-weights";
import { tf } from "../../src/training/tf";
import {
  inputName,
  trainingStep,
  type StepInputs,
  type StepOutputs,
  type Trained,
} from "../../src/training/training-step";
import { TrialState } from "../../src/training/trial-state";
import { inTurn, readBatches, type Batch } from "./batches";
import { serve } from "./serve";

const RATE = 1e-3;

void serve(async ({ network: folder, data, batch }) => {
  const { version } = await startBackend();
  const step = stepOf(await trained(folder));
  const next = inTurn(await readBatches(data, batch));
  const again = () => stepOn(step, next());
  return { result: [again()], versions: { "Transfer Lab on TensorFlow": version, Node: process.versions.node }, again };
});

type Step = (inputs: StepInputs) => StepOutputs;

/** The one place that says how a step is run. */
function stepOf(trained: Trained): Step {
  return (inputs) => trainingStep(trained, inputs);
}

async function trained(folder: string): Promise<Trained> {
  const source = sourceModel(await readModelFiles(folder, folder));
  const layers = source.summary.layers.filter(({ parameters }) => parameters > 0).map(({ name }) => name);
  const plan = layers.map((name) => ({ name, state: "train" as const }));
  const network = await Network.create({ source, outputs: source.summary.outputs, plan, seed: 1 });
  const slots = layers.flatMap((layer) =>
    network
      .trainableWeights(layer)
      .map(({ name, variable }): Slot => ({ name, variable, rateFactor: 1, decays: name.endsWith("kernel") })),
  );
  const settings = { name: "adam", learningRate: RATE, momentum: 0.9, weightDecay: 0 } as const;
  return { network, part: network.model, slots, optimizer: new Optimizer(settings, slots, new TrialState()) };
}

/** From arrays in memory to updated weights and a loss that JavaScript can read, as `fit.ts` does it. */
function stepOn(step: Step, { values, labels, shape, classes }: Batch): number {
  const inputs: StepInputs = {
    [inputName(0)]: tf.tensor4d(values, shape),
    targets: tf.tidy(() => tf.oneHot(tf.tensor1d(labels, "int32"), classes).toFloat().as2D(labels.length, classes)),
    weights: tf.tensor1d(new Float32Array(labels.length).fill(1)),
    rate: tf.scalar(RATE),
    noise: tf.tensor1d([1, 0], "int32"),
  };
  const outputs = step(inputs);
  const loss = outputs.loss.dataSync()[0] ?? NaN;
  outputs.correct.dataSync();
  tf.dispose([inputs, outputs]);
  return loss;
}
