/** The options of self-taught learning: how examples are cut, coded and pooled. */
import type { Experiment } from "../../experiment/types";
import { choice, integer, number, type OptionsOf } from "../define";

export const options = {
  bases: integer({
    min: 2,
    max: 1000,
    default: 100,
    describe: "How many bases are learnt; each piece is coded as a sum of few of them.",
    reason: "100 are twice as many as a patch of 7x7 has values.",
  }),
  beta: number({
    above: 0,
    default: 0.4,
    describe:
      "β: the price of a code. The larger, the fewer bases a piece is a sum of, and the less like it that sum is.",
    reason:
      "Pieces are brought to a length of about 1, so that 0.4 suits most data: a patch of a digit is then a sum of about four bases.",
  }),
  pieces: choice({
    default: "patches",
    choices: [
      { value: "patches", describe: "Squares of a picture." },
      { value: "frames", describe: "Stretches of a recording, over all its bands." },
      { value: "whole", describe: "The example as a whole, as a row of a table always is." },
    ],
    describe: "What is coded.",
    reason: "Whole pictures have too few bases in common; their patches have many.",
  }),
  patch: integer({
    min: 1,
    max: 64,
    default: 7,
    describe: "Side of a patch in pixels, or windows of a frame.",
    reason: "A stroke of a small picture and its surroundings fit in.",
  }),
  stride: integer({
    min: 1,
    max: 16,
    default: 2,
    describe: "From piece to piece, in both directions; 1 takes four times as long.",
    reason: "Pieces overlap so much that every second one shows as much as all.",
  }),
  pool: integer({
    min: 1,
    max: 8,
    default: 3,
    describe: "Codes are averaged over the cells of a grid of so many rows and columns.",
    reason: "Where something is matters, but not to the pixel.",
  }),
  sample: integer({
    min: 10,
    max: 1_000_000,
    default: 10_000,
    describe: "Pieces of unlabelled examples that the bases are learnt from.",
    reason: "100 for each basis; more take longer and hardly change them.",
  }),
  sweeps: integer({
    min: 1,
    max: 500,
    default: 10,
    describe: "How often codes and bases are found in turn.",
    reason: "Most of what the objective will fall by it has fallen by then.",
  }),
};

export type SelfTaughtOptions = OptionsOf<{ options: typeof options }>;

export const optionsIn = (experiment: Pick<Experiment, "options">): SelfTaughtOptions =>
  experiment.options as SelfTaughtOptions;
