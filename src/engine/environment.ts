/** What a run's numbers depend on besides its experiment: recorded, and compared when a run is resumed. */
import os from "node:os";
import { ProblemError, type Problem } from "../protocol/problem";
import { readJson } from "../runs/json-file";
import { environmentSchema, type Environment } from "../runs/layout";
import type { Backend } from "../training/tf";
import { version } from "../../package.json";

export function environmentOf(backend: Backend, fingerprints: Record<string, string>): Environment {
  const warning = process.env.TRANSFER_LAB_RUNTIME_WARNING;
  return {
    version: 1,
    transferLab: version,
    backend: backend.name,
    backendVersion: backend.version,
    ...(backend.name === "cpu" ? { backendWarning: warning ?? "No native training runtime is installed." } : {}),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    threads: Number(process.env.TF_NUM_INTRAOP_THREADS ?? os.availableParallelism()),
    fingerprints,
  };
}

/**
 * @param file the environment that the run was started in; missing for a new run
 * @throws ProblemError where the data are not the same any more
 */
export async function environmentWarnings(file: string, now: Environment): Promise<Problem[]> {
  const warnings: Problem[] = [];
  if (now.backend === "cpu") {
    warnings.push({
      severity: "warning",
      code: "runtime/javascript",
      file: "training runtime",
      message: `this run uses the slow JavaScript backend. ${now.backendWarning ?? ""} Install the training runtime (transfer-lab runtime install).`,
    });
  }
  const before = await readJson(file, environmentSchema);
  if (!before.ok) return warnings;
  const changed = Object.entries(now.fingerprints).find(([name, print]) => before.value.fingerprints[name] !== print);
  if (changed !== undefined) {
    throw new ProblemError({
      severity: "error",
      code: "runs/data-changed",
      file: changed[0],
      message: "has changed since this run began, so it cannot go on from its checkpoint; start a new run",
    });
  }
  const isSame = (key: "backend" | "backendVersion" | "threads") => before.value[key] === now[key];
  if (!isSame("backend") || !isSame("backendVersion") || !isSame("threads")) {
    const name = (environment: Environment) =>
      `${environment.backend} ${environment.backendVersion} with ${environment.threads} threads`;
    warnings.push({
      severity: "warning",
      code: "runs/other-runtime",
      file: "training runtime",
      message: `the run was started on ${name(before.value)} and goes on with ${name(now)}: its numbers will not be the same to the last bit`,
    });
  }
  return warnings;
}
