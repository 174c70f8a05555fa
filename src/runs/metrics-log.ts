/** `metrics.jsonl` and `warnings.jsonl` of a run folder. */
import { metricRowSchema, type MetricRow } from "../protocol/metrics";
import { problemSchema, type Problem } from "../protocol/problem";
import { JsonLinesWriter, readJsonLines, type Lines } from "./json-lines";

/** @param file `runFiles(directory).metrics` */
export const openMetricsLog = (file: string): Promise<JsonLinesWriter<MetricRow>> => JsonLinesWriter.open(file);

/** @param fromByte `nextByte` of the last call, to follow a run that is going on */
export const readMetrics = (file: string, fromByte = 0): Promise<Lines<MetricRow>> =>
  readJsonLines(file, metricRowSchema, fromByte);

/** @param file `runFiles(directory).warnings` */
export const openWarningsLog = (file: string): Promise<JsonLinesWriter<Problem>> => JsonLinesWriter.open(file);

export const readWarnings = (file: string): Promise<Lines<Problem>> => readJsonLines(file, problemSchema);
