/** Checks an experiment against the files it names and against itself. The engine and the editor use the same one. */
import { methodById } from "../methods";
import type { ModelSummary } from "../models/layer-summary";
import type { JsonPath, Problem } from "../protocol/problem";
import { checkAmounts } from "./check-amounts";
import { checkBatchNormalization } from "./check-batch-normalization";
import { checkBatchStatistics } from "./check-batch-statistics";
import { checkCoverage } from "./check-coverage";
import { checkInputs } from "./check-inputs";
import { checkLayers } from "./check-layers";
import { checkFewExamples } from "./check-few-examples";
import { checkNames, checkTaskNames } from "./check-names";
import { checkOverlaps } from "./check-overlap";
import { checkPictureSize } from "./check-picture-size";
import { checkPreprocessing } from "./check-preprocessing";
import { checkRun } from "./check-run";
import { checkRates } from "./check-rates";
import { checkTraining } from "./check-training";
import { dataPlaces, ownValue, tasksOf, type DataPlace } from "./data-places";
import { isProblem, usable, type ExperimentFacts } from "./facts";
import type { Examined } from "./examined";
import { findingAt, problemOf, type Finding } from "./finding";
import { knownNetwork, type KnownNetwork } from "./known-network";
import type { Experiment, Source } from "./types";

export type { ExperimentFacts } from "./facts";

/** @param facts as far as they are known; what is not known is not checked */
export function checkExperiment(experiment: Experiment, facts: ExperimentFacts): Problem[] {
  const method = methodById(experiment.method);
  if (method === undefined) return [];
  const places = dataPlaces(experiment, facts);
  const targetData = places.find(({ role }) => role === "target")?.chosen;
  const known = knownNetwork(experiment, facts);
  const examined: Examined = { experiment, method, places, known };
  const run = usable(facts.run);
  const findings = [
    ...unusable(experiment, facts),
    ...checkTaskNames(experiment),
    ...(run === undefined ? [] : checkRun(experiment, method, run)),
    ...places.flatMap(checkNames),
    ...(known === undefined ? [] : checkNetwork(experiment, known.network, places)),
    ...checkPictureSize(experiment, places),
    ...(known === undefined || !method.layers ? [] : checkPlan(experiment, known)),
    ...(known === undefined ? [] : checkBatchStatistics(experiment, method, known)),
    ...places.flatMap((place) => checkAmounts(place, examined)),
    ...checkCoverage(examined),
    ...checkFewExamples(examined),
    ...checkOverlaps(places),
    ...checkTraining(experiment, method, targetData),
    ...checkRates(experiment, method, known),
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

const checkPlan = (experiment: Experiment, known: KnownNetwork): Finding[] => [
  ...checkLayers(experiment, known),
  ...checkBatchNormalization(experiment, known),
];

const checkNetwork = (experiment: Experiment, network: ModelSummary, places: readonly DataPlace[]): Finding[] => [
  ...checkInputs(
    experiment,
    network.inputShape,
    places.filter(({ role }) => role !== "test"),
  ),
  ...checkPreprocessing(experiment, network),
];
