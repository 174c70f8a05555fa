/** All methods, in the order in which the wizard offers them. A new method is its folder and one line here. */
import { conservativeTraining } from "./conservative-training/spec";
import type { MethodSpec } from "./define";
import { domainAdversarial } from "./domain-adversarial/spec";
import { fineTuning } from "./fine-tuning/spec";
import { layerTransfer } from "./layer-transfer/spec";
import { multitaskLearning } from "./multitask-learning/spec";
import { progressiveNetworks } from "./progressive-networks/spec";
import { selfTaughtLearning } from "./self-taught-learning/spec";
import { zeroShotAttributeDatabase } from "./zero-shot-attribute-database/spec";
import { selfTaughtClustering } from "./self-taught-clustering/spec";
import { zeroShotAttributeEmbedding } from "./zero-shot-attribute-embedding/spec";
import { zeroShotConvexCombination } from "./zero-shot-convex-combination/spec";

export const methods: readonly MethodSpec[] = [
  fineTuning,
  conservativeTraining,
  layerTransfer,
  multitaskLearning,
  progressiveNetworks,
  domainAdversarial,
  zeroShotAttributeDatabase,
  zeroShotAttributeEmbedding,
  zeroShotConvexCombination,
  selfTaughtLearning,
  selfTaughtClustering,
];

export const methodById = (id: string): MethodSpec | undefined => methods.find((method) => method.id === id);
