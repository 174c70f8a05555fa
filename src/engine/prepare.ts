/** Everything a run needs before its first trial: data, source model, layer plan; all checked against each other. */
import type { Dataset } from "../data/types";
import { checkExperiment, type ExperimentFacts } from "../experiment/check";
import type { DataFacts } from "../experiment/facts";
import { resolveLayers } from "../experiment/plan";
import type { Experiment } from "../experiment/types";
import type { LayerSummary, ModelSummary } from "../models/layer-summary";
import { summarizeTopology } from "../models/summarize";
import type { Topology } from "../models/topology";
import { ProblemError, type Problem } from "../protocol/problem";
import type { LayerView } from "../protocol/view";
import type { LayerPlan } from "../training/network";

/** @throws ProblemError for the first error; @returns the warnings */
export function checkedAgainst(experiment: Experiment, facts: ExperimentFacts): Problem[] {
  const problems = checkExperiment(experiment, facts);
  const error = problems.find(({ severity }) => severity === "error");
  if (error !== undefined) throw new ProblemError(error);
  return problems;
}

export const dataFacts = ({ classes, count, shape, columns, groups, kind }: Dataset): DataFacts => {
  return { classes, count, shape, kind, ...(columns && { columns }), ...(groups && { groups }) };
};

/** The state of every layer with weights, from input to output. */
export function planFor(experiment: Experiment, summary: ModelSummary, classes: readonly string[]): LayerPlan {
  const { plan } = resolveLayers(experiment.layers, summary.layers, summary.head, !hasSameClasses(summary, classes));
  return plan;
}

const hasSameClasses = (summary: ModelSummary, classes: readonly string[]): boolean =>
  summary.classes?.length === classes.length && classes.every((name, index) => summary.classes?.[index] === name);

/**
 * The diagram of the network that the method's own arm trains.
 *
 * @param partOf the task whose column or head a layer belongs to
 */
export function layerViews(
  topology: Topology,
  plan: LayerPlan,
  partOf: (layer: string) => string | undefined = () => undefined,
): LayerView[] {
  const states = new Map(plan.map(({ name, state }) => [name, state]));
  return summarizeTopology(topology).layers.map((layer: LayerSummary): LayerView => {
    const state = states.get(layer.name);
    const part = partOf(layer.name);
    return {
      name: layer.name,
      kind: layer.kind,
      outputShape: [...layer.outputShape],
      parameters: layer.parameters,
      origin: state === undefined ? "none" : state === "new" ? "new" : "copied",
      training: state === undefined ? "none" : state === "frozen" ? "frozen" : "trained",
      ...(part === undefined ? {} : { part }),
    };
  });
}

/** @param stages names of the layers with weights, from input to output */
export const withStages = (views: readonly LayerView[], stages: readonly (readonly string[])[]): LayerView[] =>
  views.map((view) => {
    const stage = stages.findIndex((names) => names.includes(view.name)) + 1;
    return stage === 0 ? view : { ...view, stage };
  });
