/**
 * The columns of a progressive network, learnt one after the other. Those of earlier tasks are frozen: what the new one
 * reads of them is computed once for each example. That they keep what they know is proved by the bits of their weights
 * and of their outputs.
 */
import { columnOf, columnsOf, isLateral } from "../../models/columns";
import { summarizeTopology } from "../../models/summarize";
import type { Topology } from "../../models/topology";
import { fingerprintOf } from "../../training/fingerprint-of";
import { Network, type SourceModel } from "../../training/network";
import { tf } from "../../training/tf";
import type { Answer, Task, Trial, TrialOutcome, TrialReport } from "../../training/trial";
import { accuracyOn, hashOfOutputs } from "./examined";
import { beginningOf, grow, planOf } from "./grown";
import { LearntWeights } from "./learnt-weights";
import { sensitivities } from "./sensitivity";
import { figuresOf, TaskSequence } from "./task-sequence";

interface ColumnOptions {
  /** In the order in which they are learnt; the target last. */
  tasks: readonly Task[];
  /** Whether columns that are there already are read: those of a finished run. */
  goesOn: boolean;
  /** Whether adapters learn, or are held at 0. */
  laterals: "learnt" | "zero";
  /** Measures how much the last column depends on each. */
  measures: boolean;
}

export async function* trainColumns(
  trial: Trial,
  options: ColumnOptions,
): AsyncGenerator<TrialReport, TrialOutcome, void> {
  const columns = new Columns(trial, options);
  try {
    return yield* columns.train();
  } finally {
    columns.dispose();
  }
}

class Columns {
  private readonly sequence: TaskSequence;
  private readonly weights: LearntWeights;
  private readonly base: Topology;
  /** The columns that are there: what the next one reads. */
  private before: SourceModel | undefined;
  private network: Network | undefined;
  private readonly earlierHashes: Record<string, string> = {};

  constructor(
    private readonly trial: Trial,
    private readonly options: ColumnOptions,
  ) {
    const { columns, network } = beginningOf(trial.source);
    this.base = network;
    this.before = options.goesOn ? columns : undefined;
    this.weights = new LearntWeights(trial.state, this.before?.weights);
    // A frozen column answers today what it answered when it had been learnt.
    this.sequence = new TaskSequence(trial, () =>
      Promise.resolve(figuresOf(this.learntBefore().map(({ task, accuracy }) => [`${task}/accuracy`, accuracy]))),
    );
  }

  async *train(): AsyncGenerator<TrialReport, TrialOutcome, void> {
    const { tasks } = this.options;
    for (const task of tasks) {
      const network = await this.grown(task);
      if (!this.sequence.isLearnt(task)) {
        yield* this.learn(task, network);
      }
      if (task !== tasks.at(-1)) this.keep(network, task);
    }
    const { network } = this;
    if (network === undefined) throw new Error("there is a task");
    const outcome = await this.outcome(network);
    this.network = undefined;
    return outcome;
  }

  dispose(): void {
    this.network?.dispose();
    this.weights.dispose();
  }

  /** The network with one more column, the earlier ones as they were learnt. */
  private async grown(task: Task): Promise<Network> {
    const { seed, experiment } = this.trial;
    const scale = Number(experiment.options.lateralScale);
    const topology = grow(this.before?.topology, [task], { network: this.base, scale });
    const source = { topology, weights: this.weights.byName };
    const network = await Network.create({ source, plan: planOf(topology), seed });
    if (this.options.laterals === "zero") zeroLaterals(network);
    this.network = network;
    return network;
  }

  private async *learn(task: Task, network: Network): AsyncGenerator<TrialReport, void, void> {
    const isFree = (layer: string) => this.options.laterals === "learnt" || !isLateral(layer);
    const layers = network.trainedLayers.filter(isFree);
    const output = columnsOf(network.topology).indexOf(task.name);
    if (this.before !== undefined) await this.hashEarlier(network);
    yield* this.sequence.learn({ task, network, output, source: this.before, layers });
    const accuracy = await accuracyOn(task, { network, output });
    const hashes: Record<string, string> = {
      [outputsOf(task.name)]: await hashOfOutputs(task.train, { network, output }),
    };
    for (const layer of network.trainedLayers) hashes[layer] = network.hashOf(layer);
    this.sequence.finish(task, { accuracy, hashes });
  }

