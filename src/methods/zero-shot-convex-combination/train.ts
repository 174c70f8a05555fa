/**
 * Zero-shot by convex combination of word vectors (ConSE). Nothing is trained: the classifier's T best labels are averaged
 * as words, f(x) = Σ p_t s(y_t) / Σ p_t, and the candidate whose word is nearest by cosine names the example.
 *
 * The controls are the same with other words: those of other candidates, or that of the best label alone.
 */
import { homographs } from "../../data/semantics/class-names";
import { randomFor, shuffled } from "../../math/random";
import { weightedLayers } from "../../models/summarize";
import { Network, type LayerPlan, type SourceModel } from "../../training/network";
import type { Layout, Train, Trial } from "../../training/trial";
import type { Field } from "./answers";
import { SHUFFLED } from "./controls";
import { examine } from "./examine";
import { optionsIn, topOf } from "./options";
import { wordScores } from "./scores";
import { embedNames, type EmbeddedName } from "./word-space";

/** The classifier with its own outputs; no layer of it changes. */
export const layout: Layout = ({ source }) => ({
  topology: source.topology,
  plan: frozenPlan(source),
  partOf: () => undefined,
});

export const train: Train = async function* (trial) {
  const { arm, seed, source, services, target, experiment } = trial;
  yield* [];
  const options = optionsIn(experiment);
  const top = topOf(arm, options);
  const { labels, field } = await wordsOf(trial);
  const network = await networkOf(trial);
  return {
    // The source model is what it was, so that there is none to save.
    answers: [
      {
        ...{ task: target.name, network, output: 0 },
        scores: (outputs) => wordScores(outputs, { labels, top, candidates: field.candidates }),
      },
    ],
    examine: (tests) => {
      const examples = tests.get(target.name);
      if (examples === undefined) throw new Error("a target has test examples");
      const words = { labels, top, field, seenLabels: options.seenLabels };
      return examine(examples, { network, source, services, seed }, words);
    },
    epochs: 0,
    steps: 0,
    frozen: [],
  };
};

/**
 * The classifier as it is. Its head counts as one that could train, so that what lies before is computed once for each
 * example and serves all arms.
 */
async function networkOf({ source, seed }: Trial): Promise<Network> {
  const plan = frozenPlan(source).map((layer) =>
    layer.name === source.summary.head ? { ...layer, state: "train" as const } : layer,
  );
  const network = await Network.create({ source, plan, seed });
  network.trainOnly([]);
  return network;
}

const frozenPlan = ({ summary }: Pick<SourceModel, "summary">): LayerPlan =>
  weightedLayers(summary).map((name) => ({ name, state: "frozen" }));

/** The words of the classifier's labels, and those among which the arm chooses. */
async function wordsOf({
  arm,
  seed,
  source,
  target,
  semantics,
}: Trial): Promise<{ labels: EmbeddedName[]; field: Field }> {
  if (semantics?.kind !== "vectors") throw new Error("the convex combination needs word vectors");
  const labels = await embedNames(source.summary.classes ?? [], semantics.vectors);
  const candidates = await embedNames(target.classes, semantics.vectors);
  const taken = homographs([...candidates, ...labels]).filter(([first = 0]) => first < candidates.length);
  const others = new Set(taken.flat().map((index) => index - candidates.length));
  const competitors = labels.filter(({ vector }, label) => vector !== undefined && !others.has(label));
  return {
    labels,
    field: { candidates: arm === SHUFFLED ? shuffledWords(candidates, seed) : candidates, competitors },
  };
}

/** Each name with the words of another one, drawn by the seed. */
function shuffledWords(names: readonly EmbeddedName[], seed: number): EmbeddedName[] {
  const order = shuffled([...names.keys()], randomFor(seed, SHUFFLED));
  return names.map((own, index) => ({ ...(names[order[index] ?? index] ?? own), name: own.name }));
}
