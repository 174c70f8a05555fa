import type { Control } from "../define";

export const SCRATCH = "scratch";
export const FINE_TUNING = "fine-tuning";
export const ZEROED_LATERALS = "zeroed-laterals";

/** What a progressive network is compared with; the verdict is about the first. */
export const controls = [
  {
    id: SCRATCH,
    title: "From scratch",
    describe: "One column of the same form for the target alone: what you would have without any transfer.",
    suggested: true,
  },
  {
    id: FINE_TUNING,
    title: "Fine-tuning in sequence",
    describe:
      "One network that learns the same tasks one after the other, with a head for each: what is forgotten without columns.",
    suggested: true,
  },
  {
    id: ZEROED_LATERALS,
    title: "Zeroed laterals",
    describe: "The same columns with their adapters held at 0: each task for itself. It ends where scratch ends.",
    suggested: false,
  },
] as const satisfies readonly Control[];
