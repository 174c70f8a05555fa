/** Plain tfjs-node, as its guide writes a custom training loop: a layers model, `tf.train.adam` and `minimize`. */
import { readModelFiles } from "../../src/models/model-files";
import { summarizeSaved } from "../../src/models/summarize";
import { withLogits } from "../../src/models/topology-edits";
import { tf } from "../../src/training/tf";
import { inTurn, readBatches, type Batch } from "./batches";
import { startPlainBackend } from "./plain-backend";
import { serve } from "./serve";

void serve(async ({ network: folder, data, batch }) => {
  await startPlainBackend();
  const model = await load(folder);
  const optimizer = tf.train.adam(1e-3);
  const next = inTurn(await readBatches(data, batch));
  const again = () => stepOn(model, optimizer, next());
  return { result: [again()], versions: { "tfjs-node": tf.version.tfjs }, again };
});

async function load(folder: string): Promise<tf.LayersModel> {
  const { topology, weights, weightSpecs } = await readModelFiles(folder, folder);
  const { head } = summarizeSaved(topology, weightSpecs);
  const model = await tf.models.modelFromJSON(structuredClone(withLogits(topology, head)) as never);
  model.loadWeights(tf.io.decodeWeights(weights.buffer, weightSpecs));
  return model;
}

function stepOn(model: tf.LayersModel, optimizer: tf.Optimizer, { values, labels, shape, classes }: Batch): number {
  const cost = tf.tidy(() => {
    const x = tf.tensor4d(values, shape);
    const targets = tf.oneHot(tf.tensor1d(labels, "int32"), classes);
    const loss = optimizer.minimize(() => {
      const logits = model.apply(x, { training: true });
      if (!(logits instanceof tf.Tensor)) throw new Error("a classifier has one output tensor");
      return tf.losses.softmaxCrossEntropy(targets, logits).asScalar();
    }, true);
    if (loss === null) throw new Error("minimize was asked for the loss");
    return loss;
  });
  const loss = cost.dataSync()[0] ?? NaN;
  cost.dispose();
  return loss;
}
