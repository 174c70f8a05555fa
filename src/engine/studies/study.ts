/**
 * What a study is: work of the engine that is no run. It may look at the training examples and at networks of an
 * experiment, and says what it found; it writes no run folder, and no test example reaches it.
 */
import type { Experiment } from "../../experiment/types";
import type { Stage } from "../../protocol/metrics";
import type { Problem } from "../../protocol/problem";
import type { Backend } from "../../training/backend";
import type { Services } from "../../training/services";

export interface StudyContext {
  readonly experiment: Experiment;
  /** What the client asked for beside the experiment; the study decodes it. */
  readonly options: unknown;
  readonly backend: Backend;
  readonly services: Services;
  /** Ends what takes long between two questions to `stops`: reading data. */
  readonly signal: AbortSignal;
  /** Says what it is busy with. */
  readonly stage: (stage: Stage) => void;
  readonly warn: (problem: Problem) => void;
  /** To be asked often: lets messages in. @returns whether the person wants it stopped */
  readonly stops: () => Promise<boolean>;
}

/** @returns what it found, as JSON; undefined where it was stopped. @throws ProblemError why it could not be done */
export type Study = (context: StudyContext) => Promise<unknown>;
