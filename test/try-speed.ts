import { startNativeBackend } from "./support/engine-runtime";
import { Compiler } from "../src/training/compile/compiler";
import { Network } from "../src/training/network";
import { Optimizer, type Slot } from "../src/training/optimizers";
import { trainingStep } from "../src/training/training-step";
import { TrialState } from "../src/training/trial-state";
import { architectureById } from "../src/models/architectures";
import { architectureTopology } from "../src/models/topology";
import { summarizeTopology } from "../src/models/summarize";
import { tf } from "../src/training/tf";
async function main() {
await startNativeBackend();
const compiler = new Compiler();
const X = new Float32Array(64 * 784).map(() => Math.random());
const runs: Record<string, () => void> = {};
for (const id of (process.env.NETS ?? "small-convnet,small-resnet").split(",")) for (const opt of ["sgd", "adam"] as const) {
  const topology = architectureTopology(architectureById(id)!, [28, 28, 1], 10);
  const plan = summarizeTopology(topology).layers.filter((l) => l.parameters > 0).map(({ name }) => ({ name, state: "new" as const }));
  const network = await Network.create({ source: { topology, weights: new Map() }, outputs: 10, plan, seed: 1 });
  const slots: Slot[] = network.trainedLayers.flatMap((layer) => network.trainableWeights(layer).map(({ name, variable }) => ({ name, variable, rateFactor: 1, decays: false })));
  const optimizer = new Optimizer({ name: opt, learningRate: 1e-3, momentum: 0.9, weightDecay: 0 }, slots, new TrialState());
  const comp = compiler.compile((i: any) => trainingStep({ network, part: network.model, slots, optimizer }, i));
  const T = new Float32Array(640).map((_, i) => (i % 10 === 3 ? 1 : 0));
  runs[`${id} ${opt}`] = () => { const i = { x0: tf.tensor(X, [64, 28, 28, 1]), targets: tf.tensor2d(T, [64, 10]), weights: tf.ones([64]) as tf.Tensor1D, rate: tf.scalar(1e-3), noise: tf.tensor1d([1, 1], "int32") }; const o = comp.run(i as any); o.loss.dataSync(); o.correct.dataSync(); tf.dispose([i, o]); };
}
const times: Record<string, number[]> = {};
for (const n in runs) { times[n] = []; for (let i = 0; i < 5; i++) runs[n]!(); }
for (let r = 0; r < 12; r++) for (const n in runs) for (let i = 0; i < 8; i++) { const t = performance.now(); runs[n]!(); times[n]!.push(performance.now() - t); }
for (const n in times) { const s = times[n]!.sort((a, b) => a - b); console.log(n.padEnd(24), "min", s[0]!.toFixed(2), "p10", s[9]!.toFixed(2), "p50", s[48]!.toFixed(2)); }
}
void main();
