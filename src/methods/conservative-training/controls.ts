import { scratch, type Control } from "../define";
import { FINE_TUNING, SOURCE_AS_IS } from "./strength";

/** What conservative training is compared with; the verdict is about the first. */
export const controls = [
  {
    id: FINE_TUNING,
    title: "Plain fine-tuning",
    describe: "The same training with nothing that holds it back: ρ, α and β are 0.",
    suggested: true,
  },
  {
    id: SOURCE_AS_IS,
    title: "Source as it is",
    describe: "The source model without any adaptation: what conservative training must not fall below.",
    suggested: false,
    untrained: true,
  },
  {
    id: "output-side",
    title: "Output side alone",
    describe: "Only ρ: α and β are 0.",
    suggested: false,
  },
  {
    id: "weight-side",
    title: "Weight side alone",
    describe: "Only α and β: ρ is 0.",
    suggested: false,
  },
  { ...scratch, suggested: false },
] as const satisfies readonly Control[];
