/** What a run's numbers depend on besides its experiment: recorded, and compared when a run is resumed. */
import { ProblemError, type Problem } from "../protocol/problem";
import { readJson } from "../runs/json-file";
import { environmentSchema, type Environment } from "../runs/layout";
import type { Backend } from "../training/backend";
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
    threads: backend.threads,
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
  return [...warnings, ...otherBits(before.value, now)];
}

/**
 * Bits are the same for the same backend, version and number of threads. A resume keeps the threads of the beginning
 * unless it is told another number.
 */
function otherBits(before: Environment, now: Environment): Problem[] {
  const nameOf = ({ backend, backendVersion }: Environment) => `${backend} ${backendVersion}`;
  const threadsOf = ({ threads }: Environment) => (threads === 1 ? "1 thread" : `${threads} threads`);
  let change: string;
  if (nameOf(before) !== nameOf(now)) {
    change = `the run was started on ${nameOf(before)} and goes on with ${nameOf(now)}`;
  } else if (now.backend !== "cpu" && before.threads !== now.threads) {
    change = `the run was started with ${threadsOf(before)} and was told to go on with ${threadsOf(now)}`;
  } else return [];
  return [
    {
      severity: "warning",
      code: "runs/other-runtime",
      file: "training runtime",
      message: `${change}: its numbers will not be the same to the last bit`,
    },
  ];
}
