/** The options of an experiment, and what they make of the rate: which layer learns from when on, and how fast. */
import { z } from "zod";
import type { Experiment } from "../../experiment/types";
import { discriminativeRates } from "../../math/discriminative-rates";
import { unfreezingSchedule, type UnfreezingSchedule } from "../../math/unfreezing";

const optionsSchema = z.object({
  gradualUnfreezing: z.boolean(),
  /** Epochs at the start in which only new layers train. */
  headEpochs: z.number(),
  /** 1 or above: how much slower each layer further from the output learns. */
  rateDecay: z.number(),
});
type Options = z.infer<typeof optionsSchema>;

/** Every option has its default by now; `spec.ts` says what each does. */
export const optionsIn = ({ options }: Pick<Experiment, "options">): Options => optionsSchema.parse(options);

/** What the controls train with: all layers from the first epoch on, at the same rate. */
export const PLAIN: Options = { gradualUnfreezing: false, headEpochs: 0, rateDecay: 1 };

export interface Course {
  schedule: UnfreezingSchedule;
  /** The rate of each layer as a multiple of the optimizer's. */
  rateFactors: ReadonlyMap<string, number>;
}

/** @param layers that train at some time, and those of them that start from fresh weights; from input to output */
export function courseOf(
  { gradualUnfreezing: gradual, headEpochs, rateDecay }: Options,
  { trained, fresh, epochs }: { trained: readonly string[]; fresh: readonly string[]; epochs: number },
): Course {
  return {
    schedule: unfreezingSchedule({ trained, fresh, epochs, gradual, headEpochs }),
    rateFactors: discriminativeRates(trained, rateDecay),
  };
}
