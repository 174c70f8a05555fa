/**
 * The control that forgets: one network learns the tasks one after the other, all of its layers train, and each task has
 * a head of its own. After a finished run, whose tasks' examples are not there, its first column is the network that
 * goes on.
 */
import { columnsOf, firstColumn, inColumn } from "../../models/columns";
import { summarizeTopology, weightedLayers } from "../../models/summarize";
import { withTaskHeads } from "../../models/task-heads";
import { assignCopy, copyOf } from "../../training/copies";
import { Network, type SourceModel } from "../../training/network";
import { tf } from "../../training/tf";
import type { Train, Trial } from "../../training/trial";
import type { TrialState } from "../../training/trial-state";
import { accuracyOn } from "./examined";
import { figuresOf, TaskSequence } from "./task-sequence";

export const trainTrunk: Train = async function* (trial) {
  const { tasks: others, target, seed } = trial;
  const tasks = [...others, target];
  const start = startOf(trial);
  const summary = summarizeTopology(start.topology);
  const given = { topology: start.topology, head: summary.head, weighted: weightedLayers(summary) };
  const headed = withTaskHeads(given, tasks);
  const { topology, shared, weighted: all } = headed;
  const plan = all.map((name) => ({
    name,
    state: shared.includes(name) && start.weights.size > 0 ? ("train" as const) : ("new" as const),
  }));
  const network = await Network.create({ source: { topology, weights: start.weights }, plan, seed });
  const figures = async (kind: "now" | "end") => {
    const earlier = others.filter((task) => sequence.isLearnt(task));
    const entries: [string, number][] = [];
    for (const task of earlier) {
      const before = kind === "end" ? "end/" : "";
      entries.push([
        `${before}${task.name}/accuracy`,
        await accuracyOn(task, { network, output: headed.outputOf(task.name) }),
      ]);
    }
    return figuresOf(entries);
  };
  const sequence = new TaskSequence(trial, () => figures("now"));
  for (const task of tasks) {
    if (sequence.isLearnt(task)) continue;
    const state = sequence.stateOf(task);
    const begun = begin(network, state);
    const own = all.filter((layer) => shared.includes(layer) || headed.partOf(layer) === task.name);
    try {
      yield* sequence.learn({ task, network, output: headed.outputOf(task.name), source: undefined, layers: own });
    } finally {
      begun.dispose();
    }
    const accuracy = await accuracyOn(task, { network, output: headed.outputOf(task.name) });
    sequence.finish(task, { accuracy, hashes: {} });
  }
  const learnt = sequence.learnt.filter(({ task }) => task !== target.name);
  const after = learnt.map(({ task, accuracy }) => [`after/${task}/accuracy`, accuracy] as const);
  return {
    network,
    answers: tasks.map(({ name }) => ({ task: name, network, output: headed.outputOf(name) })),
    ...sequence.outcome(),
    measured: { ...figuresOf(after), ...(await figures("end")) },
    frozen: [],
  };
};

/** The network of one task, and the weights that it begins with, if any. */
function startOf({ source }: Trial): Pick<SourceModel, "topology" | "weights"> {
  const [first] = columnsOf(source.topology);
  if (first === undefined) return { topology: source.topology, weights: new Map() };
  const topology = firstColumn(source.topology);
  const prefix = inColumn(first, "");
  const own = [...source.weights].filter(([name]) => name.startsWith(prefix));
  return { topology, weights: new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor])) };
}

/** Keeps the weights that a task begins with: a resumed one has to begin, and to measure, from there. */
function begin(network: Network, state: TrialState): { dispose(): void } {
  const copies = network.allWeights().map(({ name, variable }) => {
    const copy = copyOf(variable);
    state.variable(`begin/${name}`, copy);
    assignCopy(variable, copy);
    return copy;
  });
  return {
    dispose: () => {
      state.forget("begin/");
      tf.dispose(copies);
    },
  };
}
