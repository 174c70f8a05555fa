/**
 * Ranks networks as sources of an experiment: one pass of each over a sample of the target's labelled training examples,
 * and what the scores say of its features and answers. Nothing is trained, and no test example is looked at.
 */
import { predictedRun } from "../../experiment/advice/predicted-run";
import { ranked, scoresOf } from "../../experiment/advice/scores";
import { checkInputs } from "../../experiment/check-inputs";
import { dataPlaces } from "../../experiment/data-places";
import type { Experiment } from "../../experiment/types";
import { rankOptionsSchema, type RankedSource, type SourceCandidate, type SourceRanking } from "../../protocol/advice";
import { ProblemError } from "../../protocol/problem";
import { Examples } from "../../training/examples";
import type { SourceModel } from "../../training/network";
import { sourceFeatures } from "../../training/source-features";
import { dataFacts, planFor } from "../prepare";
import { inputShapeFor, readSourceModel } from "../source-model";
import type { TaskData } from "../task-data";
import { labelledSample, openTarget } from "./labelled-sample";
import type { Study, StudyContext } from "./study";

export const rankSources: Study = async (context): Promise<SourceRanking | undefined> => {
  const { candidates, examples } = rankOptionsSchema.parse(context.options);
  const target = await openTarget(context);
  try {
    const rows = labelledSample(context.experiment, target, examples);
    const found: RankedSource[] = [];
    const unfit: SourceRanking["unfit"] = [];
    for (const candidate of candidates) {
      const looked = await look(context, { target, rows, candidate });
      if (looked === undefined) return undefined;
      if ("why" in looked) unfit.push({ ...candidate, why: looked.why });
      else found.push(looked);
    }
    const classes = new Set(Array.from(rows, (row) => target.dataset.labels[row])).size;
    return { version: 1, examples: rows.length, classes, ranked: ranked(found), unfit };
  } finally {
    await target.close();
  }
};

interface Looking {
  target: TaskData;
  rows: Int32Array;
  candidate: SourceCandidate;
}

/** @returns undefined where the person stopped it */
async function look(context: StudyContext, looking: Looking): Promise<RankedSource | { why: string } | undefined> {
  try {
    const source = await readSourceModel(context.experiment, looking.candidate.model);
    const why = misfit(context.experiment, source, looking.target);
    return why === undefined ? await scored(context, source, looking) : { why };
  } catch (error) {
    if (error instanceof ProblemError) return { why: error.problem.message };
    throw error;
  }
}

/** Why the network cannot take the examples, if it cannot. */
function misfit(experiment: Experiment, { summary }: SourceModel, target: TaskData): string | undefined {
  const source = { kind: "model" as const, path: "" };
  const places = dataPlaces({ ...experiment, source }, { targetData: dataFacts(target.dataset) });
  return checkInputs({ ...experiment, source }, summary.inputShape, places)[0]?.message;
}

async function scored(
  context: StudyContext,
  source: SourceModel,
  { target, rows, candidate }: Looking,
): Promise<RankedSource | undefined> {
  const { services } = context;
  const { dataset } = target;
  const { summary, preprocessing } = source;
  const given = inputShapeFor(dataset.shape, undefined);
  const inputShape = summary.inputShape.map((side, axis) => side ?? given[axis] ?? 0);
  const examples = new Examples({ dataset, rows, inputShape, preprocessing, records: services.records });
  const work = sourceFeatures(source, examples, services);
  for (;;) {
    const step = await work.next();
    if (step.done === true) {
      const { forwardMs, ...looked } = step.value;
      const features = looked.rows[0]?.length ?? 0;
      const scores = scoresOf(looked, examples.labels);
      return { ...candidate, scores, features, ...prediction(context.experiment, target, { source, forwardMs }) };
    }
    context.stage({ text: `Looking with ${candidate.title}`, done: step.value, total: rows.length, unit: "examples" });
    if (await context.stops()) return undefined;
  }
}

function prediction(
  experiment: Experiment,
  target: TaskData,
  { source: { summary }, forwardMs }: { source: SourceModel; forwardMs: number },
) {
  const { training, controls } = experiment;
  return predictedRun({
    layers: summary.layers,
    plan: planFor(experiment, summary, target.dataset.classes),
    forwardMs,
    examples: target.counts().train,
    training,
    controls,
  });
}
