/** What the editor uses of the data set readers; only `core.ts` imports this. */
export { findDatasets } from "../data/find";
export { resolvePlace } from "../data/place";
export { readerFor } from "../data/readers";
