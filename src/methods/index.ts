/** All methods, in the order in which the wizard offers them. A new method is its folder and one line here. */
import { conservativeTraining } from "./conservative-training/spec";
import type { MethodSpec } from "./define";
import { fineTuning } from "./fine-tuning/spec";
import { layerTransfer } from "./layer-transfer/spec";
import { multitaskLearning } from "./multitask-learning/spec";
import { progressiveNetworks } from "./progressive-networks/spec";

export const methods: readonly MethodSpec[] = [
  fineTuning,
  conservativeTraining,
  layerTransfer,
  multitaskLearning,
  progressiveNetworks,
];

export const methodById = (id: string): MethodSpec | undefined => methods.find((method) => method.id === id);
