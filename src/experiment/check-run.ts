/** Whether a run can be gone on with: another column added to its networks. */
import { methodById } from "../methods";
import type { MethodSpec } from "../methods/define";
import type { RunState } from "../protocol/metrics";
import { checkTaskNames } from "./check-names";
import { tasksOf } from "./data-places";
import type { RunFacts } from "./facts";
import type { Finding } from "./finding";
import type { Experiment } from "./types";

export function checkRun(experiment: Experiment, method: MethodSpec, run: RunFacts): Finding[] {
  const path = ["source", "run"];
  if (run.experiment.method !== method.id) {
    const other = methodById(run.experiment.method)?.title ?? run.experiment.method;
    const message = `must be a run of ${method.title}, whose networks can get another column, got one of ${other}`;
    return [{ severity: "error", code: "source/other-method", path, message }];
  }
  const unfit = run.state === "finished" ? [] : [notFinished(run.state)];
  const names = tasksOf(run.experiment).map(({ task }) => task.name);
  return [...unfit, ...checkSeeds(experiment, run), ...checkTaskNames(experiment, names)];
}

const going: readonly RunState[] = ["starting", "running", "paused"];

function notFinished(state: RunState): Finding {
  const rule = "must be a finished run";
  const message = going.includes(state)
    ? `${rule}: a column cannot be added to a run that is still going (${state}); wait until it has finished`
    : `${rule}, got one that ${ends[state] ?? `is ${state}`}; resume it, or name another one`;
  return { severity: "error", code: "source/run-not-finished", path: ["source", "run"], message };
}

const ends: Partial<Record<RunState, string>> = {
  stopped: "was stopped",
  failed: "failed",
  interrupted: "was interrupted",
};

/** There is one model a seed. */
function checkSeeds({ training: { seeds } }: Experiment, run: RunFacts): Finding[] {
  const there = run.experiment.training.seeds;
  const missing = seeds.filter((seed) => !there.includes(seed));
  if (missing.length === 0) return [];
  const path = ["training", "seeds"];
  const list = `[${there.join(", ")}]`;
  return [
    {
      severity: "error",
      code: "source/other-seeds",
      path,
      message: `must be seeds of the run that is gone on with (${list}), which has one model a seed, got ${missing.join(", ")}`,
      fixes: [{ title: `Change to ${list}`, edits: [{ kind: "set", path, value: there }] }],
    },
  ];
}
