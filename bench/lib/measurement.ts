/** What a case gets and what it gives; a case is one file of `bench/cases` and one line in `cases/index.ts`. */
import type { CaseResult } from "./result";
import type { Workplace } from "./workplace";

export interface Choices {
  /** Does the whole work where it would otherwise be scaled up from a part of it. */
  full: boolean;
  /** As little as shows that everything works; its figures mean nothing. */
  smoke: boolean;
}

export interface CaseContext extends Choices {
  workplace: Workplace;
  /** Progress, for whoever waits. */
  say: (text: string) => void;
}

export interface CaseOutcome extends Omit<CaseResult, "measuredAt" | "environment"> {
  versions: Record<string, string>;
}

export interface BenchCase {
  /** The letter that names it on the command line. */
  id: string;
  measure: (context: CaseContext) => Promise<CaseOutcome>;
}
