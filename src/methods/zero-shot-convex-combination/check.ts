/** What an experiment of the convex combination has to obey beside the schema. */
import { t } from "@vscode/l10n";
import { dataPlaces } from "../../experiment/data-places";
import { usable, type ExperimentFacts } from "../../experiment/facts";
import type { Finding } from "../../experiment/finding";
import { withoutControl } from "../../experiment/fixes";
import type { Experiment } from "../../experiment/types";
import { checkWords } from "./check-words";
import { NEAREST_NAME } from "./controls";
import { optionsIn } from "./options";

export function checkConvexCombination(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  const labels = labelsOf(experiment, facts);
  return [
    ...checkLabels(experiment, facts, labels),
    ...checkTwin(experiment),
    ...checkTop(experiment, labels),
    ...checkWords({ experiment, facts, labels }),
  ];
}

/** @returns the classes of the classifier; undefined where they are not known */
function labelsOf(experiment: Experiment, facts: ExperimentFacts): readonly string[] | undefined {
  const ofData = dataPlaces(experiment, facts).find(({ role }) => role === "source")?.chosen?.classes ?? [];
  return usable(facts.source)?.classes ?? (ofData.length === 0 ? undefined : ofData);
}

function checkLabels(experiment: Experiment, facts: ExperimentFacts, labels: readonly string[] | undefined): Finding[] {
  if (labels !== undefined || usable(facts.source) === undefined) return [];
  return [
    {
      severity: "error",
      code: "convex-combination/no-labels",
      path: ["source", "model"],
      message: t(
        'must be a model that names its classes, because their words are combined; "Get Source Model…" installs one',
      ),
    },
  ];
}

function checkTwin(experiment: Experiment): Finding[] {
  const { controls } = experiment;
  if (optionsIn(experiment).top !== 1 || !controls.includes(NEAREST_NAME)) return [];
  return [
    {
      severity: "info",
      code: "convex-combination/twin",
      path: ["controls"],
      message: t(
        '"{0}" is the same as the method itself, because top is 1; it costs time and shows nothing',
        NEAREST_NAME,
      ),
      fixes: [withoutControl(controls, NEAREST_NAME)],
    },
  ];
}

function checkTop(experiment: Experiment, labels: readonly string[] | undefined): Finding[] {
  const { top } = optionsIn(experiment);
  if (labels === undefined || top <= labels.length) return [];
  return [
    {
      severity: "info",
      code: "convex-combination/all-labels",
      path: ["options", "top"],
      message: t(
        "is {0}, and the source model has {1} labels, so that all of them are combined; 10 is usual",
        ...[top, labels.length],
      ),
    },
  ];
}
