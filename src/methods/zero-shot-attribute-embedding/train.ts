/**
 * Attribute embedding: f maps examples and g the signatures of classes into one space, in which an example scores its own
 * class higher than every other seen one by a margin. Classes without examples are then scored by their signatures.
 *
 * The controls are the same training with other signatures or another objective, the same networks without training, and
 * a closed form.
 */
import { CLASSES } from "../../models/class-layer";
import { inputsFor } from "../../training/inputs";
import { tf } from "../../training/tf";
import { trainingLoop } from "../../training/training-loop";
import type { Layout, Task, Train, Trial, TrialOutcome, TrialReport } from "../../training/trial";
import { weightedLayers, summarizeTopology } from "../../models/summarize";
import { CHANCE, ESZSL } from "./controls";
import { biasOf, EmbeddingNetwork } from "./embedding-network";
import { closedForm } from "./eszsl-arm";
import { examine, type Answering } from "./examine";
import { embeddingLesson } from "./lesson";
import { optionsIn, optionsOf, winnerOf, type Options } from "./options";
import { signaturesFor, type ClassSignatures } from "./signatures";
import { SpreadMeter } from "./spread-meter";
import { answeringTopology, COMPATIBILITY } from "./topologies";

export const train: Train = (trial) => (trial.arm === ESZSL ? eszslOutcome(trial) : embeddingOutcome(trial));

/** What the method's own arm ends with. */
export const layout: Layout = ({ experiment, source, target }) => {
  const { dimensions } = optionsIn(experiment);
  const classifier = { topology: source.topology, head: source.summary.head };
  const topology = answeringTopology(classifier, dimensions, target.classes.length);
  const plan = weightedLayers(summarizeTopology(topology)).map((name) => {
    return { name, state: name === CLASSES ? ("frozen" as const) : ("new" as const) };
  });
  return { topology, plan, partOf: () => undefined };
};

async function* embeddingOutcome(trial: Trial): AsyncGenerator<TrialReport, TrialOutcome, void> {
  const { arm, seed, source, experiment } = trial;
  const options = optionsOf(arm, optionsIn(experiment));
  const signatures = signaturesIn(trial, options.shuffles);
  const { dimensions, hiddenUnits } = options;
  const space = { dimensions, hiddenUnits, attributes: signatures.seen[0]?.length ?? 0 };
  const embedding = await EmbeddingNetwork.create({ source, space, seed });
  try {
    const result = arm === CHANCE ? { epochs: 0, steps: 0 } : yield* learn(trial, { embedding, signatures, options });
    return { ...(await answeringOutcome(trial, { embedding, signatures, options })), ...result };
  } finally {
    embedding.dispose();
  }
}

interface Learning {
  embedding: EmbeddingNetwork;
  signatures: ClassSignatures;
  options: Options;
}

async function* learn(trial: Trial, { embedding, signatures, options }: Learning) {
  const { seed, services, state, experiment } = trial;
  const { training } = experiment;
  const { network } = embedding;
  const seen = seenIn(trial);
  const inputs = await inputsFor({ examples: seen.train, augmentation: training.augmentation, seed });
  const held = seen.validation && (await inputsFor({ examples: seen.validation, augmentation: null, seed }));
  // Before the loop, which gives a resumed training its weights back: this one measures the fresh ones.
  const spread = await SpreadMeter.of({ embedding, inputs, signatures: signatures.seen, seed });
  return yield* trainingLoop({
    ...{ network, services, state, training, experimentFile: experiment.file },
    phaseOf: () => ({ layers: network.trainedLayers }),
    lesson: () =>
      Promise.resolve(
        embeddingLesson({ trial, embedding, inputs, held, spread, options, signatures: signatures.seen }),
      ),
    validates: held !== undefined,
  });
}

async function answeringOutcome(
  trial: Trial,
  { embedding, signatures, options }: Learning,
): Promise<Pick<TrialOutcome, "network" | "examine" | "frozen">> {
  const wins = winnerOf(options);
  const network = await embedding.answering(signatures.unseen, wins);
  const all = tf.tidy(() => {
    const embeddings = embedding.embeddingsOf([...signatures.seen, ...signatures.unseen]);
    return { values: embeddings.dataSync<"float32">().slice(), biases: biasOf(embeddings, wins).dataSync().slice() };
  });
  const { dimensions } = embedding;
  const vectors = Array.from(all.biases, (_, candidate) =>
    all.values.subarray(candidate * dimensions, (candidate + 1) * dimensions),
  );
  const answering: Answering = { network, layer: trial.source.summary.head, vectors, biases: all.biases };
  return { network, examine: (tests) => examine(tests, answering, trial), frozen: [] };
}

async function* eszslOutcome(trial: Trial): AsyncGenerator<TrialReport, TrialOutcome, void> {
  yield* [];
  const { source, seed } = trial;
  const { seen, unseen } = signaturesIn(trial, false);
  const { network, ridge } = await closedForm({ train: seenIn(trial).train, seen, candidates: unseen, source, seed });
  const vectors = [...seen, ...unseen];
  const answering: Answering = { network, layer: COMPATIBILITY, vectors, biases: vectors.map(() => 0) };
  return {
    network,
    examine: (tests) => examine(tests, answering, trial),
    ...{ epochs: 0, steps: 0, frozen: [] },
    measured: { ...ridge },
  };
}

function signaturesIn({ semantics, target, seed, ...trial }: Trial, shuffles: boolean): ClassSignatures {
  if (semantics?.kind !== "attributes") throw new Error("attribute embedding needs an attribute table");
  const described = { table: semantics.table, seen: seenIn(trial).classes, unseen: target.classes };
  return signaturesFor(described, shuffles ? seed : undefined);
}

/** The examples of the source. */
function seenIn({ tasks }: Pick<Trial, "tasks">): Task {
  const [seen] = tasks;
  if (seen === undefined) throw new Error("attribute embedding learns from the examples of the source");
  return seen;
}
