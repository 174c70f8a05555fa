/** Checks an experiment against the files it names and against itself. The engine and the editor use the same one. */
import { methodById } from "../methods";
import type { ModelSummary } from "../models/layer-summary";
import type { JsonPath, Problem } from "../protocol/problem";
import { checkAmounts } from "./check-amounts";
import { checkInputs, checkPreprocessing } from "./check-inputs";
import { checkLayers } from "./check-layers";
import { checkNames, checkTaskNames } from "./check-names";
import { checkOverlaps } from "./check-overlap";
import { checkRun } from "./check-run";
import { checkTraining } from "./check-training";
import { dataPlaces, ownValue, tasksOf, type DataPlace } from "./data-places";
import { isProblem, usable, type ExperimentFacts } from "./facts";
import { findingAt, problemOf, type Finding } from "./finding";
import { knownNetwork } from "./known-network";
import type { Experiment, Source } from "./types";

export type { ExperimentFacts } from "./facts";

/** @param facts as far as they are known; what is not known is not checked */
export function checkExperiment(experiment: Experiment, facts: ExperimentFacts): Problem[] {
  const method = methodById(experiment.method);
  if (method === undefined) return [];
  const places = dataPlaces(experiment, facts);
  const targetData = places.find(({ role }) => role === "target")?.chosen;
  const known = knownNetwork(experiment, facts);
  const run = usable(facts.run);
  const findings = [
    ...unusable(experiment, facts),
    ...checkTaskNames(experiment),
    ...(run === undefined ? [] : checkRun(experiment, method, run)),
    ...places.flatMap(checkNames),
    ...(known === undefined ? [] : checkNetwork(experiment, known.network, places)),
    ...(known === undefined || !method.layers ? [] : checkLayers(experiment, known)),
    ...places.flatMap((place) => checkAmounts(place, method)),
    ...checkOverlaps(places),
    ...checkTraining(experiment, method, targetData),
    ...(method.check?.(experiment, facts) ?? []),
  ];
  return findings.map((finding) => problemOf(finding, experiment.file));
}

/** Problems of the named files, on the lines that name them. */
function unusable(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  const named: (readonly [object | undefined, JsonPath])[] = [
    [facts.source, ["source", sourceKey[experiment.source.kind]]],
    [facts.sourceData, ["source", "dataset"]],
    [facts.run, ["source", "run"]],
    [facts.semantics, ["semantics", experiment.semantics?.kind ?? "attributes"]],
  ];
  for (const { path, task } of tasksOf(experiment)) {
    const fact = task === experiment.target ? facts.targetData : ownValue(facts.tasks, task.name);
    named.push([fact, [...path, "dataset"]], [ownValue(facts.tests, task.name), [...path, "test", "dataset"]]);
  }
  return named.flatMap(([fact, path]) => (fact !== undefined && isProblem(fact) ? [findingAt(path, fact)] : []));
}

/** The key whose line a problem of the source network belongs to. */
const sourceKey: Record<Source["kind"], string> = {
  model: "model",
  dataset: "architecture",
  tasks: "architecture",
  examples: "dataset",
  run: "run",
};

const checkNetwork = (
  experiment: Experiment,
  { inputShape }: ModelSummary,
  places: readonly DataPlace[],
): Finding[] => [
  ...checkInputs(
    experiment,
    inputShape,
    places.filter(({ role }) => role !== "test"),
  ),
  ...checkPreprocessing(experiment, inputShape),
];
