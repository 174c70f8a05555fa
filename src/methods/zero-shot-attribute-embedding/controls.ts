import type { Control } from "../define";

/** Every class has the signature of another one. */
export const SHUFFLED = "shuffled-attributes";
/** The objective that collapses. */
export const NAIVE = "naive";
/** The closed form. */
export const ESZSL = "eszsl";
/** Values of an example that it takes; with more, its system takes minutes. */
export const MOST_VALUES = 1024;
/** Nothing is learnt. */
export const CHANCE = "chance";

/** What attribute embedding is compared with; the verdict is about the first. */
export const controls = [
  {
    id: SHUFFLED,
    title: "Shuffled attributes",
    describe: "The same training with the signatures dealt out to the wrong classes: what the table itself is worth.",
    suggested: true,
  },
  {
    id: ESZSL,
    title: "ESZSL",
    describe:
      "The closed form of Romera-Paredes & Torr on the values of the examples as they are: a linear map without any training.",
    suggested: true,
    untrained: true,
  },
  {
    id: NAIVE,
    title: "Naive distance",
    describe:
      "The same networks trained to bring each example and its class together, and nothing else: they collapse.",
    suggested: false,
  },
  {
    id: CHANCE,
    title: "Chance",
    describe: "The same networks with their fresh weights.",
    suggested: false,
    untrained: true,
  },
] as const satisfies readonly Control[];
