/** What an experiment of domain-adversarial training has to obey beside the schema. */
import { t } from "@vscode/l10n";
import { usable, type ExperimentFacts } from "../../experiment/facts";
import type { Finding } from "../../experiment/finding";
import { removeIt, setFix, switchOff } from "../../experiment/fixes";
import type { Experiment } from "../../experiment/types";
import { optionsIn } from "./options";

export function checkDomainAdversarial(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  return [
    ...checkClasses(experiment, facts),
    ...checkStrength(experiment),
    ...checkGamma(experiment),
    ...checkEarlyStopping(experiment),
    ...checkBatch(experiment),
  ];
}

/** Where the target's examples say their classes: others than the source's cannot be learnt from it. */
function checkClasses({ target, source }: Experiment, facts: ExperimentFacts): Finding[] {
  if (source.kind !== "examples") return [];
  const own = usable(facts.targetData)?.classes ?? [];
  const learnt = source.task.dataset.classes ?? usable(facts.tasks?.[source.task.name])?.classes ?? [];
  const wanted = target.dataset.classes ?? own;
  const unknown = wanted.filter((name) => !learnt.includes(name));
  if (learnt.length === 0 || unknown.length === 0) return [];
  const names = unknown.map((name) => `"${name}"`).join(", ");
  return [
    {
      severity: "error",
      code: "domain-adversarial/other-classes",
      path: ["target", "dataset"],
      message: t(
        'must have no classes but those of the source ({0}), got {1}; choose those in common with "classes", or rename them',
        ...[learnt.join(", "), names],
      ),
    },
  ];
}

function checkStrength(experiment: Experiment): Finding[] {
  if (optionsIn(experiment).strength !== 0) return [];
  return [
    {
      severity: "info",
      code: "domain-adversarial/no-reversal",
      path: ["options", "strength"],
      message: t("is 0: no gradient is reversed, and the network learns from the source alone"),
    },
  ];
}

function checkGamma(experiment: Experiment): Finding[] {
  const { schedule, gamma } = optionsIn(experiment);
  if (schedule === "paper" || gamma === 10) return [];
  const path = ["options", "gamma"];
  const message = t('is read by the schedule "paper" only; λ does not change here');
  return [{ severity: "info", code: "domain-adversarial/unused-gamma", path, message, fixes: [removeIt(path)] }];
}

/** Without labels of the target there is no loss that could rise again. */
function checkEarlyStopping(experiment: Experiment): Finding[] {
  if (experiment.training.earlyStopping === null || optionsIn(experiment).chooseBy !== "last") return [];
  const path = ["training", "earlyStopping"];
  return [
    {
      severity: "info",
      code: "domain-adversarial/no-stopping",
      path,
      message: t('does nothing while "chooseBy" is "last": there are no labels of the target to stop by'),
      fixes: [switchOff.earlyStopping(), setFix(t("Choose by information"), ["options", "chooseBy"], "information")],
    },
  ];
}

/** A batch is half source, half target. */
function checkBatch({ training: { batchSize } }: Experiment): Finding[] {
  if (batchSize >= 8) return [];
  const path = ["training", "batchSize"];
  return [
    {
      severity: "warning",
      code: "domain-adversarial/small-batch",
      path,
      message: t("is half source, half target, and {0} are too few to tell domains apart; use 32 or more", batchSize),
      fixes: [setFix(t("Change to {0}", 64), path, 64)],
    },
  ];
}
