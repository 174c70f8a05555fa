/** What a benchmark ran on. */
import os from "node:os";
import type { Environment } from "./result";

export function environmentOf(versions: Readonly<Record<string, string>>): Environment {
  return {
    processor: os.cpus()[0]?.model.trim() ?? "unknown",
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    platform: `${process.platform}-${process.arch}`,
    versions: { ...versions, Node: process.versions.node },
  };
}
