/** The samples that "Open Sample Workspace" offers, in this order. A new one is one file and one line here. */
import { conservativeTrainingSample } from "./conservative-training";
import { fineTuningSample } from "./fine-tuning";
import { layerTransferSample } from "./layer-transfer";
import { multitaskLearningSample } from "./multitask-learning";
import { progressiveNetworksSample } from "./progressive-networks";
import type { Sample } from "./sample";

export const samples: readonly [Sample, ...Sample[]] = [
  fineTuningSample,
  conservativeTrainingSample,
  layerTransferSample,
  multitaskLearningSample,
  progressiveNetworksSample,
];