  /** Of columns that an earlier run learnt, there is no other proof than that they end as they began. */
  private async hashEarlier(network: Network): Promise<void> {
    const { source, target } = this.trial;
    const earlier = columnsOf(network.topology).filter((task) => !this.options.tasks.some(({ name }) => name === task));
    for (const layer of network.frozenLayers) {
      if (earlier.includes(columnOf(layer) ?? "")) this.earlierHashes[layer] = network.hashOf(layer);
    }
    for (const task of earlier) {
      const output = columnsOf(source.topology).indexOf(task);
      this.earlierHashes[outputsOf(task)] = await hashOfOutputs(target.train, { network, output });
    }
  }

  /** The column is frozen from now on. */
  private keep(network: Network, task: Task): void {
    const own = network.plan.filter(({ name }) => columnOf(name) === task.name);
    this.weights.keep(own.flatMap(({ name }) => network.weights(name)));
    const { topology } = network;
    network.dispose();
    this.network = undefined;
    const hashes = this.sequence.learnt.map(({ hashes: of }) => of);
    this.before = {
      fingerprint: fingerprintOf({ topology, before: this.before?.fingerprint ?? null, hashes }),
      topology,
      summary: summarizeTopology(topology),
      weights: this.weights.byName,
      preprocessing: this.trial.source.preprocessing,
    };
  }

  private async outcome(network: Network): Promise<TrialOutcome> {
    const { tasks, measures } = this.options;
    const { target } = this.trial;
    const columns = columnsOf(network.topology);
    const output = (task: string) => columns.indexOf(task);
    const learnt = this.learntBefore();
    const figures: [string, number][] = learnt.map(({ task, accuracy }) => [`after/${task}/accuracy`, accuracy]);
    for (const task of tasks.filter(({ name }) => name !== target.name)) {
      const accuracy = await accuracyOn(task, { network, output: output(task.name) });
      figures.push([`end/${task.name}/accuracy`, accuracy]);
    }
    const measured = measures && columns.length > 1 ? await sensitivities(network, target) : {};
    const answers = columns.map((task): Answer => ({ task, network, output: output(task) }));
    return {
      network,
      answers,
      ...this.sequence.outcome(),
      measured: { ...figuresOf(figures), ...measured },
      frozen: await this.proof(network),
    };
  }

  private async proof(network: Network): Promise<TrialOutcome["frozen"]> {
    const { tasks } = this.options;
    const { target } = this.trial;
    const columns = columnsOf(network.topology);
    const before = new Map(Object.entries(this.earlierHashes));
    for (const { hashes } of this.learntBefore()) {
      for (const [layer, hash] of Object.entries(hashes)) before.set(layer, hash);
    }
    const proofs: { layer: string; before: string; after: string }[] = [];
    for (const task of columns.slice(0, -1)) {
      const layers = network.frozenLayers.filter((layer) => columnOf(layer) === task);
      const examples = (tasks.find(({ name }) => name === task) ?? target).train;
      const outputs = await hashOfOutputs(examples, { network, output: columns.indexOf(task) });
      const now = [
        ...layers.map((layer) => [layer, network.hashOf(layer)] as const),
        [outputsOf(task), outputs] as const,
      ];
      for (const [layer, after] of now) proofs.push({ layer, before: before.get(layer) ?? "", after });
    }
    return proofs;
  }

  /** Of the tasks before the target. */
  private learntBefore() {
    return this.sequence.learnt.filter(({ task }) => task !== this.trial.target.name);
  }
}

/** Stands for the bits of a task's outputs in the list of what must not change. */
const outputsOf = (task: string): string => `outputs of ${task}`;

function zeroLaterals(network: Network): void {
  for (const layer of network.trainedLayers.filter(isLateral)) {
    for (const { variable } of network.weights(layer)) {
      tf.tidy(() => {
        variable.assign(tf.zerosLike(variable));
      });
    }
  }
}
