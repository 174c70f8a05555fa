/** Whether a run can be gone on with: another column added to its networks. */
import { t } from "@vscode/l10n";
import { methodTitle } from "../methods/arm-title";
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
    const other = methodTitle(run.experiment.method);
    const message = t(
      "must be a run of {0}, whose networks can get another column, got one of {1}",
      ...[method.title, other],
    );
    return [{ severity: "error", code: "source/other-method", path, message }];
  }
  const unfit = run.state === "finished" ? [] : [notFinished(run.state)];
  const names = tasksOf(run.experiment).map(({ task }) => task.name);
  return [...unfit, ...checkSeeds(experiment, run), ...checkTaskNames(experiment, names)];
}

function notFinished(state: Unfinished): Finding {
  return { severity: "error", code: "source/run-not-finished", path: ["source", "run"], message: whyNot(state) };
}

type Unfinished = Exclude<RunState, "finished">;

function whyNot(state: Unfinished): string {
  switch (state) {
    case "stopped":
      return t("must be a finished run, got one that was stopped; resume it, or name another one");
    case "failed":
      return t("must be a finished run, got one that failed; resume it, or name another one");
    case "interrupted":
      return t("must be a finished run, got one that was interrupted; resume it, or name another one");
    case "starting":
      return stillGoing(t("starting"));
    case "running":
      return stillGoing(t("running"));
    case "paused":
      return stillGoing(t("paused"));
  }
}

const stillGoing = (state: string): string =>
  t(
    "must be a finished run: a column cannot be added to a run that is still going ({0}); wait until it has finished",
    state,
  );

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
      message: t(
        "must be seeds of the run that is gone on with ({0}), which has one model a seed, got {1}",
        ...[list, missing.join(", ")],
      ),
      fixes: [{ title: t("Change to {0}", list), edits: [{ kind: "set", path, value: there }] }],
    },
  ];
}
