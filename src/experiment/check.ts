/** Checks an experiment against the files it names and against itself. The engine and the editor use the same one. */
import { methodById } from "../methods";
import { architectureById } from "../models/architectures";
import type { ModelSummary } from "../models/layer-summary";
import { summarizeTopology } from "../models/summarize";
import { architectureTopology } from "../models/topology";
import type { JsonPath, Problem } from "../protocol/problem";
import { checkAmounts, checkInputs, checkPreprocessing } from "./check-data";
import { checkLayers } from "./check-layers";
import { checkTraining } from "./check-training";
import { isProblem, usable, type DataFacts, type ExperimentFacts } from "./facts";
import { findingAt, problemOf, type Finding } from "./finding";
import type { Experiment } from "./types";

export type { ExperimentFacts } from "./facts";

/** @param facts as far as they are known; what is not known is not checked */
export function checkExperiment(experiment: Experiment, facts: ExperimentFacts): Problem[] {
  const method = methodById(experiment.method);
  if (method === undefined) return [];
  const sourceData = usable(facts.sourceData);
  const targetData = usable(facts.targetData);
  const trained = usable(facts.source);
  // Before it is trained, only the data can say how many outputs a network will have.
  const isPlanned = experiment.source.kind === "dataset" && trained?.classes === undefined;
  const network = isPlanned ? plannedNetwork(experiment, sourceData) : trained;
  const sourceClasses = network?.classes ?? known(sourceData);
  const findings = [
    ...unusable(experiment, facts),
    ...(network === undefined ? [] : checkInputs(network.inputShape, sourceData, targetData)),
    ...(network === undefined ? [] : checkPreprocessing(experiment, network.inputShape)),
    ...(network === undefined || !method.layers
      ? []
      : checkLayers(experiment, network, sourceClasses, known(targetData))),
    ...(targetData === undefined ? [] : checkAmounts(experiment, targetData)),
    ...checkTraining(experiment, method, targetData),
  ];
  return findings.map((finding) => problemOf(finding, experiment.file));
}

const known = (data: DataFacts | undefined): readonly string[] | undefined =>
  data === undefined || data.classes.length === 0 ? undefined : data.classes;

/** Problems of the named files, on the lines that name them. */
function unusable({ source }: Experiment, facts: ExperimentFacts): Finding[] {
  const places: readonly (readonly [object | undefined, JsonPath])[] = [
    [facts.source, ["source", source.kind === "model" ? "model" : "architecture"]],
    [facts.sourceData, ["source", "dataset"]],
    [facts.targetData, ["target", "dataset"]],
  ];
  return places.flatMap(([fact, path]) => (fact !== undefined && isProblem(fact) ? [findingAt(path, fact)] : []));
}

/** The network that would be trained on the source data. Its layers have the same names whatever the input's size. */
function plannedNetwork({ source }: Experiment, data: DataFacts | undefined): ModelSummary | undefined {
  if (source.kind !== "dataset") return undefined;
  const architecture = architectureById(source.architecture);
  if (architecture === undefined) return undefined;
  const shape = architecture.input === "image" ? [32, 32, 3] : [8];
  const outputs = data?.classes.length ?? 0;
  const summary = summarizeTopology(architectureTopology(architecture, shape, Math.max(1, outputs)));
  return { ...summary, outputs, inputShape: shape.map(() => null) };
}
