/** The network that knowledge comes from or that several tasks share, as far as it is known before anything is trained. */
import { architectureById, linearClassifier, type Architecture } from "../models/architectures";
import type { ModelSummary } from "../models/layer-summary";
import { dataPlaces, type DataPlace } from "./data-places";
import { inputKindOf, usable, type DataFacts, type ExperimentFacts } from "./facts";
import type { Experiment } from "./types";
import { untrainedNetwork } from "./untrained-network";

export interface KnownNetwork {
  network: ModelSummary;
  /** Names of its outputs; undefined where it does not say them. */
  sourceClasses: readonly string[] | undefined;
  /** Undefined where they are not known yet. */
  targetClasses: readonly string[] | undefined;
}

export function knownNetwork(experiment: Experiment, facts: ExperimentFacts): KnownNetwork | undefined {
  const places = dataPlaces(experiment, facts);
  const chosen = (wanted: DataPlace["role"]) => places.find(({ role }) => role === wanted)?.chosen;
  const [sourceData, targetData] = [chosen("source"), chosen("target")];
  const { kind } = experiment.source;
  const deciding = kind === "dataset" ? sourceData : kind === "examples" ? chosen("task") : targetData;
  const network = networkOf(experiment, facts, deciding);
  if (network === undefined) return undefined;
  return { network, sourceClasses: network.classes ?? classesOf(sourceData), targetClasses: classesOf(targetData) };
}

const classesOf = (data: DataFacts | undefined): readonly string[] | undefined =>
  data === undefined || data.classes.length === 0 ? undefined : data.classes;

/** @param data that decide about a network which is not trained yet: the source's, or the target's beside tasks */
function networkOf(
  { source }: Experiment,
  facts: ExperimentFacts,
  data: DataFacts | undefined,
): ModelSummary | undefined {
  const there = usable(facts.source);
  if (source.kind === "model" || source.kind === "run") return there;
  // Before it is trained, only the data can say how many outputs a network will have.
  if (there?.classes !== undefined) return there;
  const architecture = source.architecture === undefined ? linearFor(data) : architectureById(source.architecture);
  if (architecture === undefined) return undefined;
  // Several data sets are brought to one form, which is known when they are open.
  const { shape } = (source.kind === "dataset" ? data : undefined) ?? {};
  return untrainedNetwork(architecture, { shape, size: source.size, outputs: data?.classes.length ?? 0 });
}

const linearFor = (data: DataFacts | undefined): Architecture | undefined => {
  const input = data && inputKindOf(data);
  return input && linearClassifier(input);
};
