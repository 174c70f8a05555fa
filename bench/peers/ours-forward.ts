/** Transfer Lab's forward pass of a source model, from arrays in memory to the outputs as an array. */
import { startBackend } from "../../src/training/backend";
import { readModelFiles } from "../../src/models/model-files";
import { Network } from "../../src/training/network";
import { sourceModel } from "../../src/training/source-weights";
import { tf } from "../../src/training/tf";
import { inTurn, readBatches, type Batch } from "./batches";
import { serve } from "./serve";

void serve(async ({ network: folder, data, batch }) => {
  const { version } = await startBackend();
  const forward = forwardOf(await load(folder));
  const next = inTurn(await readBatches(data, batch));
  const again = () => outputsOf(forward, next());
  const first = Array.from(again());
  const result = first.slice(0, first.length / batch);
  return { result, versions: { "Transfer Lab on TensorFlow": version, Node: process.versions.node }, again };
});

type Forward = (x: tf.Tensor) => tf.Tensor;

/** The one place that says how the forward pass is run. */
function forwardOf({ model }: Network): Forward {
  return (x) => {
    const logits = model.predict(x);
    if (!(logits instanceof tf.Tensor)) throw new Error("a classifier has one output tensor");
    return logits;
  };
}

async function load(folder: string): Promise<Network> {
  const source = sourceModel(await readModelFiles(folder, folder));
  const layers = source.summary.layers.filter(({ parameters }) => parameters > 0);
  const plan = layers.map(({ name }) => ({ name, state: "frozen" as const }));
  return Network.create({ source, outputs: source.summary.outputs, plan, seed: 1 });
}

/** @returns probabilities [n, classes], row-major */
function outputsOf(forward: Forward, { values, shape }: Batch): Float32Array {
  const probabilities = tf.tidy(() => tf.softmax(forward(tf.tensor4d(values, shape)) as tf.Tensor2D));
  const outputs = Float32Array.from(probabilities.dataSync());
  probabilities.dispose();
  return outputs;
}
