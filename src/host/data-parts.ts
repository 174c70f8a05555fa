/** What the editor uses of data sets; only `core.ts` imports this. */
export { gatherFacts } from "../client/experiment-facts";
export { findDatasets } from "../data/find";
export { resolvePlace } from "../data/place";
export { readerFor } from "../data/readers";
export { createSampleWorkspace } from "../sample/create-sample-workspace";
