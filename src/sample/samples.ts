/** The samples that "Open Sample Workspace" offers, in this order. A new one is one file and one line here. */
import { conservativeTrainingSample } from "./conservative-training";
import { domainAdversarialSample } from "./domain-adversarial";
import { fineTuningSample } from "./fine-tuning";
import { layerTransferSample } from "./layer-transfer";
import { multitaskLearningSample } from "./multitask-learning";
import { progressiveNetworksSample } from "./progressive-networks";
import type { Sample } from "./sample";
import { selfTaughtClusteringSample } from "./self-taught-clustering";
import { selfTaughtLearningSample } from "./self-taught-learning";
import { zeroShotAttributeDatabaseSample } from "./zero-shot-attribute-database";
import { zeroShotAttributeEmbeddingSample } from "./zero-shot-attribute-embedding";
import { zeroShotConvexCombinationSample } from "./zero-shot-convex-combination";

export const samples: readonly [Sample, ...Sample[]] = [
  fineTuningSample,
  conservativeTrainingSample,
  layerTransferSample,
  multitaskLearningSample,
  progressiveNetworksSample,
  domainAdversarialSample,
  zeroShotAttributeDatabaseSample,
  zeroShotAttributeEmbeddingSample,
  zeroShotConvexCombinationSample,
  selfTaughtLearningSample,
  selfTaughtClusteringSample,
];
