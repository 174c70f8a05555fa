/** Plain digits as the source, digits over photographs as the target (MNIST-M): the experiments of the finding. */
import path from "node:path";
import type { RawExperiment } from "../../src/experiment/raw";
import type { Report } from "../../src/protocol/report";

export interface Amount {
  /** Passes over the digits, in batches of 64 of each domain. */
  epochs: number;
  seeds: readonly number[];
  /** Of the digits that train, of both domains; all where left out. */
  share?: number;
  /** 0 leaves the features to the labels alone; the paper's schedule where left out. */
  strength?: number;
  /** Side that the pictures are brought to; their own, 28, where left out. */
  size?: number;
}

/** Pieces of the photographs that the target's training pictures have, and of others. */
export const tests = { same: "test-same-photographs.npz", fresh: "test-new-photographs.npz" } as const;

/** The paper's network with batch normalisation after its convolutions; each domain has its own statistics. */
const architecture = "dann-convnet-bn";

/**
 * Batches, rates and λ of the paper, and its network with batch normalisation. The test pictures on new photographs stand in the place of the source's
 * own: so one training is judged by both, and `source/accuracy` is the stricter figure.
 *
 * @param folder of the sample data `mnist-m` or `all-of-mnist-m`
 */
export const adaptation = (folder: string, { epochs, seeds, share, size, strength }: Amount): RawExperiment => ({
  method: "domain-adversarial",
  source: {
    dataset: path.join(folder, "digits.npz"),
    labelled: share === undefined ? "all" : { fraction: share },
    validation: "none",
    test: { dataset: path.join(folder, tests.fresh) },
    architecture,
    ...(size !== undefined && { size }),
  },
  target: {
    dataset: path.join(folder, "train.npz"),
    unlabelled: share === undefined ? "all" : { fraction: share },
    test: { dataset: path.join(folder, tests.same) },
  },
  training: {
    ...{ epochs, batchSize: 128, seeds: [...seeds] },
    optimizer: { name: "momentum", learningRate: 0.01, momentum: 0.9 },
  },
  ...(strength !== undefined && { options: { strength } }),
  controls: strength === undefined ? ["source-only"] : [],
});

/** The same network, trained on the target's pictures with their labels. */
export const onTarget = (
  folder: string,
  test: (typeof tests)[keyof typeof tests],
  { epochs, seeds }: Amount,
): RawExperiment => ({
  method: "fine-tuning",
  source: { dataset: path.join(folder, "digits.npz"), architecture, epochs: 1 },
  target: {
    ...{ dataset: path.join(folder, "train.npz"), labelled: "all", validation: "none" },
    test: { dataset: path.join(folder, test) },
  },
  layers: { "*": "new" },
  training: { epochs, batchSize: 64, seeds: [...seeds], earlyStopping: false },
  controls: [],
});

/** A test figure of an arm, one a seed. */
export const figuresOf = ({ trials }: Report, arm: string, figure: string): number[] =>
  trials.filter((trial) => trial.arm === arm).map(({ test }) => test[figure] ?? NaN);
