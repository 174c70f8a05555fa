/** What codes are compared with: the same linear classifier on the same labelled examples, with other features. */
import type { Control } from "../define";

export const RAW = "raw";
export const COMPONENTS = "pca";
export const RANDOM_BASES = "random-bases";
export const SAMPLED_BASES = "sampled-bases";

export const controls = [
  {
    id: RAW,
    title: "Raw inputs",
    describe: "The values themselves: what you would have without any unlabelled example.",
    suggested: true,
  },
  {
    id: COMPONENTS,
    title: "Principal components",
    describe: "As many directions of the largest variance of the unlabelled examples as there are bases.",
    suggested: true,
  },
  {
    id: RANDOM_BASES,
    title: "Random bases",
    describe: "Codes for bases that were drawn at random: what cutting, coding and pooling bring without any learning.",
    suggested: true,
  },
  {
    id: SAMPLED_BASES,
    title: "Sampled bases",
    describe: "Codes for pieces of unlabelled examples as they are: what learning adds to having seen them.",
    suggested: false,
  },
] as const satisfies readonly Control[];
