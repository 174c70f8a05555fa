/** The experiment file of a suggested method, on the data of the experiment that it was suggested for. */
import type { MethodSpec } from "../../methods/define";
import { architectures } from "../../models/architectures";
import { weightedLayers } from "../../models/summarize";
import { dataPlaces } from "../data-places";
import { inputKindOf, type ExperimentFacts } from "../facts";
import { knownNetwork } from "../known-network";
import { scaffoldExperiment, type ScaffoldChoices, type ScaffoldData } from "../scaffold";
import type { DatasetRef, Experiment, SemanticsRef } from "../types";

/** @returns its text; undefined where the method needs something that the experiment does not name */
export function nextExperiment(experiment: Experiment, facts: ExperimentFacts, method: MethodSpec): string | undefined {
  const source = sourceFor(experiment, facts, method);
  const semantics = semanticsFor(experiment.semantics, method);
  if (source === undefined || (method.semantics !== undefined && semantics === undefined)) return undefined;
  const known = knownNetwork(experiment, facts);
  return scaffoldExperiment({
    method,
    source,
    target: dataOf(experiment.target.dataset),
    ...(semantics && { semantics }),
    ...(known && { layers: weightedLayers(known.network) }),
    sameClasses: hasSameClasses(known?.sourceClasses, known?.targetClasses),
    controls: method.controls.filter(({ suggested }) => suggested).map(({ id }) => id),
  });
}

function sourceFor(
  experiment: Experiment,
  facts: ExperimentFacts,
  { sources, network = "chosen" }: MethodSpec,
): ScaffoldChoices["source"] | undefined {
  const { source } = experiment;
  const takes = (kind: MethodSpec["sources"][number]) => sources.includes(kind);
  if (source.kind === "model") return takes("model") ? { model: source.path } : undefined;
  if (source.kind === "run") return undefined;
  const architecture = source.architecture ?? architectureFor(experiment, facts);
  if (source.kind === "tasks") {
    if (!takes("tasks") || architecture === undefined) return undefined;
    return { tasks: source.tasks.map(({ dataset }) => dataset.path), architecture };
  }
  if (!takes("dataset") && !takes("examples")) return undefined;
  const data = dataOf(source.kind === "dataset" ? source.dataset : source.task.dataset);
  if (network !== "chosen" && !takes("dataset")) return data;
  return architecture === undefined ? undefined : { ...data, architecture };
}

/** The first one for what the target's data are. */
function architectureFor(experiment: Experiment, facts: ExperimentFacts): string | undefined {
  const target = dataPlaces(experiment, facts).find(({ role }) => role === "target")?.chosen;
  const kind = target && inputKindOf(target);
  return architectures.find(({ input }) => input === kind)?.id;
}

const dataOf = ({ path, label, group, only, classes }: DatasetRef): ScaffoldData => ({
  dataset: path,
  ...(label !== undefined && { label }),
  ...(group !== undefined && { group }),
  ...(only && { only }),
  ...(classes && { classes }),
});

function semanticsFor(named: SemanticsRef | null, { semantics }: MethodSpec): ScaffoldChoices["semantics"] {
  if (named === null || named.kind !== semantics) return undefined;
  return named.kind === "attributes" ? { attributes: named.path } : { vectors: named.path };
}

const hasSameClasses = (source: readonly string[] = [], target: readonly string[] = []): boolean =>
  source.length > 0 && source.length === target.length && source.every((name, index) => name === target[index]);
