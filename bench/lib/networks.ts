/** The backbone of the cases (b), (c) and (d), MobileNetV2, as plain data. */
import type { BenchExperiment } from "./experiment";
import type { WholeJob } from "./script";

/**
 * Its blocks from input to output, each as patterns of its layers' names in Keras. They are the entries of torchvision's
 * `features`, in the same order.
 */
export const backboneBlocks: readonly (readonly string[])[] = [
  ["Conv1", "bn_Conv1"],
  ["expanded_conv_*"],
  ...Array.from({ length: 16 }, (_, index) => [`block_${index + 1}_*`]),
  ["Conv_1", "Conv_1_bn"],
];

/** Blocks up to the end of each stage: up to the last block before the pictures shrink again, then all of them. */
const stageEnds: readonly number[] = [2, 4, 7, 14, backboneBlocks.length];

/** What becomes of the backbone in an arm; the head is new in each. */
export interface BenchArm {
  name: string;
  /** Blocks that are copied and frozen. */
  frozenBlocks: number;
  /** What becomes of the others: copied and trained, or trained from fresh weights. */
  others: "train" | "new";
}

/** Yosinski's AnB for each stage: the first n stages copied and frozen, the others new. */
export const frozenCurve: readonly BenchArm[] = stageEnds.map((frozenBlocks, index) => ({
  name: `A${index + 1}B`,
  frozenBlocks,
  others: "new",
}));

/** What the `layers` of an experiment file say of an arm. */
function layersOf({ frozenBlocks, others }: BenchArm): Record<string, "frozen" | "train" | "new"> {
  const states = backboneBlocks.flatMap((patterns, index) =>
    patterns.map((pattern) => [pattern, index < frozenBlocks ? ("frozen" as const) : others] as const),
  );
  return { ...Object.fromEntries(states), predictions: "new" };
}

/** An arm as an experiment of ours: the backbone on photographs, of which 70 % are trained on. Paths are absolute. */
export const backboneExperiment = (
  { photos, backbone }: { photos: string; backbone: string },
  arm: BenchArm,
  { epochs, seeds }: WholeJob,
): Omit<BenchExperiment, "controls"> => ({
  source: { model: backbone, preprocessing: { mean: [0.5], std: [0.5] } },
  target: { dataset: photos, labelled: "all", validation: "none", test: { fraction: 0.3 } },
  layers: layersOf(arm),
  training: {
    epochs,
    batchSize: 32,
    optimizer: { name: "adam", learningRate: 0.001 },
    seeds: Array.from({ length: seeds }, (_, index) => index + 1),
  },
});
