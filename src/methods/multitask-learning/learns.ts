/** Whether a training has learnt anything of a task that holds for other examples. */
import type { Predicts } from "../../experiment/types";

export interface OutcomeOfTask {
  predicts: Predicts;
  /** By epoch; none where the task has no validation examples. */
  validationLosses: readonly number[];
  test: { lossNats: number | undefined; accuracy: number | undefined; r2: number | undefined };
  /** Of the best constant answer on the training examples. */
  constant: { loss: number | undefined; accuracy: number | undefined };
}

/** A loss that comes lower than the constant answer's by less than this share is chance. */
const CHANCE = 0.02;
/** The same of the way from the constant answer to perfect ones, where only the test at the end is there. */
const CHANCE_AT_END = 0.05;

/**
 * With validation examples: the loss on them has not come below that of a constant answer in any epoch. That holds
 * before overfitting begins too, so that a task which was learnt and then overfitted is not taken for one without a
 * rule. Without any: the test says no more than a constant answer.
 */
export function teachesNothing({ predicts, validationLosses, test, constant }: OutcomeOfTask): boolean {
  if (validationLosses.length > 0 && constant.loss !== undefined) {
    return Math.min(...validationLosses) > (1 - CHANCE) * constant.loss;
  }
  if (predicts === "number") return test.r2 !== undefined && test.r2 < CHANCE_AT_END;
  const { lossNats, accuracy } = test;
  if (lossNats === undefined || accuracy === undefined || constant.loss === undefined) return false;
  const before = constant.accuracy ?? 0;
  return lossNats > (1 - CHANCE) * constant.loss && accuracy < before + CHANCE_AT_END * (1 - before);
}
