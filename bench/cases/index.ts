/** Every case, in the order in which they are measured. */
import type { BenchCase } from "../lib/measurement";
import { forwardPass } from "./forward";
import { growth } from "./growth";
import { wholeJob } from "./job";
import { untilFirstStep } from "./start";
import { trainingSteps } from "./step";
import { layerSweep } from "./sweep";

export const cases: readonly BenchCase[] = [trainingSteps, wholeJob, layerSweep, forwardPass, untilFirstStep, growth];
