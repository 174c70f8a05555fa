/** What an experiment file can be changed to after a search for learning rates. Pure. */
import { rounded } from "../math/learning-rate-range";
import type { FoundRates, RateGroup } from "../protocol/found-rates";
import type { FileEdit } from "../protocol/problem";

export interface RateChoice {
  /** `groups` has a rate for new and one for copied layers. */
  id: RateGroup | "groups";
  /** Of the last layer. */
  learningRate: number;
  /** Of copied layers, on average; only with `groups`. */
  copiedRate?: number;
  edits: FileEdit[];
}

/** @returns what suits all layers together first; nothing where nothing was found */
export function rateChoices(found: FoundRates): RateChoice[] {
  const suggested = (group: RateGroup) => found.sweeps.find((sweep) => sweep.group === group)?.suggestion;
  const [all, fresh, copied] = [suggested("all"), suggested("new"), suggested("copied")];
  const both = fresh !== undefined && copied !== undefined ? decayChoice(found, fresh, copied) : undefined;
  return [
    ...(all === undefined ? [] : [oneRate("all", all)]),
    ...(both === undefined
      ? [
          ...(fresh === undefined ? [] : [oneRate("new", fresh)]),
          ...(copied === undefined ? [] : [oneRate("copied", copied)]),
        ]
      : [both]),
  ];
}

const oneRate = (id: RateGroup, learningRate: number): RateChoice => ({
  id,
  learningRate,
  edits: [setRate(learningRate)],
});

/**
 * Discriminative rates, ηₗ = η / decay^(L−l), so that the last layer has the rate of new layers and the copied ones on
 * average, in the logarithm, theirs. Copied layers never learn faster than new ones.
 */
function decayChoice(found: FoundRates, fresh: number, copied: number): RateChoice | undefined {
  const { layers, rateDecay } = found;
  if (rateDecay === undefined) return undefined;
  const distances = layers.flatMap((layer, index) => (layer.fresh ? [] : [layers.length - 1 - index]));
  const distance = distances.reduce((sum, one) => sum + one, 0) / distances.length;
  if (!(distance > 0)) return undefined;
  const decay = Math.max(1, rounded((fresh / copied) ** (1 / distance)));
  return {
    id: "groups",
    learningRate: fresh,
    copiedRate: rounded(fresh / decay ** distance),
    edits: [setRate(fresh), { kind: "set", path: ["options", "rateDecay"], value: decay }],
  };
}

const setRate = (value: number): FileEdit => ({
  kind: "set",
  path: ["training", "optimizer", "learningRate"],
  value,
});
