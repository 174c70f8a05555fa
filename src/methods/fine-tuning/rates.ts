/** The rates that the layers of a fine-tuning really learn with, for whom reads the file. */
import type { Experiment } from "../../experiment/types";
import type { RateCourse, TrainedLayers } from "../define";
import { courseOf, optionsIn } from "./options";

export function ratesOf(experiment: Experiment, layers: TrainedLayers): RateCourse {
  const { epochs } = experiment.training;
  const { schedule, rateFactors } = courseOf(optionsIn(experiment), { ...layers, epochs });
  const joins = new Map<string, number>();
  for (let epoch = schedule.settledFrom; epoch > 1; epoch--)
    for (const layer of schedule.phaseOf(epoch).layers) joins.set(layer, epoch);
  for (const layer of schedule.phaseOf(1).layers) joins.delete(layer);
  return { factors: rateFactors, joins };
}
