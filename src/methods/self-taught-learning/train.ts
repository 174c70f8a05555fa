/**
 * Self-taught learning: bases are learnt from unlabelled examples; then a linear classifier learns the few labelled ones,
 * described by their codes. The controls are the same classifier with other features.
 */
import { linearClassifier } from "../../models/architectures";
import { architectureTopology } from "../../models/topology";
import { withInitializers } from "../../models/topology-edits";
import type { Examples } from "../../training/examples";
import { fitTarget } from "../../training/fit";
import { Network } from "../../training/network";
import type { Layout, Train } from "../../training/trial";
import { describe } from "./describe";
import { preparing } from "./learnt-bases";
import { cuttingFor } from "./cutting";
import { optionsIn } from "./options";

export const train: Train = async function* (trial) {
  const { target, seed } = trial;
  const { encoder, told } = yield* describe(trial);
  const encode = (examples: Examples) => examples.encodedBy(encoder);
  const encoded = {
    ...target,
    train: encode(target.train),
    validation: target.validation && encode(target.validation),
  };
  for await (const done of readAhead(encoded.train)) {
    yield preparing("Describing the labelled examples", { done, total: encoded.train.count, unit: "examples" });
  }
  const [features = 0] = encoder.outputShape;
  const { topology, plan } = classifierOn(features, target.classes.length);
  const source = { topology, weights: new Map() };
  const network = await Network.create({ source, outputs: target.classes.length, plan, seed });
  const result = yield* fitTarget({ ...trial, target: encoded }, { network, source: undefined });
  const answers = [{ task: target.name, network, output: 0, encode }];
  return { network, answers, ...result, ...told, frozen: [] };
};

export const layout: Layout = ({ experiment, source, target }) => {
  const options = optionsIn(experiment);
  const inputShape = source.summary.inputShape.map((side) => side ?? 1);
  const features = 2 * options.bases * cuttingFor(options, inputShape).cells;
  return { ...classifierOn(features, target.classes.length), partOf: () => undefined };
};

/** Linear, and 0 at the start: what is not in the few labelled examples then stays out of its answers. */
function classifierOn(features: number, classes: number) {
  const topology = architectureTopology(linearClassifier("table"), [features], classes);
  return { topology: withInitializers(topology, () => "zeros"), plan: [{ name: "head", state: "new" as const }] };
}

/** Examples whose features are computed between two looks at whether the run shall stop. */
const AT_A_TIME = 16;

/** Computes features ahead of the steps. @returns how many are there, again and again */
async function* readAhead(examples: Examples): AsyncGenerator<number, void, void> {
  for (let start = 0; start < examples.count; start += AT_A_TIME) {
    const count = Math.min(AT_A_TIME, examples.count - start);
    await examples.read(Int32Array.from({ length: count }, (_, offset) => start + offset));
    yield start + count;
  }
}
