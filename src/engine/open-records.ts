/** Where frozen features and decoded pictures are kept: by default in the user's cache, for all runs together. */
import path from "node:path";
import { cacheDirectory } from "../packages/cache";
import type { Problem } from "../protocol/problem";
import { RecordCache } from "../records/record-cache";

/** `TRANSFER_LAB_FEATURE_CACHE` names a folder; `off` keeps nothing, and everything is computed when it is needed. */
const PLACE = "TRANSFER_LAB_FEATURE_CACHE";
/** Gigabytes on disk at most. */
const SIZE = "TRANSFER_LAB_FEATURE_CACHE_GB";

/** @returns undefined where nothing is to be kept */
export async function openRecords(
  onProblem: (problem: Problem) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<RecordCache | undefined> {
  const place = env[PLACE];
  if (place === "off") return undefined;
  const folder = place === undefined || place === "" ? path.join(cacheDirectory(env), "records") : place;
  const gigabytes = Number(env[SIZE]);
  return RecordCache.open({ folder, onProblem, ...(gigabytes > 0 && { maxBytes: gigabytes * 2 ** 30 }) });
}
