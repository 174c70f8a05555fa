/**
 * What stands behind the lines of an experiment file and is not in it: layers that a pattern means, with shapes and
 * weights; the rates that layers really learn with; how many examples that is. Editors show it at the end of the line.
 */
import { findNodeAtLocation, parseTree } from "jsonc-parser";
import type { MethodSpec, RateCourse } from "../methods/define";
import { methodById } from "../methods";
import type { JsonPath } from "../protocol/problem";
import { plannedLayers } from "./check-layers";
import { dataPlaces, type DataPlace } from "./data-places";
import { exampleCounts, type ExampleCounts } from "./example-counts";
import type { ExperimentFacts } from "./facts";
import { knownNetwork, type KnownNetwork } from "./known-network";
import { layersHint, type LayersHint } from "./layers-hint";
import { commaAfter } from "./removal";
import type { Experiment } from "./types";

/** What the rate of the file comes to, layer by layer. */
interface RatesHint {
  kind: "rates";
  /** From input to output; none where the layers are not known. */
  layers: { name: string; rate: number; from: number }[];
  /** What is left in the last step, as a share; 1 where the rate stays. */
  end: number;
}

export type Hint = { path: JsonPath } & (LayersHint | RatesHint | ({ kind: "examples" } & ExampleCounts));

/** A hint and the offset in the text where it is shown: behind a value, and behind its comma. */
interface PlacedHint {
  offset: number;
  hint: Hint;
}

/** Those whose lines are there: what has its default is not written in the file. */
export function placedHints(text: string, hints: readonly Hint[]): PlacedHint[] {
  const tree = parseTree(text);
  if (tree === undefined) return [];
  return hints.flatMap((hint) => {
    const node = findNodeAtLocation(tree, hint.path);
    if (node === undefined) return [];
    const end = node.offset + node.length;
    const comma = commaAfter(text, end);
    return [{ hint, offset: comma === end ? end + 1 : end }];
  });
}

/** In the order of the file's sections, whether the file has the lines or not. */
export function hintsFor(experiment: Experiment, facts: ExperimentFacts): Hint[] {
  const method = methodById(experiment.method);
  if (method === undefined) return [];
  const places = dataPlaces(experiment, facts);
  const known = knownNetwork(experiment, facts);
  return [
    ...places.flatMap((place) => examplesHint(place, places)),
    ...(known === undefined || !method.layers ? [] : layerHints(experiment, known)),
    ...ratesHint(experiment, method, known),
  ];
}

function examplesHint(place: DataPlace, places: readonly DataPlace[]): Hint[] {
  const { task, path } = place;
  const counts = exampleCounts(place, places);
  if (task === undefined || counts === undefined || task.labelled === "none") return [];
  return [{ kind: "examples", path: [...path, task.labels === "hidden" ? "unlabelled" : "labelled"], ...counts }];
}

const layerHints = (experiment: Experiment, known: KnownNetwork): Hint[] =>
  experiment.layers.flatMap((rule) => {
    const hint = layersHint(rule, known, plannedLayers(experiment, known).plan);
    return hint === undefined ? [] : [{ path: ["layers", rule.pattern], ...hint }];
  });

function ratesHint(experiment: Experiment, method: MethodSpec, known: KnownNetwork | undefined): Hint[] {
  if (method.untrained === true || experiment.sweep !== null) return [];
  const { learningRate } = experiment.training.optimizer;
  const plan = known !== undefined && method.layers ? plannedLayers(experiment, known).plan : [];
  const trained = plan.filter(({ state }) => state !== "frozen").map(({ name }) => name);
  const fresh = plan.filter(({ state }) => state === "new").map(({ name }) => name);
  const course: RateCourse = method.rates?.(experiment, { trained, fresh }) ?? {};
  const layers = trained.map((name) => ({
    name,
    rate: learningRate * (course.factors?.get(name) ?? 1),
    from: course.joins?.get(name) ?? 1,
  }));
  const end = course.end ?? 1;
  if (layers.length === 0 && end === 1) return [];
  return [{ kind: "rates", path: ["training", "optimizer", "learningRate"], layers, end }];
}
