import type { Experiment } from "../experiment/types";
import { ProblemError } from "../protocol/problem";

/**
 * The end of a training whose numbers are no numbers any more: a step too large, or data that hold no numbers.
 *
 * @param what for people: `the loss became NaN in epoch 1, batch 2`
 */
export function notFinite({ file, training }: Pick<Experiment, "file" | "training">, what: string): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "training/not-finite",
    file,
    place: "training.optimizer.learningRate",
    path: ["training", "optimizer", "learningRate"],
    message: `${what}; lower the learning rate (now ${training.optimizer.learningRate}) or look for values that are not numbers in the data`,
  });
}
