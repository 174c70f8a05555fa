/** Steps at a fixed λ beside those that PyTorch took without a gradient reversal layer: `bench/peers/make_adversarial_fixture.py`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "mocha";
import { z } from "zod";
import { domainLoss as plainDomainLoss } from "../../../../src/math/domain-loss";
import { adversarialStep, type AdversarialInputs } from "../../../../src/methods/domain-adversarial/adversarial-step";
import { DomainClassifier } from "../../../../src/methods/domain-adversarial/domain-classifier";
import { domainLoss } from "../../../../src/methods/domain-adversarial/losses";
import { SplitNetwork } from "../../../../src/methods/domain-adversarial/split-network";
import type { Architecture } from "../../../../src/models/architectures";
import { summarizeTopology } from "../../../../src/models/summarize";
import { architectureTopology } from "../../../../src/models/topology";
import { oneHot } from "../../../../src/training/labels";
import { Optimizer, slotsOf } from "../../../../src/training/optimizers";
import { tf } from "../../../../src/training/tf";
import { TrialState } from "../../../../src/training/trial-state";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { planOf } from "../../../support/engine-toys";
import { repositoryRoot } from "../../../support/paths";

type Nested = number | Nested[];
const nested: z.ZodType<Nested> = z.lazy(() => z.union([z.number(), z.array(nested)]));
const weights = z.record(z.string(), nested);
const fixtureSchema = z.object({
  start: weights,
  batches: z.array(z.object({ source: nested, labels: z.array(z.number()), target: nested })),
  cases: z.array(
    z.object({
      lambda: z.number(),
      losses: z.array(z.object({ label: z.number(), domain: z.number() })),
      end: weights,
    }),
  ),
});

const file = path.join(repositoryRoot, "test", "fixtures", "data", "domain-adversarial.json");
const { start, batches, cases } = fixtureSchema.parse(JSON.parse(readFileSync(file, "utf8")));

const CLASSES = 3;
const architecture: Architecture = {
  ...{ id: "peer", title: "Peer", summary: "As in the fixture.", input: "image" },
  layers: [
    { kind: "conv", name: "conv1", filters: 2, kernel: 3, padding: "valid" },
    { kind: "max-pool", name: "pool1", size: 2 },
    { kind: "flatten", name: "flatten" },
    { kind: "dense", name: "dense1", units: 4 },
  ],
};

const tensorOf = (values: Nested | undefined): tf.Tensor => tf.tensor(values ?? []);

async function peer() {
  const topology = architectureTopology(architecture, [6, 6, 1], CLASSES);
  const source = {
    topology,
    weights: new Map(Object.entries(start).map(([name, values]) => [name, tensorOf(values)])),
  };
  const plan = planOf({ summary: summarizeTopology(topology) }, "train");
  const split = await SplitNetwork.create({ source, plan, classes: CLASSES, seed: 1, batchNormalization: "separate" });
  const state = new TrialState();
  const classifier = DomainClassifier.create({ features: split.features, units: 3, seed: 1, state });
  for (const { name, variable } of classifier.slots) variable.assign(tensorOf(start[name.replace("domain/", "")]));
  const slots = [...slotsOf(split.network, split.network.trainedLayers), ...classifier.slots];
  const optimizer = new Optimizer({ name: "momentum", learningRate: 0.1, momentum: 0.9, weightDecay: 0 }, slots, state);
  return { split, classifier, slots, optimizer };
}

const inputsOf = ({ source, labels, target }: (typeof batches)[number], lambda: number): AdversarialInputs => ({
  source: tensorOf(source),
  target: tensorOf(target),
  labels: tf.tensor2d(oneHot(labels, CLASSES), [labels.length, CLASSES]),
  weights: tf.ones([labels.length]),
  rate: tf.scalar(0.1),
  lambda: tf.scalar(lambda),
  noise: tf.tensor1d([1, 0], "int32"),
});

const near = (received: ArrayLike<number>, wanted: ArrayLike<number>, what: string): void => {
  assert.equal(received.length, wanted.length, what);
  Array.from(wanted).forEach((value, at) => {
    const got = received[at] ?? NaN;
    assert.ok(Math.abs(got - value) < 2e-6 * Math.max(1, Math.abs(value)), `${what}: ${got} is not ${value}`);
  });
};

describe("steps of domain-adversarial training", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  for (const { lambda, losses, end } of cases) {
    it(`are those that PyTorch takes by the paper's three updates, at λ = ${lambda}`, async () => {
      const adversaries = await peer();
      batches.forEach((batch, step) => {
        const told = adversarialStep(adversaries, inputsOf(batch, lambda));
        near(told.label?.dataSync() ?? [], [losses[step]?.label ?? NaN], "label loss");
        near(told.domain?.dataSync() ?? [], [losses[step]?.domain ?? NaN], "domain loss");
      });
      for (const { name, variable } of adversaries.slots) {
        near(variable.dataSync(), tensorOf(end[name.replace("domain/", "")]).dataSync(), name);
      }
    });
  }

  it("have the domain loss of plain numbers", () => {
    const [source, target] = [
      [0.3, -2, 40],
      [1.5, -0.2],
    ] as const;
    const loss = domainLoss(tf.tensor2d([...source], [3, 1]), tf.tensor2d([...target], [2, 1]));
    near(loss.dataSync(), [plainDomainLoss(source, target)], "domain loss");
  });
});
