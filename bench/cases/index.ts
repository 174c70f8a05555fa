/** Every case, in the order in which they are measured. */
import type { BenchCase } from "../lib/measurement";
import { forwardPass } from "./forward";
import { wholeJob } from "./job";
import { trainingSteps } from "./step";

export const cases: readonly BenchCase[] = [trainingSteps, wholeJob, forwardPass];
