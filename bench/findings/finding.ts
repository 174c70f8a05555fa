/** What a method's paper promises, measured on real data: one file a method, named after its id. */
import type { SampleDataName } from "../../src/sample/sample-data";
import type { Lab } from "./lab";

export interface FindingContext {
  lab: Lab;
  /** Path of a data set of `sample/sample-data.ts`, fetched when it is first asked for. */
  data: (name: SampleDataName) => Promise<string>;
  say: (text: string) => void;
}

export interface Finding {
  title: string;
  /**
   * @returns Markdown below the title: what was done, the tables with seeds and intervals, and what did not reproduce
   */
  measure(context: FindingContext): Promise<string>;
}
