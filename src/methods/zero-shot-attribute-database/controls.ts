import type { Control } from "../define";

/** Every class has the signature of another one. */
export const SHUFFLED = "shuffled-attributes";

/** What the attribute database is compared with. */
export const controls: readonly Control[] = [
  {
    id: SHUFFLED,
    title: "Shuffled attributes",
    describe:
      "The same prediction with the rows of the table dealt out to the wrong classes: what the table itself is worth.",
    suggested: true,
  },
];
