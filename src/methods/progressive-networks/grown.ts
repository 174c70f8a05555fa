/** The network as it grows: columns that are there, and the network with one more. */
import { addColumn, columnOf, columnsOf, firstColumn } from "../../models/columns";
import { summarizeTopology, weightedLayers } from "../../models/summarize";
import type { Topology } from "../../models/topology";
import type { LayerPlan, SourceModel } from "../../training/network";
import type { TaskForm } from "../../training/trial";

/** The columns that a trial begins with. */
interface Beginning {
  /** Of a finished run; none where the run learns all tasks itself. */
  columns: SourceModel | undefined;
  /** The network of one task that each column is. */
  network: Topology;
}

export function beginningOf(source: SourceModel): Beginning {
  const isGrown = columnsOf(source.topology).length > 0;
  return isGrown
    ? { columns: source, network: firstColumn(source.topology) }
    : { columns: undefined, network: source.topology };
}

/** @returns the network with a column for each task, one after the other */
export function grow(
  before: Topology | undefined,
  tasks: readonly Pick<TaskForm, "name" | "classes">[],
  { network, scale }: { network: Topology; scale: number },
): Topology {
  let grown = before;
  for (const { name, classes } of tasks) {
    grown = addColumn(grown, { task: name, network, classes: classes.length, scale });
  }
  if (grown === undefined) throw new Error("a progressive network has a task");
  return grown;
}

/** Earlier columns are frozen, the last one is new. */
export function planOf(topology: Topology): LayerPlan {
  const last = columnsOf(topology).at(-1);
  return weightedLayers(summarizeTopology(topology)).map((name) => ({
    name,
    state: columnOf(name) === last ? "new" : "frozen",
  }));
}
