import type { Control } from "../define";

/** The label predictor alone. */
export const SOURCE_ONLY = "source-only";

export const controls: readonly Control[] = [
  {
    id: SOURCE_ONLY,
    title: "Source only",
    describe:
      "The same network learns from the same batches of labelled source examples and never sees the target: what adapting brings.",
    suggested: true,
  },
];
