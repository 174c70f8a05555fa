/** Everything a run needs before its first trial: data, source model, layer plan; all checked against each other. */
import { countsOf } from "../data/summary";
import type { Dataset } from "../data/types";
import { checkExperiment, type ExperimentFacts } from "../experiment/check";
import type { DataFacts } from "../experiment/facts";
import { viewsOf } from "../experiment/layer-views";
import { resolveLayers } from "../experiment/plan";
import type { Experiment } from "../experiment/types";
import type { ModelSummary } from "../models/layer-summary";
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

export const dataFacts = (dataset: Dataset): DataFacts => {
  const { classes, count, shape, columns, groups, kind } = dataset;
  const counts = classes.length > 0 && { counts: countsOf(dataset) };
  return { classes, count, ...counts, shape, kind, ...(columns && { columns }), ...(groups && { groups }) };
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
  partOf?: (layer: string) => string | undefined,
): LayerView[] {
  return viewsOf(summarizeTopology(topology).layers, plan, partOf);
}

/** @param stages names of the layers with weights, from input to output */
export const withStages = (views: readonly LayerView[], stages: readonly (readonly string[])[]): LayerView[] =>
  views.map((view) => {
    const stage = stages.findIndex((names) => names.includes(view.name)) + 1;
    return stage === 0 ? view : { ...view, stage };
  });
