/**
 * Zero-shot learning by an attribute database. Direct prediction trains a classifier of each attribute on the seen
 * classes, in one network; indirect prediction trains a classifier of the seen classes, or takes a ready one. The table
 * then says which class of the target has the attributes of an example. The control is the same with the rows of the
 * table dealt out to the wrong classes.
 *
 * @see Lampert, Nickisch & Harmeling, Attribute-Based Classification for Zero-Shot Visual Object Categorization, TPAMI
 *   36(3), 2014
 */
import type { AttributeTable } from "../../data/semantics/types";
import { weightedLayers } from "../../models/summarize";
import { CLASSES, withClassLayer } from "../../models/class-layer";
import { proveFrozen } from "../../training/frozen-proof";
import { Network, type LayerPlan } from "../../training/network";
import { tf } from "../../training/tf";
import type { Layout, Train, Trial, TrialOutcome } from "../../training/trial";
import { calibrate, FEWEST_CLASSES } from "./calibration";
import { SHUFFLED } from "./controls";
import { describeClasses, type DescribedClasses } from "./described-classes";
import { examine } from "./examination";
import { goalOf } from "./goal";
import { optionsIn, type Options } from "./options";
import type { Speaker } from "./outputs";
import { classLayerWeights, indirectTensorScores, predictionOf } from "./prediction";
import { freshPlan, teach, teachingTopology } from "./teach";

export const layout: Layout = ({ experiment, source, target, tasks, semantics }) => {
  const partOf = () => undefined;
  const [examples] = tasks;
  if (examples === undefined) return { topology: source.topology, plan: frozenPlan(source), partOf };
  const options = optionsIn(experiment);
  const classes = classesOf(options, { semantics, source: examples.classes, target: target.classes });
  const topology = teachingTopology(source, goalOf(classes, options));
  if (options.prediction === "indirect") return { topology, plan: freshPlan(source), partOf };
  const plan: LayerPlan = [...freshPlan(source), { name: CLASSES, state: "frozen" }];
  return { topology: withClassLayer(topology, target.classes.length), plan, partOf };
};

export const train: Train = async function* (trial) {
  const { arm, seed, source, target, tasks, experiment, semantics } = trial;
  const [examples] = tasks;
  const options = optionsIn(experiment);
  const names = { semantics, source: examples?.classes ?? source.summary.classes ?? [], target: target.classes };
  const classes = classesOf(options, names, arm === SHUFFLED ? seed : undefined);
  if (examples === undefined) return await readyOutcome(trial, classes);
  const goal = goalOf(classes, options);
  const indices = [...examples.train.labels.keys()];
  const { training } = experiment;
  const { state } = trial;
  const { validation } = examples;
  const { network, result } = yield* teach({ trial, examples, indices, validation, goal, training, state });
  const calibrated =
    options.calibrate && classes.seen.length >= FEWEST_CLASSES
      ? yield* calibrate({ trial, examples, classes, options, after: result })
      : undefined;
  const { gamma, epochs = 0, steps = 0 } = calibrated ?? {};
  const counted = { ...result, epochs: result.epochs + epochs, steps: result.steps + steps };
  const answering = options.prediction === "direct" ? await directAnswer(trial, network, classes) : undefined;
  const columns = classes.seen.map((_, column) => column);
  return { ...counted, ...outcomeOf(trial, { network, classes, options, columns, gamma, answering }) };
};

interface Named {
  semantics: Trial["semantics"];
  source: readonly string[];
  target: readonly string[];
}

const classesOf = ({ priors }: Options, { semantics, source, target }: Named, shuffleBy?: number): DescribedClasses =>
  describeClasses({ table: tableOf(semantics), classes: { source, target }, priors, shuffleBy });

function tableOf(semantics: Trial["semantics"]): AttributeTable {
  if (semantics?.kind !== "attributes") throw new Error("an attribute database is a table of attributes");
  return semantics.table;
}

const frozenPlan = ({ summary }: Trial["source"]): LayerPlan =>
  weightedLayers(summary).map((name) => ({ name, state: "frozen" }));

/** The network of attributes with a frozen layer behind it that scores the classes of the target. */
async function directAnswer({ seed }: Trial, network: Network, classes: DescribedClasses): Promise<Network> {
  const topology = withClassLayer(network.topology, classes.unseen.length);
  const plan: LayerPlan = [
    ...network.plan.map(({ name }) => ({ name, state: "train" as const })),
    { name: CLASSES, state: "frozen" },
  ];
  const { kernel, bias } = classLayerWeights(classes, classes.unseen);
  const weights = new Map<string, tf.Tensor>(network.allWeights().map(({ name, variable }) => [name, variable]));
  weights.set(`${CLASSES}/kernel`, kernel).set(`${CLASSES}/bias`, bias);
  const answering = await Network.create({ source: { topology, weights }, plan, seed });
  tf.dispose([kernel, bias]);
  return answering;
}

interface Ended {
  /** Says attributes or seen classes. */
  network: Network;
  classes: DescribedClasses;
  options: Options;
  /** Outputs that stand for the seen classes. */
  columns: readonly number[];
  gamma: number | undefined;
  /** The same as a network that says classes of the target by itself. */
  answering: Network | undefined;
  speaker?: Speaker;
}

function outcomeOf(
  { target, tasks: [examples] }: Trial,
  { network, classes, options, columns, gamma, answering, speaker: given }: Ended,
): Pick<TrialOutcome, "network" | "answers" | "examine" | "frozen"> {
  const prediction = predictionOf(classes, options, { among: [...classes.seen, ...classes.unseen], columns });
  const last = network.topology.config.output_layers[0] ?? ["", 0, 0];
  const part = answering === undefined ? network.after(undefined) : answering.before({ tensors: [last] });
  if (answering !== undefined) network.dispose();
  const asked: TrialOutcome["examine"] = (tests) => {
    const own = tests.get(target.name);
    if (own === undefined) throw new Error("the target has test examples");
    const known = examples && tests.get(examples.name);
    return examine({ speaker: given ?? { part }, classes, prediction, gamma }, { target: own, source: known });
  };
  if (answering !== undefined) return { network: answering, examine: asked, frozen: proveFrozen(answering).check() };
  const scored = { task: target.name, network, output: 0, scores: indirectTensorScores(classes, columns) };
  const frozen = proveFrozen(network).check();
  // A ready classifier is there already; one that was trained here says the source's classes, and is saved as that.
  if (examples === undefined) return { answers: [scored], examine: asked, frozen };
  const plain = { task: examples.name, network, output: 0 };
  return { network, answers: [scored, plain], examine: asked, frozen };
}

/**
 * A ready classifier of the seen classes: nothing is trained. Its head counts as a layer that could train, so that what
 * lies before is computed once for each example and serves all arms.
 */
async function readyOutcome(trial: Trial, classes: DescribedClasses): Promise<TrialOutcome> {
  const { source, services, seed } = trial;
  const { outputs, head } = source.summary;
  const plan = frozenPlan(source).map((layer) => (layer.name === head ? { ...layer, state: "train" as const } : layer));
  const network = await Network.create({ source, outputs, plan, seed });
  network.trainOnly([]);
  const cut = network.cutFor([head]);
  const speaker = { part: network.after(cut), frozen: cut && { source, cut, services } };
  const columns = classes.seen.map(({ label }) => label);
  const options = { ...optionsIn(trial.experiment), prediction: "indirect" as const };
  const ended = { network, classes, options, columns, gamma: undefined, answering: undefined, speaker };
  return { epochs: 0, steps: 0, ...outcomeOf(trial, ended) };
}
