import { scratch, type Control } from "../define";

/** Nothing copied, and yet the same layers frozen. */
export const RANDOM_FROZEN = "random-frozen";
/** The frozen layers trained on. */
export const FINE_TUNING = "fine-tuning";

/** What layer transfer is compared with; the verdict is about the first. */
export const controls = [
  scratch,
  {
    id: RANDOM_FROZEN,
    title: "Random layers frozen",
    describe: "The same layers frozen, with random weights instead of copied ones: what the copied weights are worth.",
    suggested: true,
  },
  {
    id: FINE_TUNING,
    title: "Copied layers trained on",
    describe: "The same layers copied, and none of them frozen: what freezing brings or costs.",
    suggested: false,
  },
] as const satisfies readonly Control[];
