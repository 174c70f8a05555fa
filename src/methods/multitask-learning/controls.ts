import type { Control } from "../define";

/** Each task by itself. */
export const SINGLE_TASK = "single-task";
/** The losses as they are. */
export const UNIFORM = "uniform";

export const controls: readonly Control[] = [
  {
    id: SINGLE_TASK,
    title: "Single tasks",
    describe:
      "A network of its own for each task, with the same batches and as many steps: what sharing brings or costs.",
    suggested: true,
  },
  {
    id: UNIFORM,
    title: "Uniform weights",
    describe: "The same network with the losses added up as they are: what weighting and gradient surgery bring.",
    suggested: false,
  },
];
