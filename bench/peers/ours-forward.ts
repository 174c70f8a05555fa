/** Transfer Lab's forward pass of a source model, as its frozen part is run: from arrays in memory to an array. */
import { readModelFiles } from "../../src/models/model-files";
import { weightedLayers } from "../../src/models/summarize";
import { startBackend } from "../../src/training/backend";
import { Compiler } from "../../src/training/compile/compiler";
import { Network } from "../../src/training/network";
import { sourceModel } from "../../src/training/source-weights";
import { tf } from "../../src/training/tf";
import { inTurn, readBatches, type Batch } from "./batches";
import { runsAsGraph } from "./runs-as-graph";
import { serve } from "./serve";

void serve(async ({ network: folder, data, batch }) => {
  const { version } = await startBackend();
  const compiler = new Compiler();
  const forward = forwardOf(await load(folder), compiler);
  const next = inTurn(await readBatches(data, batch));
  const again = () => outputsOf(forward, next());
  const first = Array.from(again());
  const versions = { "TensorFlow under Transfer Lab": version, Node: process.versions.node };
  return { result: first.slice(0, first.length / batch), versions, again, check: runsAsGraph(compiler) };
});

type Forward = (x: tf.Tensor) => tf.Tensor;

/** As `frozen-part.ts` runs a part: compiled, with its weights as constants. */
function forwardOf(network: Network, compiler: Compiler): Forward {
  const step = compiler.compile(
    ({ x }: { x: tf.Tensor }) => ({
      probabilities: tf.tidy(() => {
        const logits = network.model.call(x, {});
        const [first] = Array.isArray(logits) ? logits : [logits];
        if (first === undefined) throw new Error("a classifier has one output tensor");
        return tf.softmax(first);
      }),
    }),
    { constantVariables: true },
  );
  return (x) => step.run({ x }).probabilities;
}

async function load(folder: string): Promise<Network> {
  const source = sourceModel(await readModelFiles(folder, folder));
  const plan = weightedLayers(source.summary).map((name) => ({ name, state: "frozen" as const }));
  return Network.create({ source, outputs: source.summary.outputs, plan, seed: 1 });
}

/** @returns probabilities [n, classes], row-major */
function outputsOf(forward: Forward, { values, shape }: Batch): Float32Array {
  const x = tf.tensor4d(values, shape);
  const probabilities = forward(x);
  const outputs = Float32Array.from(probabilities.dataSync());
  tf.dispose([x, probabilities]);
  return outputs;
}
