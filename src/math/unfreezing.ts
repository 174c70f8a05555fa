/** Which layers train in which epoch. Epochs count from 1, layers go from input to output. */
export interface UnfreezingOptions {
  /** Every layer that is to be trained at some time. */
  trained: readonly string[];
  /** Those of them that start from fresh weights, at least the new head; they train from the first epoch. */
  fresh: readonly string[];
  epochs: number;
  /** Whether the copied layers join one after the other. */
  gradual: boolean;
  /** Epochs at the start in which only the fresh layers train; without any, the last layer. */
  headEpochs: number;
}

export interface UnfreezingSchedule {
  phaseOf: (epoch: number) => { name?: string; layers: readonly string[] };
  /** The first epoch in which all layers train. */
  settledFrom: number;
}

/**
 * Gradual unfreezing: the last layer trains first, the others join one after the other towards the input, evenly
 * spread, so that all train once half of the epochs are over. The paper unfreezes one layer an epoch; spreading them
 * gives short and long trainings the same course.
 *
 * @see Howard & Ruder, Universal Language Model Fine-tuning for Text Classification, ACL 2018, section 3.3
 */
export function unfreezingSchedule(options: UnfreezingOptions): UnfreezingSchedule {
  const { trained, fresh, headEpochs } = options;
  const first = new Set(fresh.length > 0 ? fresh : trained.slice(-1));
  const joins = joiningEpochs(options);
  const start = (layer: string, l: number) => (first.has(layer) ? 1 : (joins[l] ?? 1));
  const settledFrom = Math.max(1, ...trained.map(start));
  return {
    settledFrom,
    phaseOf: (epoch) => {
      const layers = trained.filter((layer, l) => start(layer, l) <= epoch);
      if (settledFrom === 1) return { layers };
      if (epoch >= settledFrom) return { name: "all layers", layers };
      return { name: epoch <= headEpochs ? "head" : `${layers.length} of ${trained.length} layers`, layers };
    },
  };
}

/** The first epoch of each trained layer that is not fresh. */
function joiningEpochs({ trained, epochs, gradual, headEpochs }: UnfreezingOptions): number[] {
  const spread = gradual ? Math.floor(Math.max(0, epochs - headEpochs) / 2) : 0;
  const longest = Math.max(1, trained.length - 1);
  return trained.map((_, l) => headEpochs + 1 + Math.floor(((trained.length - 1 - l) * spread) / longest));
}
