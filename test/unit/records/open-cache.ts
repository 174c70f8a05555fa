/** Caches of a test, closed after it, and records that can be told apart. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { afterEach } from "mocha";
import type { Problem } from "../../../src/protocol/problem";
import { RecordCache, type RecordCacheOptions } from "../../../src/records/record-cache";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

export interface CacheUnderTest {
  folder: () => string;
  /** Opens the cache in the test's folder; without a memory of its own unless told. */
  open: (options?: Partial<RecordCacheOptions>) => Promise<RecordCache>;
  /** What all caches of the test have said. */
  problems: Problem[];
  /** Paths of the segments of a key, from old to new. */
  segments: (key: string) => string[];
}

/** Call it inside `describe`. */
export function useCache(): CacheUnderTest {
  const problems: Problem[] = [];
  const opened: RecordCache[] = [];
  afterEach(async () => {
    for (const cache of opened.splice(0)) await cache.close();
    problems.length = 0;
  });
  const temporary = useTemporaryFolder("records"); // Removed last, after what is still to be written.
  const folder = () => path.join(temporary(), "cache");
  return {
    folder,
    problems,
    open: async (options = {}) => {
      const onProblem = (problem: Problem) => void problems.push(problem);
      const cache = await RecordCache.open({ folder: folder(), memoryBytes: 0, onProblem, ...options });
      opened.push(cache);
      return cache;
    },
    segments: (key) => filesIn(path.join(folder(), key), ".records"),
  };
}

/** @returns sorted paths */
export function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => path.join(folder, name));
}

/** Values that say which id and which position they belong to. @returns [ids.length x length] */
export function valuesOf(ids: readonly number[], length: number, offset = 0): Float32Array {
  return Float32Array.from(ids.flatMap((id) => Array.from({ length }, (_, index) => id * 100 + index + offset)));
}

/** The records that `valuesOf` gives, one by one. */
export const recordsOf = (ids: readonly number[], length: number, offset = 0): Float32Array[] =>
  ids.map((id) => valuesOf([id], length, offset));

/** @returns from..to, without `to` */
export const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
