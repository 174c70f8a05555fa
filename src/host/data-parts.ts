/** What the editor uses of data sets; only `core.ts` imports this. */
export { gatherFacts } from "../client/experiment-facts";
export { getSourceModel } from "../client/get-source-model";
export { readyModels } from "../client/ready-models";
export { findDatasets } from "../data/find";
export { resolvePlace } from "../data/place";
export { readerFor } from "../data/readers";
export { createSampleWorkspace } from "../sample/create-sample-workspace";
