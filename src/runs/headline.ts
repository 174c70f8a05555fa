/** What a run is judged by: the figure of its method, or the explained variance where its target is a number. */
import type { Experiment, Predicts } from "../experiment/types";
import type { MethodSpec } from "../methods/define";
import type { Headline } from "../protocol/report";

/** R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: 1 is perfect, 0 is as good as the mean, below 0 is worse than that. */
export const explainedVariance = { title: "Explained variance (R²)", unit: "number", better: "higher" } as const;
const EXPLAINED_VARIANCE = "r2";

/** Of the target. */
export const headlineOf = (spec: Pick<MethodSpec, "headline">, { target }: Pick<Experiment, "target">): Headline =>
  headlineFor(target.predicts, spec.headline);

const headlineFor = (predicts: Predicts, ofClasses: Headline): Headline =>
  predicts === "number" ? { figure: EXPLAINED_VARIANCE, ...explainedVariance } : ofClasses;

/**
 * Of the other tasks that trials were tested on, by the names of their figures: `letters/accuracy`.
 *
 * @param figures names of test figures, in any number and order
 * @returns each task once, in the order in which they come
 */
export function taskHeadlines(
  { headline }: Pick<MethodSpec, "headline">,
  figures: Iterable<string>,
): { task: string; headline: Headline }[] {
  const found = new Map<string, Headline>();
  for (const figure of figures) {
    const end = figure.lastIndexOf("/");
    const kind = figure.slice(end + 1);
    if (end <= 0 || (kind !== EXPLAINED_VARIANCE && kind !== headline.figure)) continue;
    const predicts = kind === EXPLAINED_VARIANCE ? "number" : "class";
    found.set(figure.slice(0, end), { ...headlineFor(predicts, headline), figure });
  }
  return [...found].map(([task, own]) => ({ task, headline: own }));
}
