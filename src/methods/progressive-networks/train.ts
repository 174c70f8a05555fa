/**
 * Progressive networks: the tasks are learnt in their order, each by a column of its own that reads the frozen columns
 * before it. The controls have the same examples and the same budget.
 */
import { columnOf } from "../../models/columns";
import type { Layout, Train } from "../../training/trial";
import { trainColumns } from "./columns";
import { FINE_TUNING, SCRATCH, ZEROED_LATERALS } from "./controls";
import { beginningOf, grow, planOf } from "./grown";
import { trainTrunk } from "./trunk";

export const train: Train = (trial) => {
  const { arm, tasks, target } = trial;
  const all = [...tasks, target];
  switch (arm) {
    case SCRATCH:
      return trainColumns(trial, { tasks: [target], goesOn: false, laterals: "learnt", measures: false });
    case FINE_TUNING:
      return trainTrunk(trial);
    case ZEROED_LATERALS:
      return trainColumns(trial, { tasks: all, goesOn: true, laterals: "zero", measures: false });
    default:
      return trainColumns(trial, { tasks: all, goesOn: true, laterals: "learnt", measures: true });
  }
};

export const layout: Layout = ({ experiment, source, target, tasks }) => {
  const { columns, network } = beginningOf(source);
  const scale = Number(experiment.options.lateralScale);
  const topology = grow(columns?.topology, [...tasks, target], { network, scale });
  return { topology, plan: planOf(topology), partOf: columnOf };
};
