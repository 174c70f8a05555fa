/** What the editor uses of data sets; only `core.ts` imports this. */
export { gatherFacts } from "../client/experiment-facts";
export { getSourceModel } from "../client/get-source-model";
export { installedNetworks, readyModels } from "../client/ready-models";
export { CorrectionHistory } from "../client/examples/correction-history";
export { ExampleData, refOf } from "../client/examples/example-data";
export { readExamples } from "../client/examples/read-examples";
export { takeCensus } from "../data/census";
export { correctionsFile, readCorrections } from "../data/corrections";
export { findDatasets } from "../data/find";
export { resolvePlace } from "../data/place";
export { previewClass } from "../data/preview";
export { readerFor } from "../data/readers";
export { stampOf } from "../data/stamp";
export { createSampleWorkspace } from "../sample/create-sample-workspace";
