/** What an experiment of multitask learning has to obey beside the schema. */
import { t } from "@vscode/l10n";
import { tasksOf } from "../../experiment/data-places";
import type { Finding } from "../../experiment/finding";
import { setFix, withoutControl } from "../../experiment/fixes";
import type { Experiment } from "../../experiment/types";
import { UNIFORM } from "./controls";
import { optionsIn } from "./options";

export function checkMultitask(experiment: Experiment): Finding[] {
  return [
    ...checkTwinTasks(experiment),
    ...checkBatch(experiment),
    ...checkTwinControl(experiment),
    ...checkOptimizer(experiment),
    ...checkEarlyStopping(experiment),
  ];
}

/** A task that has the target's data and label teaches nothing else. */
function checkTwinTasks({ source, target }: Experiment): Finding[] {
  if (source.kind !== "tasks") return [];
  const same = source.tasks.filter(({ dataset }) => JSON.stringify(dataset) === JSON.stringify(target.dataset));
  return same.map(({ name }) => ({
    severity: "warning",
    code: "multitask/same-task",
    path: ["source", "tasks", name],
    message: t(
      'has the data and the label of the target, so the network learns one task twice; name another "label" or other data',
    ),
  }));
}

/** Each task has a share of a batch, one example at least. */
function checkBatch(experiment: Experiment): Finding[] {
  const { batchSize } = experiment.training;
  const tasks = tasksOf(experiment).length;
  if (batchSize >= tasks) return [];
  const path = ["training", "batchSize"];
  return [
    {
      severity: "error",
      code: "multitask/small-batch",
      path,
      message: t("must be {0} or more, one example of each task, got {1}", tasks, batchSize),
      fixes: [setFix(t("Change to {0}, eight of each", 8 * tasks), path, 8 * tasks)],
    },
  ];
}

function checkTwinControl(experiment: Experiment): Finding[] {
  const { controls } = experiment;
  const { weighting, gradientSurgery } = optionsIn(experiment);
  if (!controls.includes(UNIFORM) || weighting !== "uniform" || gradientSurgery) return [];
  return [
    {
      severity: "info",
      code: "multitask/twin",
      path: ["controls"],
      message: t(
        '"{0}" is the same as the method itself, whose weights are uniform; it costs time and shows nothing',
        UNIFORM,
      ),
      fixes: [withoutControl(controls, UNIFORM)],
    },
  ];
}

/** The uncertainties are trained by the optimizer of the network. */
function checkOptimizer(experiment: Experiment): Finding[] {
  const { name } = experiment.training.optimizer;
  if (optionsIn(experiment).weighting !== "uncertainty" || !["sgd", "momentum"].includes(name)) return [];
  return [
    {
      severity: "info",
      code: "multitask/optimizer-of-weights",
      path: ["training", "optimizer", "name"],
      message: t(
        "trains the weights of the losses too, and with {0} the largest loss moves them most; adam moves them evenly",
        name,
      ),
    },
  ];
}

/** One set of weights is kept for all tasks. */
function checkEarlyStopping(experiment: Experiment): Finding[] {
  const { training, target } = experiment;
  if (training.earlyStopping === null || target.validation === "none") return [];
  const blind = tasksOf(experiment).filter(({ task }) => task !== target && task.validation === "none");
  return blind.map(({ path, task }) => ({
    severity: "info",
    code: "multitask/stops-by-target",
    path,
    message: t(
      "has no validation examples: training stops by the loss of the target alone, and nothing shows how {0} fares until then",
      task.name,
    ),
  }));
}
